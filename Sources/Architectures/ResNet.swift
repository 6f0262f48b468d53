// ResNet, ResNet-D, SE-ResNet and ResNet-RS: one network with choices.

package import Configuration
package import Graphs
import Kernels
package import Tensors

/// A residual network from its parts.
package struct ResNet: Hashable, Sendable {
  var stem: StemKind
  /// Channels that the stem gives; the first two convolutions of a deep stem have half of them.
  var stemChannels: Int
  var block: BlockKind
  /// Blocks of each stage.
  var blocks: [Int]
  /// Channels of the 3x3 convolutions of each stage.
  var channels: [Int]
  var shortcut: ShortcutKind
  /// Squeezed channels over the block's output channels; 0 for no squeeze and excitation.
  var squeezeRatio: Double
  /// Whether every branch's last batch norm starts with scale 0.
  var zeroLastScale: Bool

  package init(
    stem: StemKind, stemChannels: Int, layout: Layout, channels: [Int],
    shortcut: ShortcutKind = .strided, squeezeRatio: Double = 0, zeroLastScale: Bool = false
  ) {
    self.stem = stem
    self.stemChannels = stemChannels
    self.block = layout.block
    self.blocks = layout.blocks
    self.channels = channels
    self.shortcut = shortcut
    self.squeezeRatio = squeezeRatio
    self.zeroLastScale = zeroLastScale
  }

  /// The network for images `[H, W, C]`: stem, stages, classifier.
  ///
  /// - Source: He et al. 2015, arXiv 1512.03385, table 1; for CIFAR section 4.2.
  package func graph(images: Shape, ends: NetworkEnds) -> Graph {
    var builder = GraphBuilder(input: images)
    var x = builder.stem(stem, channels: stemChannels)
    var number = 0
    for (stage, blocks) in blocks.enumerated() {
      for index in 0..<blocks {
        var block = residualBlock(stage: stage, index: index)
        block.dropRate =
          switch ends.stochasticDepthRule {
          case .block: ends.rate(block: number, of: self.blocks.reduce(0, +))
          case .stage: ends.rate(stage: stage, of: self.blocks.count)
          }
        x = builder.residualBlock(block, x)
        number += 1
      }
    }
    builder.classifier(ends, x)
    return builder.graph
  }

  /// Each stage but the first halves the image in its first block; the first too where the stem leaves it to it.
  private func residualBlock(stage: Int, index: Int) -> ResidualBlock {
    let halves = index == 0 && (stage > 0 || stem == .deepOnly)
    let outputs = Double(channels[stage] * block.expansion)
    return ResidualBlock(
      name: "stage\(stage + 1).block\(index + 1)", kind: block, channels: channels[stage],
      stride: halves ? 2 : 1, shortcut: shortcut,
      squeezedChannels: squeezeRatio > 0 ? multipleOfEight(outputs * squeezeRatio) : nil,
      zeroLastScale: zeroLastScale, dropRate: 0)
  }
}

/// The nearest multiple of 8, at least 8.
func multipleOfEight(_ value: Double) -> Int { max(8, Int(value + 4) / 8 * 8) }

extension GraphBuilder {
  /// What comes before the stages.
  mutating func stem(_ kind: StemKind, channels: Int) -> NodeID {
    switch kind {
    case .conv3: stemLayer("", input, channels: channels, kernel: 3, stride: 1)
    case .conv7: stemPooling(stemLayer("", input, channels: channels, kernel: 7, stride: 2))
    case .deep: stemPooling(deepStem(channels))
    case .deepStrided: stemLayer("4", deepStem(channels), channels: channels, stride: 2)
    case .deepOnly: deepStem(channels)
    }
  }

  /// Three 3x3 convolutions in place of one of 7x7, the first with stride 2.
  ///
  /// - Source: He et al. 2018, arXiv 1812.01187, figure 2b (ResNet-C), also in ResNet-D.
  private mutating func deepStem(_ channels: Int) -> NodeID {
    let half = max(1, channels / 2)
    let x = stemLayer("1", input, channels: half, stride: 2)
    let y = stemLayer("2", x, channels: half, stride: 1)
    return stemLayer("3", y, channels: channels, stride: 1)
  }

