// How the weights and the bias of a convolution or a linear layer start.

import Tensors

/// How the weights and the bias of a convolution or a linear layer start, as a rule over their shape.
public struct LayerStart: Hashable, Sendable {
  /// A rule for weights of shape `[O, I / groups, KH, KW]` or `[O, I]`.
  public enum Weights: Hashable, Sendable {
    /// Normal with deviation sqrt(2 / (O * KH * KW)), whatever the groups.
    case heNormal
    /// Normal with deviation sqrt(2 * groups / (O * KH * KW)).
    case heNormalByGroup
    /// Uniform within 1 / sqrt(I / groups * KH * KW).
    case uniformFanIn
    /// Uniform within 1 / sqrt(O).
    case uniformFanOut
    /// Normal with a deviation of its own.
    case normal(deviation: Double)
  }

  /// A rule for biases.
  public enum Bias: Hashable, Sendable {
    /// Uniform within 1 / sqrt(fan-in of the weights).
    case uniformFanIn
    /// All zero.
    case zero
  }

  /// The rule for the weights.
  public var weights: Weights
  /// The rule for the bias, where there is one.
  public var bias: Bias

  /// A start from its two rules.
  public init(_ weights: Weights, bias: Bias) {
    self.weights = weights
    self.bias = bias
  }

  func weights(shape: Shape, groups: Int = 1) -> Initialization {
    let fanOut = Self.fanOut(shape)
    return switch weights {
    case .heNormal: .heNormal(fanOut: fanOut)
    case .heNormalByGroup: .heNormal(fanOut: fanOut / groups)
    case .uniformFanIn: .uniform(fanIn: Self.fanIn(shape))
    case .uniformFanOut: .uniform(bound: 1 / Double(shape.extents[0]).squareRoot())
    case .normal(let deviation): .normal(deviation: deviation)
    }
  }

  func bias(weightShape: Shape) -> Initialization {
    switch bias {
    case .uniformFanIn: .uniform(fanIn: Self.fanIn(weightShape))
    case .zero: .constant(0)
    }
  }

  private static func fanIn(_ shape: Shape) -> Int { shape.count / shape.extents[0] }

  private static func fanOut(_ shape: Shape) -> Int { shape.count / shape.extents[1] }
}
