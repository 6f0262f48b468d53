// Layer norm: parameters.

import Tensors

/// Layer norm over the last axis.
public struct LayerNormOperation: Hashable, Sendable {
  /// Added to the variance.
  public var epsilon: Float

  /// A layer norm with the vision transformers' epsilon.
  public init(epsilon: Float = 1e-6) { self.epsilon = epsilon }

  func parameters(name: String, input: Shape) -> [Parameter] {
    let shape: Shape = [input.extents[input.extents.count - 1]]
    return [
      Parameter(
        name: "\(name).weight", shape: shape, role: .normScale, initialization: .constant(1)),
      Parameter(
        name: "\(name).bias", shape: shape, role: .normShift, initialization: .constant(0)),
    ]
  }
}
