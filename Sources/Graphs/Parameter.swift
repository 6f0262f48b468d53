// The numbers that training changes, and the statistics that it keeps.

public import Randomness
public import Tensors

/// A trainable array of a network.
public struct Parameter: Hashable, Sendable {
  /// The node's name and the array's, for example `stage1.block1.conv1.weight`.
  public let name: String
  /// The canonical shape; weights of convolutions are `[O, I / groups, (KT,) KH, KW]`, of linear layers `[O, I]`.
  public let shape: Shape
  /// What it does in its layer.
  public let role: ParameterRole
  /// How it starts.
  public let initialization: Initialization
}

/// What a parameter does in its layer.
public enum ParameterRole: Hashable, Sendable {
  /// Multiplies inputs.
  case weight
  /// Is added.
  case bias
  /// Scale of a normalisation.
  case normScale
  /// Shift of a normalisation.
  case normShift
  /// Class token or position embedding.
  case embedding
}

/// How a parameter starts.
public enum Initialization: Hashable, Sendable {
  /// Every element the same.
  case constant(Float)
  /// Normal with mean 0.
  case normal(deviation: Double)
  /// Uniform between -bound and bound.
  case uniform(bound: Double)

  /// Normal with the deviation that keeps the gradient's size through a ReLU network: sqrt(2 / fan-out).
  ///
  /// - Source: He et al. 2015, arXiv 1502.01852, section 2.2.
  static func heNormal(fanOut: Int) -> Initialization {
    .normal(deviation: (2 / Double(fanOut)).squareRoot())
  }

  /// Uniform with bound 1 / sqrt(fan-in), PyTorch's default for linear layers.
  static func uniform(fanIn: Int) -> Initialization {
    .uniform(bound: 1 / Double(fanIn).squareRoot())
  }

  /// The starting elements, in row-major order of the canonical shape.
  public func elements(count: Int, from stream: inout RandomStream) -> [Float] {
    switch self {
    case .constant(let value): Array(repeating: value, count: count)
    case .normal(let deviation): (0..<count).map { _ in Float(deviation * stream.nextNormal()) }
    case .uniform(let bound):
      (0..<count).map { _ in Float(bound * (2 * stream.nextUnit() - 1)) }
    }
  }
}

/// An array that training updates without a gradient.
public struct Statistic: Hashable, Sendable {
  /// The node's name and the array's, for example `stem.norm.running_mean`.
  public let name: String
  /// Its extent.
  public let shape: Shape
  /// Every element at the start.
  public let start: Float
  /// Weight of a batch in it: `running += momentum * (batch - running)`.
  public let momentum: Float
}
