// EfficientNet: mobile inverted bottlenecks with squeeze and excitation, scaled by width and depth.

import Configuration
import Graphs
import Kernels
import Tensors

/// An EfficientNet from its factors.
struct EfficientNet: Hashable, Sendable {
  /// Whose padding and batch norm.
  enum Dialect: Hashable, Sendable {
    /// Symmetric padding, PyTorch's batch norm.
    case torch
    /// "Same" padding and the batch norm of the released networks.
    case tensorFlow
  }

  /// Factor on channels.
  var width: Double
  /// Factor on the blocks of a stage.
  var depth: Double
  /// Squeezed channels over the block's input channels; 0 for no squeeze and excitation.
  var squeezeRatio: Double
  var dialect: Dialect
  /// Factors on the stages, stem and head that follow.
  var scaling: NetworkScaling

  init(
    width: Double, depth: Double, squeezeRatio: Double = 0.25, dialect: Dialect = .torch,
    scaling: NetworkScaling = NetworkScaling()
  ) {
    self.width = width
    self.depth = depth
    self.squeezeRatio = squeezeRatio
    self.dialect = dialect
    self.scaling = scaling
  }

  /// The network for images `[H, W, C]`: stem, stages of MBConv blocks, 1x1 convolution, classifier.
  ///
  /// - Source: Tan and Le 2019, arXiv 1905.11946, table 1.
  func graph(images: Shape, ends: NetworkEnds) throws -> Graph {
    var builder = GraphBuilder(input: images)
    var x = builder.mobileLayer(
      "stem", builder.input, MobileLayer(channels: scaled(32), kernel: 3, stride: 2), dialect)
    let blocks = try blocks
    for (number, block) in blocks.enumerated() {
      // As released: block i of N has i / N of the rate.
      let rate = ends.stochasticDepth * Double(number) / Double(blocks.count)
      x = builder.mobileBlock(block, x, self, dropRate: rate)
    }
    x = builder.mobileLayer("head", x, MobileLayer(channels: scaled(1_280), kernel: 1), dialect)
    builder.classifier(ends, x, start: LayerStart(.uniformFanOut, bias: .zero))
    return builder.graph
  }

  private var blocks: [MobileBlock] {
    get throws {
      try Self.stages.enumerated().flatMap { index, stage in
        let repeats = Int((depth * Double(stage.repeats)).rounded(.up))
        return try (0..<scaling.blocks(repeats)).map { block in
          MobileBlock(
            name: "stage\(index + 1).block\(block + 1)", expansion: stage.expansion,
            kernel: stage.kernel, stride: block == 0 ? stage.stride : 1,
            channels: scaled(stage.channels))
        }
      }
    }
  }

  /// Channels times the width factor, rounded, then scaled.
  private func scaled(_ channels: Int) -> Int {
    scaling.channels(roundedFilters(Double(channels) * width))
  }

  /// A stage of B0.
  private struct Stage {
    var expansion: Int
    var kernel: Int
    var stride: Int
    var channels: Int
    var repeats: Int
  }

  /// - Source: Tan and Le 2019, table 1, stages 2 to 8.
  private static let stages = [
    Stage(expansion: 1, kernel: 3, stride: 1, channels: 16, repeats: 1),
    Stage(expansion: 6, kernel: 3, stride: 2, channels: 24, repeats: 2),
    Stage(expansion: 6, kernel: 5, stride: 2, channels: 40, repeats: 2),
    Stage(expansion: 6, kernel: 3, stride: 2, channels: 80, repeats: 3),
    Stage(expansion: 6, kernel: 5, stride: 1, channels: 112, repeats: 3),
    Stage(expansion: 6, kernel: 5, stride: 2, channels: 192, repeats: 4),
    Stage(expansion: 6, kernel: 3, stride: 1, channels: 320, repeats: 1),
  ]
}

/// A mobile inverted bottleneck.
struct MobileBlock {
  var name: String
  /// Inner channels over input channels.
  var expansion: Int
  /// Side of the depthwise window.
  var kernel: Int
  var stride: Int
  /// Channels of the output.
  var channels: Int
}

/// A convolution with batch norm and, mostly, SiLU.
private struct MobileLayer {
  var channels: Int
  var kernel: Int
  var stride = 1
  var groups = 1
  var hasActivation = true
}

