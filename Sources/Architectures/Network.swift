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
/// - Returns: A graph from images to `[classes]` logits.
/// - Throws: `ArchitectureError` where the family has no such network.
public func network(
  _ model: ModelConfiguration, images: Shape, classes: Int, dropout: Double = 0
) throws -> Graph {
  let layout = try model.layout()
  let first = model.family.firstChannels
  let channels = (0..<model.family.stageCount).map { scaled(first << $0, by: model.width) }
  let stages = ResidualStages(block: layout.block, blocks: layout.blocks, channels: channels)
  let head = ClassifierHead(classes: classes, dropout: dropout)
  switch model.family {
  case .resnet:
    return resNet(
      stages, stemChannels: scaled(first, by: model.width), images: images, head: head)
  case .cifarResNet:
    return cifarResNet(stages, images: images, head: head)
  }
}

/// Channels times the width multiplier, rounded to the nearest whole number, at least 1.
private func scaled(_ channels: Int, by width: Double) -> Int {
  max(1, Int((Double(channels) * width).rounded()))
}

extension Graph {
  /// The graph's cost in the terms of a configuration.
  public var cost: Cost {
    Cost(parameters: parameterCount, multiplyAdds: multiplyAdds, activations: activations)
  }
}