  private mutating func stemLayer(
    _ number: String, _ x: NodeID, channels: Int, kernel: Int = 3, stride: Int
  ) -> NodeID {
    var y = convolution(
      "stem.conv\(number)", x, channels: channels, kernel: kernel, stride: stride,
      padding: kernel / 2)
    y = batchNorm("stem.norm\(number)", y)
    return relu("stem.relu\(number)", y)
  }

  private mutating func stemPooling(_ x: NodeID) -> NodeID {
    let window = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))
    return pooling("stem.pool", x, PoolingOperation(.maximum, window: window))
  }
}

extension ResNet {
  /// The residual network of a configuration.
  ///
  /// - Throws: `ArchitectureError` where the family has no such layout.
  init(_ model: ModelConfiguration) throws {
    let family = model.family
    var layout = try model.layout()
    layout.blocks = try layout.blocks.map { try model.scaling.blocks($0) }
    let traits = ResNetTraits(family)
    let stem = model.stem ?? traits.stem
    func scaled(_ channels: Int) -> Int {
      model.scaling.channels(max(1, Int((Double(channels) * model.width).rounded())))
    }
    self.init(
      stem: stem, stemChannels: scaled(family.firstChannels), layout: layout,
      channels: layout.blocks.indices.map { scaled(family.firstChannels << $0) },
      shortcut: model.shortcut ?? traits.shortcut,
      squeezeRatio: model.squeezeRatio ?? traits.squeezeRatio,
      zeroLastScale: model.zeroLastScale ?? traits.zeroLastScale)
  }
}

/// What tells the residual families apart.
struct ResNetTraits {
  var stem = StemKind.conv7
  var shortcut = ShortcutKind.strided
  var squeezeRatio = 0.0
  var zeroLastScale = false

  /// - Source: ResNet-D: He et al. 2018, arXiv 1812.01187, section 4.2. SE-ResNet: Hu et al. 2017, arXiv 1709.01507,
  ///   section 4, reduction 16. ResNet-RS: Bello et al. 2021, arXiv 2103.07579, section 4 and appendix B, and the
  ///   released code for the stem.
  init(_ family: ModelFamily) {
    switch family {
    case .cifarResNet: stem = .conv3
    case .resNetD: (stem, shortcut, zeroLastScale) = (.deep, .pooled, true)
    case .seResNet: (squeezeRatio, zeroLastScale) = (1 / 16, true)
    case .resNetRS:
      (stem, shortcut, squeezeRatio, zeroLastScale) = (.deepStrided, .pooled, 0.25, true)
    case .resnet, .efficientNet, .tfEfficientNet, .regNetX, .regNetY, .visionTransformer,
      .videoResNet, .resNet3D, .resNet3DRS:
      break
    }
  }
}

extension ResNet {
  /// The networks that timm has names for.
  static let catalogue: [CatalogueEntry] =
    [18, 34, 50, 101, 152].flatMap { (depth: Int) in
      [
        ("resnet\(depth)", ModelFamily.resnet), ("resnet\(depth)d", .resNetD),
        ("seresnet\(depth)", .seResNet),
      ].map { name, family in
        CatalogueEntry(name, ModelConfiguration(family: family, depth: depth), resolution: 224)
      }
    } + resNetRS + cifar

  /// - Source: Bello et al. 2021, arXiv 2103.07579, table 7: the largest resolution of each depth. 26, 300 and 400 are
  ///   depths of its scaling study alone, which goes from 128 to 448 pixels.
  private static let resNetRS = [
    (26, 224), (50, 160), (101, 192), (152, 256), (200, 256), (270, 256), (300, 224), (350, 320),
    (400, 224), (420, 320),
  ].map { (depth: Int, resolution: Int) in
    CatalogueEntry(
      "resnetrs\(depth)", ModelConfiguration(family: .resNetRS, depth: depth),
      resolution: resolution)
  }

  private static let cifar = [20, 32, 44, 56, 110].map { (depth: Int) in
    CatalogueEntry(
      "cifar_resnet\(depth)", ModelConfiguration(family: .cifarResNet, depth: depth),
      resolution: 32, classes: 10)
  }
}

extension ModelConfiguration {
  /// Whether a residual network's shortcuts pool.
  var poolsShortcuts: Bool { (shortcut ?? ResNetTraits(family).shortcut) == .pooled }
}
