// RegNetX and RegNetY: the widths of all blocks from a quantised line.

import Configuration
import Foundation
import Graphs
import Kernels
import Tensors

/// A RegNet from its parameters.
struct RegNet: Hashable, Sendable {
  /// Blocks of one width.
  struct Stage: Hashable {
    var channels: Int
    var blocks: Int
    /// Channels of a group.
    var groupWidth: Int
  }

  var stem: Int
  var stages: [Stage]
  /// Squeezed channels over the block's input channels; 0 for RegNetX.
  var squeezeRatio: Double
  /// Whether every branch's last batch norm starts with scale 0.
  var zeroLastScale = true

  /// The network for images `[H, W, C]`: 3x3 stem, stages, classifier; the stem and every stage halve the image.
  ///
  /// - Source: Radosavovic et al. 2020, arXiv 2003.13678, section 3.2, figure 3.
  func graph(images: Shape, ends: NetworkEnds) -> Graph {
    var builder = GraphBuilder(input: images)
    var x = builder.groupedLayer("stem.conv", builder.input, channels: stem, kernel: 3, stride: 2)
    x = builder.batchNorm("stem.norm", x)
    x = builder.relu("stem.relu", x)
    let total = stages.map(\.blocks).reduce(0, +)
    var number = 0
    for (index, stage) in stages.enumerated() {
      for block in 0..<stage.blocks {
        x = builder.regNetBlock(
          RegNetBlock(
            name: "stage\(index + 1).block\(block + 1)", channels: stage.channels,
            groupWidth: stage.groupWidth, stride: block == 0 ? 2 : 1,
            dropRate: ends.rate(block: number, of: total)), x, self)
        number += 1
      }
    }
    builder.classifier(ends, x, start: LayerStart(.normal(deviation: 0.01), bias: .zero))
    return builder.graph
  }
}

/// What tells one block from another.
struct RegNetBlock {
  var name: String
  var channels: Int
  var groupWidth: Int
  var stride: Int
  var dropRate: Double
}

extension GraphBuilder {
  /// The X block: 1x1, grouped 3x3 and 1x1 convolutions, no bottleneck; the Y block has squeeze and excitation behind
  /// the 3x3 convolution, its squeezed channels counted from the block's input.
  ///
  /// - Source: Radosavovic et al. 2020, figure 4; section 4, "X block"; section 5 for Y.
  mutating func regNetBlock(
    _ block: RegNetBlock, _ x: NodeID, _ network: RegNet
  ) -> NodeID {
    let (name, channels) = (block.name, block.channels)
    let shortcut = regNetShortcut(block, x)
    var y = groupedLayer("\(name).conv1", x, channels: channels, kernel: 1)
    y = relu("\(name).relu1", batchNorm("\(name).norm1", y))
    y = groupedLayer(
      "\(name).conv2", y, channels: channels, kernel: 3, stride: block.stride,
      groups: channels / block.groupWidth)
    y = relu("\(name).relu2", batchNorm("\(name).norm2", y))
    if network.squeezeRatio > 0 {
      let squeezed = Double(shape(of: x).extents[2]) * network.squeezeRatio
      y = squeezeExcitation(
        "\(name).se", y,
        SqueezeExcitation(
          channels: max(1, Int(squeezed.rounded(.toNearestOrEven))),
          start: LayerStart(.heNormal, bias: .zero)))
    }
    y = groupedLayer("\(name).conv3", y, channels: channels, kernel: 1)
    let scale: Float = network.zeroLastScale ? 0 : 1
    y = batchNorm("\(name).norm3", y, BatchNormOperation(initialScale: scale))
    y = droppedBranch("\(name).drop", y, rate: block.dropRate)
    return relu("\(name).relu", add("\(name).add", y, shortcut))
  }

  private mutating func regNetShortcut(_ block: RegNetBlock, _ x: NodeID) -> NodeID {
    guard block.stride != 1 || shape(of: x).extents[2] != block.channels else { return x }
    let y = groupedLayer(
      "\(block.name).shortcut.conv", x, channels: block.channels, kernel: 1, stride: block.stride)
    return batchNorm("\(block.name).shortcut.norm", y)
  }

  fileprivate mutating func groupedLayer(
    _ name: String, _ x: NodeID, channels: Int, kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> NodeID {
    let window = Window(kernel: Pair(kernel), stride: Pair(stride), padding: Pair(kernel / 2))
    return convolution(
      name, x,
      ConvolutionOperation(
        channels: channels, window: window, groups: groups,
        start: LayerStart(.heNormalByGroup, bias: .zero)))
  }
}

extension RegNet.Stage {
  /// The stage with more or fewer blocks, channels and channels of a group; the channels are then made divisible by
  /// the group.
  ///
  /// - Source: pycls, `scaler.py` and `adjust_block_compatibility`, by which the stem stays as it is.
  fileprivate func scaled(by scaling: NetworkScaling) throws -> RegNet.Stage {
    let wanted = scaling.channels(channels)
    let group = min(scaling.groupWidth(groupWidth), wanted)
    let groups = (Double(wanted) / Double(group)).rounded(.toNearestOrEven)
    return RegNet.Stage(
      channels: group * max(1, Int(groups)), blocks: try scaling.blocks(blocks), groupWidth: group)
  }
}

extension RegNet {
  /// The parameters of the design space.
  struct Generator: Hashable {
    /// w0, the width of the first block.
    var start: Double
    /// wa, the growth of the width by a block.
    var slope: Double
    /// wm, the ratio of the widths of neighbouring stages.
    var ratio: Double
    var depth: Int
    var groupWidth: Int

