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

/// Those with basic blocks.
///
/// - Source: For clips the same: Tran et al. 2018, arXiv 1711.11248, table 1.
private let basicLayouts = publishedLayouts.filter { $0.value.block == .basic }

/// The published layouts of ResNet-RS by depth, and those of its scaling study.
///
/// - Source: Bello et al. 2021, arXiv 2103.07579, table 11 and appendix E (300, 400). The layout of 26 is printed
///   nowhere; this one agrees with the FLOPs of figure 2 to 1%.
///   The TensorFlow Model Garden has those of 50 to 350 for 3D ResNet(-RS) too (`resnet_3d.py`).
private let rsLayouts: [Int: Layout] = [
  26: [2, 2, 2, 2], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3],
  200: [3, 24, 36, 3], 270: [4, 29, 53, 4], 300: [4, 36, 54, 4], 350: [4, 36, 72, 4],
  400: [6, 48, 72, 6], 420: [4, 44, 87, 4],
].mapValues { Layout(block: .bottleneck, blocks: $0) }

extension ModelConfiguration {
  /// The block and its repetitions, of a residual network.
  ///
  /// - Throws: `ArchitectureError` where the family has no such depth or number of stages.
  package func layout() throws -> Layout {
    if let blocks = blocksPerStage { return try layout(blocks: blocks) }
    guard let depth else {
      throw ArchitectureError(
        "neither model.depth nor model.blocks_per_stage is given", setting: "model.depth")
    }
    return switch family {
    case .cifarResNet: try cifarLayout(depth: depth)
    case .resNetRS, .resNet3D, .resNet3DRS: try layout(depth: depth, of: rsLayouts)
    case .videoResNet: try layout(depth: depth, of: basicLayouts)
    case .resnet, .resNetD, .seResNet, .efficientNet, .tfEfficientNet, .regNetX, .regNetY,
      .visionTransformer:
      try layout(depth: depth, of: publishedLayouts)
    }
  }

  private func layout(blocks: [Int]) throws -> Layout {
    let stages = family.stageCount
    guard blocks.count == stages else {
      throw ArchitectureError(
        "model.blocks_per_stage has \(blocks.count) stages; \(family.rawValue) has \(stages)",
        setting: "model.blocks_per_stage")
    }
    let usual: BlockKind =
      switch family {
      case .resNetRS, .resNet3D, .resNet3DRS: .bottleneck
      case .resnet, .cifarResNet, .resNetD, .seResNet, .efficientNet, .tfEfficientNet, .regNetX,
        .regNetY, .visionTransformer, .videoResNet:
        .basic
      }
    return Layout(block: block ?? usual, blocks: blocks)
  }

  private func layout(depth: Int, of published: [Int: Layout]) throws -> Layout {
    let depths = published.keys.sorted()
    guard let layout = published[depth] else {
      throw ArchitectureError(
        "\(family.rawValue) has no published depth \(depth); there are "
          + depths.map(String.init).joined(separator: ", ")
          + ", or give model.blocks_per_stage" + (family.takesClips ? "" : " and model.block"),
        setting: "model.depth")
    }
    guard block == nil || block == layout.block else {
      throw ArchitectureError(
        "\(family.rawValue) of depth \(depth) has \(layout.block.rawValue) blocks; for others "
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
  /// Stages of a residual network between stem and head.
  var stageCount: Int { self == .cifarResNet ? 3 : 4 }

  /// Channels of the first stage of a residual network at width 1.
  var firstChannels: Int { self == .cifarResNet ? 16 : 64 }
}
