// From a configuration to a graph.

public import Configuration
public import Graphs
public import Tensors

/// The network of a configuration.
///
/// - Parameters:
///   - model: Family, depth, width.
///   - images: Shape of one image, `[H, W, C]`, or of one clip, `[T, H, W, C]`.
///   - classes: Number of logits.
///   - dropout: Rate before the classifier, in 0..<1.
///   - stochasticDepth: Rate of the last residual branch, in 0..<1; earlier ones have less, in proportion.
///   - stochasticDepthRule: In proportion to what, in residual networks.
/// - Returns: A graph from images to `[classes]` logits.
/// - Throws: `ArchitectureError` where the family has no such network or takes the other of images and clips.
public func network(
  _ model: ModelConfiguration, images: Shape, classes: Int, dropout: Double = 0,
  stochasticDepth: Double = 0, stochasticDepthRule: StochasticDepthRule = .block
) throws -> Graph {
  try model.family.check(images)
  let ends = NetworkEnds(
    classes: classes, dropout: dropout, stochasticDepth: stochasticDepth,
    stochasticDepthRule: stochasticDepthRule)
  return switch model.family {
  case .resnet, .cifarResNet, .resNetD, .seResNet, .resNetRS:
    try ResNet(model).graph(images: images, ends: ends)
  case .efficientNet, .tfEfficientNet:
    try EfficientNet(model).graph(images: images, ends: ends)
  case .regNetX, .regNetY:
    try RegNet(model).graph(images: images, ends: ends)
  case .visionTransformer:
    try VisionTransformer(model, images: images).graph(images: images, ends: ends)
  case .videoResNet, .resNet3D, .resNet3DRS:
    try ResNet3D(model).graph(clips: images, ends: ends)
  }
}

/// The network of a run.
///
/// - Parameters:
///   - configuration: Network, extents of what it sees, dropout and stochastic depth.
///   - channels: Of a pixel.
///   - classes: Number of logits.
///   - side: Of its square images or frames, in pixels; nil for that of training.
/// - Returns: A graph from images or clips to `[classes]` logits.
/// - Throws: `ArchitectureError` where the family has no such network.
public func network(
  _ configuration: Configuration, channels: Int, classes: Int, side: Int? = nil
) throws -> Graph {
  try network(
    configuration.model, images: Shape(configuration.data.extents(channels: channels, side: side)),
    classes: classes, dropout: configuration.regularization.dropout,
    stochasticDepth: configuration.regularization.stochasticDepth,
    stochasticDepthRule: configuration.regularization.stochasticDepthRule)
}

extension ModelFamily {
  fileprivate func check(_ images: Shape) throws {
    guard takesClips != (images.extents.count == 4) else { return }
    let shape = images.extents.map(String.init).joined(separator: " x ")
    throw ArchitectureError(
      takesClips
        ? "\(rawValue) takes clips, frames x height x width x channels, found images of \(shape)"
        : "\(rawValue) takes images, height x width x channels, found clips of \(shape)",
      setting: "model.family")
  }
}

extension Graph {
  /// The graph's cost in the terms of a configuration.
  public var cost: Cost {
    var cost = Cost(
      parameters: parameterCount, multiplyAdds: multiplyAdds, activations: activations)
    cost.attentionMultiplyAdds = attentionMultiplyAdds
    return cost
  }
}
