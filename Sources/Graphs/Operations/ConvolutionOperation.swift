// Convolution: shape, parameters, cost.

public import Kernels
public import Tensors

/// A convolution over images or, where its window has a time axis, over clips.
public struct ConvolutionOperation: Hashable, Sendable {
  /// Channels of the output.
  public var channels: Int
  /// How the window moves.
  public var window: Window
  /// Groups of channels that do not mix.
  public var groups: Int
  /// Whether a bias is added.
  public var hasBias: Bool
  /// How its parameters start.
  public var start: LayerStart

  /// A convolution from its parts.
  public init(
    channels: Int, window: Window, groups: Int = 1, hasBias: Bool = false,
    start: LayerStart = LayerStart(.heNormal, bias: .uniformFanIn)
  ) {
    self.channels = channels
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
    self.start = start
  }

  /// The extents over an input of shape `[H, W, C]` or `[T, H, W, C]`.
  public func geometry(input: Shape) -> ConvolutionGeometry {
    ConvolutionGeometry(
      inputShape: input, outputChannels: channels, window: window, groups: groups, hasBias: hasBias)
  }

  func shape(input: Shape) -> Shape { geometry(input: input).outputShape }

  func parameters(name: String, input: Shape) -> [Parameter] {
    let shape = geometry(input: input).weightShape
    let weight = Parameter(
      name: "\(name).weight", shape: shape, role: .weight,
      initialization: start.weights(shape: shape, groups: groups))
    guard hasBias else { return [weight] }
    let bias = Parameter(
      name: "\(name).bias", shape: [channels], role: .bias,
      initialization: start.bias(weightShape: shape))
    return [weight, bias]
  }

  func cost(input: Shape) -> NodeCost {
    let geometry = geometry(input: input)
    let activations = geometry.outputShape.count
    return NodeCost(
      multiplyAdds: activations / channels * geometry.weightShape.count, activations: activations)
  }
}