extension GraphBuilder {
  /// Expansion, depthwise convolution, squeeze and excitation, projection; the input is added where the shapes agree.
  ///
  /// - Source: Sandler et al. 2018, arXiv 1801.04381, table 1; with squeeze and excitation Tan et al. 2018,
  ///   arXiv 1807.11626, figure 7. The squeezed channels count from the block's input.
  mutating func mobileBlock(
    _ block: MobileBlock, _ input: NodeID, _ network: EfficientNet, dropRate: Double
  ) -> NodeID {
    let inputs = shape(of: input).extents[2]
    let inner = inputs * block.expansion
    var x = input
    if block.expansion != 1 {
      x = mobileLayer(
        "\(block.name).expand", x, MobileLayer(channels: inner, kernel: 1), network.dialect)
    }
    x = mobileLayer(
      "\(block.name).depthwise", x,
      MobileLayer(channels: inner, kernel: block.kernel, stride: block.stride, groups: inner),
      network.dialect)
    if network.squeezeRatio > 0 {
      let squeezed = Double(inputs) * network.squeezeRatio
      x = squeezeExcitation(
        "\(block.name).se", x,
        SqueezeExcitation(
          channels: max(1, Int(squeezed.rounded(.toNearestOrEven))), activation: .silu,
          start: LayerStart(.heNormal, bias: .zero)))
    }
    x = mobileLayer(
      "\(block.name).project", x,
      MobileLayer(channels: block.channels, kernel: 1, hasActivation: false), network.dialect)
    guard block.stride == 1, inputs == block.channels else { return x }
    x = droppedBranch("\(block.name).drop", x, rate: dropRate)
    return add("\(block.name).add", x, input)
  }

  fileprivate mutating func mobileLayer(
    _ name: String, _ x: NodeID, _ layer: MobileLayer, _ dialect: EfficientNet.Dialect
  ) -> NodeID {
    let extents = shape(of: x).extents
    let operation = ConvolutionOperation(
      channels: layer.channels,
      window: dialect.window(
        kernel: layer.kernel, stride: layer.stride,
        over: Pair(height: extents[0], width: extents[1])),
      groups: layer.groups, start: LayerStart(.heNormalByGroup, bias: .zero))
    var y = convolution("\(name).conv", x, operation)
    y = batchNorm("\(name).norm", y, dialect.norm)
    return layer.hasActivation ? activation("\(name).silu", y, .silu) : y
  }
}

extension EfficientNet.Dialect {
  func window(kernel: Int, stride: Int, over input: Pair) -> Window {
    switch self {
    case .torch:
      Window(kernel: Pair(kernel), stride: Pair(stride), padding: Pair(kernel / 2))
    case .tensorFlow: .same(kernel: Pair(kernel), stride: Pair(stride), over: input)
    }
  }

  /// - Source: the released `efficientnet_builder.py`: momentum 0.99 (Keras' count), epsilon 1e-3.
  var norm: BatchNormOperation {
    switch self {
    case .torch: BatchNormOperation()
    case .tensorFlow: BatchNormOperation(epsilon: 1e-3, momentum: 0.01)
    }
  }
}

extension EfficientNet {
  /// The published factors and resolution.
  private struct Coefficients {
    var width: Double
    var depth: Double
    var resolution: Int
  }

  /// - Source: the released `efficientnet_builder.py`, `efficientnet_params`.
  private static let published: [(variant: ModelVariant, value: Coefficients)] = [
    (.b0, Coefficients(width: 1.0, depth: 1.0, resolution: 224)),
    (.b1, Coefficients(width: 1.0, depth: 1.1, resolution: 240)),
    (.b2, Coefficients(width: 1.1, depth: 1.2, resolution: 260)),
    (.b3, Coefficients(width: 1.2, depth: 1.4, resolution: 300)),
    (.b4, Coefficients(width: 1.4, depth: 1.8, resolution: 380)),
    (.b5, Coefficients(width: 1.6, depth: 2.2, resolution: 456)),
    (.b6, Coefficients(width: 1.8, depth: 2.6, resolution: 528)),
    (.b7, Coefficients(width: 2.0, depth: 3.1, resolution: 600)),
    (.b8, Coefficients(width: 2.2, depth: 3.6, resolution: 672)),
    (.l2, Coefficients(width: 4.3, depth: 5.3, resolution: 800)),
  ]

  /// The EfficientNet of a configuration; its factors multiply those of the variant.
  ///
  /// - Throws: `ArchitectureError` where the family has no such variant.
  init(_ model: ModelConfiguration) throws {
    let factors = try model.published(among: Self.published, usual: .b0)
    self.init(
      width: factors.width * model.width, depth: factors.depth * model.depthFactor,
      squeezeRatio: model.squeezeRatio ?? 0.25,
      dialect: model.family == .tfEfficientNet ? .tensorFlow : .torch, scaling: model.scaling)
  }

  /// The networks that timm has names for.
  static let catalogue: [CatalogueEntry] =
    [("", ModelFamily.efficientNet), ("tf_", .tfEfficientNet)].flatMap { prefix, family in
      published.map { variant, factors in
        CatalogueEntry(
          "\(prefix)efficientnet_\(variant.rawValue)",
          ModelConfiguration(family: family, variant: variant), resolution: factors.resolution)
      }
    }
}
