// Functions of each element.

/// A function of each element.
public enum Activation: String, Hashable, Sendable, CaseIterable {
  /// max(x, 0).
  case relu
  /// x * sigmoid(x), also called swish.
  ///
  /// - Source: Elfwing et al. 2017, arXiv 1702.03118; Ramachandran et al. 2017, arXiv 1710.05941.
  case silu
  /// 1 / (1 + exp(-x)).
  case sigmoid
  /// x * Phi(x), with the normal distribution's Phi in its exact form.
  ///
  /// - Source: Hendrycks and Gimpel 2016, arXiv 1606.08415.
  case gelu
}
