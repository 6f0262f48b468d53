// The update of stochastic gradient descent.

import CKernels
public import Tensors

/// One update of SGD with momentum.
///
/// With g = trust * (scale * gradient + decay * w) and v = momentum * v + g, the weights move by -rate * v, or in
/// Nesterov's form by -rate * (g + momentum * v). The velocity starts at zero, so the first update is plain.
/// - Source: Sutskever et al. 2013, in PyTorch's form (`torch.optim.SGD`, no dampening); the trust ratio is that of
///   LARS, You et al. 2017, arXiv 1708.03888, algorithm 1.
public struct MomentumUpdate: Sendable {
  /// Learning rate.
  public var rate: Float
  /// Momentum, in 0...1.
  public var momentum: Float
  /// L2 decay added to the gradient.
  public var decay: Float
  /// Whether momentum takes Nesterov's form.
  public var nesterov: Bool
  /// Factor on the gradient: below 1 where its norm was too large.
  public var scale: Float
  /// Factor on the decayed gradient; 1 for plain SGD.
  public var trust: Float

  /// An update from its numbers.
  public init(
    rate: Float, momentum: Float, decay: Float, nesterov: Bool, scale: Float = 1, trust: Float = 1
  ) {
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    self.nesterov = nesterov
    self.scale = scale
    self.trust = trust
  }

  /// Moves the weights and the velocity.
  ///
  /// - Precondition: All regions have the same count and do not overlap.
  public func apply(gradient: Region, velocity: Region, weights: Region) {
    requireUpdate(of: weights, gradient, velocity)
    var step = ck_sgd_step(
      rate: rate, momentum: momentum, decay: decay, scale: scale, trust: trust, nesterov: nesterov)
    unsafe ck_sgd(&step, weights.count, gradient.pointer, velocity.pointer, weights.pointer)
  }
}

/// Stops the program unless the arrays of an update have the count of its weights.
func requireUpdate(of weights: Region, _ others: Region...) {
  require(
    others.allSatisfy { $0.count == weights.count },
    "update of \(weights.count) weights with arrays of \(others.map(\.count))")
}
