// From depth to blocks: the published layouts.

package import Configuration

/// A network that a configuration asks for and that does not exist.
public struct ArchitectureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was asked for, what there is, how to mend it.
  public let description: String
  /// The setting that asks for it; nil for a name of the catalogue.
  public let setting: String?

  init(_ description: String, setting: String? = nil) {
    self.description = description
    self.setting = setting
  }
}

/// A block and how often each stage repeats it.
package struct Layout: Hashable, Sendable {
  var block: BlockKind
  var blocks: [Int]

  package init(block: BlockKind, blocks: [Int]) {
    self.block = block
    self.blocks = blocks
  }
}

/// The published layouts of ResNet for ImageNet by depth.
///
/// - Source: He et al. 2015, arXiv 1512.03385, table 1.
private let publishedLayouts: [Int: Layout] = [
  18: Layout(block: .basic, blocks: [2, 2, 2, 2]),
  34: Layout(block: .basic, blocks: [3, 4, 6, 3]),
  50: Layout(block: .bottleneck, blocks: [3, 4, 6, 3]),
  101: Layout(block: .bottleneck, blocks: [3, 4, 23, 3]),
  152: Layout(block: .bottleneck, blocks: [3, 8, 36, 3]),
]

extension ModelConfiguration {
  /// The block and its repetitions.
  ///
  /// - Throws: `ArchitectureError` where the family has no such depth or number of stages.
  package func layout() throws -> Layout {
    if let blocks = blocksPerStage { return try layout(blocks: blocks) }
    guard let depth else {
      throw ArchitectureError(
        "neither model.depth nor model.blocks_per_stage is given", setting: "model.depth")
    }
    switch family {
    case .resnet: return try publishedLayout(depth: depth)
    case .cifarResNet: return try cifarLayout(depth: depth)
    }
  }

  private func layout(blocks: [Int]) throws -> Layout {
    let stages = family.stageCount
    guard blocks.count == stages else {
      throw ArchitectureError(
        "model.blocks_per_stage has \(blocks.count) stages; \(family.rawValue) has \(stages)",
        setting: "model.blocks_per_stage")
    }
    return Layout(block: block ?? .basic, blocks: blocks)
  }

  private func publishedLayout(depth: Int) throws -> Layout {
    let depths = publishedLayouts.keys.sorted()
    guard let layout = publishedLayouts[depth] else {
      throw ArchitectureError(
        "resnet has no published depth \(depth); there are "
          + depths.map(String.init).joined(separator: ", ")
          + ", or give model.blocks_per_stage and model.block", setting: "model.depth")
    }
    guard block == nil || block == layout.block else {
      throw ArchitectureError(
        "resnet of depth \(depth) has \(layout.block.rawValue) blocks; for others "
          + "give model.blocks_per_stage instead of the depth", setting: "model.block")
    }
    return layout
  }

  /// - Source: He et al. 2015, section 4.2: 6n + 2 layers; He et al. 2016, arXiv 1603.05027, section 4: 9n + 2.
  private func cifarLayout(depth: Int) throws -> Layout {
    let kind = block ?? .basic
    let perBlock = 3 * kind.layers
    let repeats = (depth - 2) / perBlock
    guard repeats >= 1, repeats * perBlock + 2 == depth else {
      let below = max(repeats, 1) * perBlock + 2
      throw ArchitectureError(
        "cifar_resnet with \(kind.rawValue) blocks has depths \(perBlock)n + 2, found "
          + "\(depth); the nearest are \(below) and \(below + perBlock)", setting: "model.depth")
    }
    return Layout(block: kind, blocks: [repeats, repeats, repeats])
  }
}

extension ModelFamily {
  /// Stages between stem and head.
  var stageCount: Int {
    switch self {
    case .resnet: 4
    case .cifarResNet: 3
    }
  }

  /// Channels of the first stage at width 1.
  var firstChannels: Int {
    switch self {
    case .resnet: 64
    case .cifarResNet: 16
    }
  }
}
