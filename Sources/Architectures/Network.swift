// From a configuration to a graph.

public import Configuration
public import Graphs
public import Tensors

/// The network of a configuration.
///
/// - Parameters:
///   - model: Family, depth, width.
///   - images: Shape of one image, `[H, W, C]`.
///   - classes: Number of logits.
///   - dropout: Rate before the classifier, in 0..<1.
///   - stochasticDepth: Rate of the last residual branch, in 0..<1; earlier ones have less, in proportion.
/// - Returns: A graph from images to `[classes]` logits.
/// - Throws: `ArchitectureError` where the family has no such network.
public func network(
  _ model: ModelConfiguration, images: Shape, classes: Int, dropout: Double = 0,
  stochasticDepth: Double = 0
) throws -> Graph {
  let ends = NetworkEnds(classes: classes, dropout: dropout, stochasticDepth: stochasticDepth)
  return switch model.family {
  case .resnet, .cifarResNet, .resNetD, .seResNet, .resNetRS:
    try ResNet(model).graph(images: images, ends: ends)
  case .efficientNet, .tfEfficientNet:
    try EfficientNet(model).graph(images: images, ends: ends)
  case .regNetX, .regNetY:
    try RegNet(model).graph(images: images, ends: ends)
  case .visionTransformer:
    try VisionTransformer(model, images: images).graph(images: images, ends: ends)
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
