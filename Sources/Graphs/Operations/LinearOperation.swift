// Linear layer: shape, parameters, cost.

import Tensors

/// A linear layer over the last axis, with bias.
public struct LinearOperation: Hashable, Sendable {
  /// How the layer was published, which decides the shape of its weights and how it is counted.
  public enum Form: Hashable, Sendable {
    /// A matrix `[O, I]`.
    case matrix
    /// A 1x1 convolution of one pixel, `[O, I, 1, 1]`: squeeze and excitation.
    case pointwiseConvolution
  }

  /// Features of the output.
  public var features: Int
  /// How the layer was published.
  public var form: Form
  /// How its parameters start.
  public var start: LayerStart

  /// A linear layer with `features` outputs.
  public init(
    features: Int, form: Form = .matrix,
    start: LayerStart = LayerStart(.uniformFanIn, bias: .uniformFanIn)
  ) {
    self.features = features
    self.form = form
    self.start = start
  }

  func shape(input: Shape) -> Shape { Shape(input.extents.dropLast() + [features]) }

  func parameters(name: String, input: Shape) -> [Parameter] {
    let inputs = input.extents.last ?? 0
    let shape: Shape = form == .matrix ? [features, inputs] : [features, inputs, 1, 1]
    return [
      Parameter(
        name: "\(name).weight", shape: shape, role: .weight,
        initialization: start.weights(shape: shape)),
      Parameter(
        name: "\(name).bias", shape: [features], role: .bias,
        initialization: start.bias(weightShape: shape)),
    ]
  }

  func cost(input: Shape) -> NodeCost {
    let outputs = shape(input: input).count
    return NodeCost(
      multiplyAdds: input.count * features, activations: form == .matrix ? 0 : outputs,
      linearActivations: form == .matrix ? outputs : 0)
  }
}