    /// The stages: u_j = w0 + wa * j, s_j = round(log(u_j / w0) / log(wm)), w_j = w0 * wm^s_j to a multiple of 8,
    /// made divisible by the group; blocks of equal width are a stage.
    ///
    /// - Source: Radosavovic et al. 2020, section 3.3, equations 2 to 4; the last step as in pycls.
    var stages: [Stage] {
      let widths = (0..<depth).map { block in
        let power = log((start + slope * Double(block)) / start) / log(ratio)
        let width = start * pow(ratio, power.rounded(.toNearestOrEven))
        return max(8, 8 * Int((width / 8).rounded(.toNearestOrEven)))
      }
      return Set(widths).sorted().map { width in
        let group = min(groupWidth, width)
        let groups = (Double(width) / Double(group)).rounded(.toNearestOrEven)
        return Stage(
          channels: group * Int(groups), blocks: widths.count { $0 == width }, groupWidth: group)
      }
    }
  }

  /// The RegNet of a configuration: that of its variant, or that of its line, or a variant with some of the line's
  /// parameters replaced; width is a factor on the whole line and on the stem.
  ///
  /// - Throws: `ArchitectureError` where parameters are missing, or the family has no such variant.
  init(_ model: ModelConfiguration) throws {
    let generator = try model.generator()
    stem = multipleOfEight(32 * model.width)
    stages = try generator.stages.map { try $0.scaled(by: model.scaling) }
    squeezeRatio = model.squeezeRatio ?? (model.family == .regNetY ? 0.25 : 0)
    zeroLastScale = model.zeroLastScale ?? true
  }

  /// The networks that timm has names for.
  static let catalogue: [CatalogueEntry] =
    [("x", ModelFamily.regNetX), ("y", .regNetY)].flatMap { letter, family in
      zip(
        published(family),
        [
          "002", "004", "006", "008", "016", "032", "040", "064", "080", "120", "160", "320",
        ]
      ).map { member, number in
        CatalogueEntry(
          "regnet\(letter)_\(number)", ModelConfiguration(family: family, variant: member.variant),
          resolution: 224)
      }
    }

  fileprivate static func published(
    _ family: ModelFamily
  ) -> [(variant: ModelVariant, value: Generator)] {
    family == .regNetY ? publishedY : publishedX
  }

  private static func member(
    _ variant: ModelVariant, _ start: Double, _ slope: Double, _ ratio: Double, _ depth: Int,
    _ groupWidth: Int
  ) -> (variant: ModelVariant, value: Generator) {
    (
      variant,
      Generator(start: start, slope: slope, ratio: ratio, depth: depth, groupWidth: groupWidth)
    )
  }

  // w0, wa, wm, depth and group width.
  // Source: Radosavovic et al. 2020, figures 15 and 16, with the digits of pycls, configs/dds_baselines.
  private static let publishedX = [
    member(.mf200, 24, 36.44, 2.49, 13, 8),
    member(.mf400, 24, 24.48, 2.54, 22, 16),
    member(.mf600, 48, 36.97, 2.24, 16, 24),
    member(.mf800, 56, 35.73, 2.28, 16, 16),
    member(.gf1n6, 80, 34.01, 2.25, 18, 24),
    member(.gf3n2, 88, 26.31, 2.25, 25, 48),
    member(.gf4, 96, 38.65, 2.43, 23, 40),
    member(.gf6n4, 184, 60.83, 2.07, 17, 56),
    member(.gf8, 80, 49.56, 2.88, 23, 120),
    member(.gf12, 168, 73.36, 2.37, 19, 112),
    member(.gf16, 216, 55.59, 2.1, 22, 128),
    member(.gf32, 320, 69.86, 2.0, 23, 168),
  ]

  private static let publishedY = [
    member(.mf200, 24, 36.44, 2.49, 13, 8),
    member(.mf400, 48, 27.89, 2.09, 16, 8),
    member(.mf600, 48, 32.54, 2.32, 15, 16),
    member(.mf800, 56, 38.84, 2.4, 14, 16),
    member(.gf1n6, 48, 20.71, 2.65, 27, 24),
    member(.gf3n2, 80, 42.63, 2.66, 21, 24),
    member(.gf4, 96, 31.41, 2.24, 22, 64),
    member(.gf6n4, 112, 33.22, 2.27, 25, 72),
    member(.gf8, 192, 76.82, 2.19, 17, 56),
    member(.gf12, 168, 73.36, 2.37, 19, 112),
    member(.gf16, 200, 106.23, 2.48, 18, 112),
    member(.gf32, 232, 115.89, 2.53, 20, 232),
  ]
}

extension ModelConfiguration {
  /// The line's parameters where they are given, the variant's elsewhere; width is a factor on w0 and wa.
  fileprivate func generator() throws -> RegNet.Generator {
    if let start = line.start, let slope = line.slope, let ratio = line.ratio, let depth,
      let group = line.groupWidth
    {
      return RegNet.Generator(
        start: width * start, slope: width * slope, ratio: ratio, depth: depth, groupWidth: group)
    }
    guard variant != nil else {
      throw ArchitectureError(
        "\(family.rawValue) needs model.variant, or all of model.depth, model.w0, model.wa, model.wm "
          + "and model.group_width", setting: "model.variant")
    }
    let known = try published(among: RegNet.published(family))
    return RegNet.Generator(
      start: width * (line.start ?? known.start), slope: width * (line.slope ?? known.slope),
      ratio: line.ratio ?? known.ratio, depth: depth ?? known.depth,
      groupWidth: line.groupWidth ?? known.groupWidth)
  }
}
