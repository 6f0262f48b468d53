// Linear layer: shape, parameters, cost.

import Tensors

/// A linear layer with bias.
public struct LinearOperation: Hashable, Sendable {
  /// Features of the output.
  public var features: Int

  /// A linear layer with `features` outputs.
  public init(features: Int) { self.features = features }

  func parameters(name: String, inputs: Int) -> [Parameter] {
    [
      Parameter(
        name: "\(name).weight", shape: [features, inputs], role: .weight,
        initialization: .uniform(fanIn: inputs)),
      Parameter(
        name: "\(name).bias", shape: [features], role: .bias,
        initialization: .uniform(fanIn: inputs)),
    ]
  }

  func cost(inputs: Int) -> NodeCost { NodeCost(multiplyAdds: inputs * features) }
}
