// Residual networks for clips: R3D, MC3 and R(2+1)D; 3D ResNet and 3D ResNet-RS.

import Configuration
import Graphs
import Kernels
import Tensors

/// A residual network over clips from its parts.
struct ResNet3D: Hashable, Sendable {
  /// A convolution of the stem, with batch norm and activation.
  struct StemLayer: Hashable, Sendable {
    var channels: Int
    var window: Window
  }

  var stem: [StemLayer]
  /// Maximum pooling behind the stem's convolutions.
  var stemPooling: Window?
  /// The blocks of each stage.
  var stages: [[ClipBlockKind]]
  /// Channels of the 3x3 convolutions of each stage.
  var channels: [Int]
  var shortcut = ShortcutKind.strided
  /// Whether the last block of every stage gates itself.
  var gatesStages = false
  /// Squeezed channels over the block's output channels; 0 for no squeeze and excitation.
  var squeezeRatio = 0.0
  /// Whether every branch's last batch norm starts with scale 0.
  var zeroLastScale = false
  /// How the classifier starts.
  var classifierStart: LayerStart

  /// The network for clips `[T, H, W, C]`: stem, stages, mean over frames and pixels, classifier.
  func graph(clips: Shape, ends: NetworkEnds) -> Graph {
    var builder = GraphBuilder(input: clips)
    var x = builder.clipStem(self)
    let total = stages.map(\.count).reduce(0, +)
    var number = 0
    for (stage, kinds) in stages.enumerated() {
      for (index, kind) in kinds.enumerated() {
        var block = block(kind, stage: stage, index: index)
        block.dropRate = ends.rate(block: number, of: total)
        x = builder.clipBlock(block, x)
        number += 1
      }
    }
    builder.classifier(ends, x, start: classifierStart)
    return builder.graph
  }

  private func block(_ kind: ClipBlockKind, stage: Int, index: Int) -> ClipBlock {
    let outputs = Double(channels[stage] * kind.expansion)
    return ClipBlock(
      name: "stage\(stage + 1).block\(index + 1)", kind: kind, channels: channels[stage],
      stride: index == 0 && stage > 0 ? 2 : 1, shortcut: shortcut,
      gatesItself: gatesStages && index == stages[stage].count - 1,
      squeezedChannels: squeezeRatio > 0 ? multipleOfEight(outputs * squeezeRatio) : nil,
      zeroLastScale: zeroLastScale, dropRate: 0)
  }
}

extension GraphBuilder {
  fileprivate mutating func clipStem(_ network: ResNet3D) -> NodeID {
    var x = input
    for (index, layer) in network.stem.enumerated() {
      let number = network.stem.count == 1 ? "" : "\(index + 1)"
      x = convolution(
        "stem.conv\(number)", x,
        ConvolutionOperation(channels: layer.channels, window: layer.window))
      x = relu("stem.relu\(number)", batchNorm("stem.norm\(number)", x))
    }
    guard let window = network.stemPooling else { return x }
    return pooling("stem.pool", x, PoolingOperation(.maximum, window: window))
  }
}

extension ResNet3D {
  /// The network of a configuration.
  ///
  /// - Throws: `ArchitectureError` where the family has no such layout, variant or stem.
  init(_ model: ModelConfiguration) throws {
    self = model.family == .videoResNet ? try Self.videoResNet(model) : try Self.resNet3D(model)
  }

  /// Stem and blocks of a member, stage by stage.
  private typealias Member = (stem: [StemLayer], kinds: [ClipBlockKind])

  /// - Source: Tran et al. 2018, arXiv 1711.11248, figure 1 and table 1, as in torchvision, whose are the 45 channels
  ///   between the halves of the last stem.
  private static let videoResNets: [(variant: ModelVariant, value: Member)] = [
    (.r3d, (fullStem, [.full, .full, .full, .full])),
    (.mc3, (fullStem, [.full, .spatial, .spatial, .spatial])),
    (.r2plus1d, (factoredStem, [.factored, .factored, .factored, .factored])),
  ]

  private static let fullStem = [
    StemLayer(channels: 64, window: .clip(frames: 3, pixels: 7, stride: 2))
  ]

  private static let factoredStem = [
    StemLayer(channels: 45, window: .clip(frames: 1, pixels: 7, stride: 2)),
    StemLayer(channels: 64, window: .clip(frames: 3, pixels: 1)),
  ]

  private static func videoResNet(_ model: ModelConfiguration) throws -> ResNet3D {
    let member = try model.published(among: videoResNets, usual: .r3d)
    let blocks = try model.layout().blocks
    return ResNet3D(
      stem: member.stem.map { model.scaled($0) },
      stages: zip(member.kinds, blocks).map { Array(repeating: $0, count: $1) },
      channels: model.clipChannels, shortcut: model.shortcut ?? .strided,
      squeezeRatio: model.squeezeRatio ?? 0, zeroLastScale: model.zeroLastScale ?? false,
      classifierStart: LayerStart(.normal(deviation: 0.01), bias: .zero))
  }

  /// - Source: TensorFlow Model Garden, `resnet_3d.py`, `nn_blocks_3d.py`, `backbones_3d.py` and
  ///   `k400_resnet3drs_50_tpu.yaml`, released with arXiv 2109.01696: the stems, what each block takes in along time,
  ///   shortcuts that do not pool, norms that start at scale 1, self-gating. The 3D ResNet-50 of Bello et al. 2021,
  ///   section 7.5 and table 6, is described nowhere in such detail. Decided here: borders are the same on both sides,
  ///   convolutions and norms are ResNet's, and 3D ResNets of other depths than 50 go on with its pattern.
  private static func resNet3D(_ model: ModelConfiguration) throws -> ResNet3D {
    let isRS = model.family == .resNet3DRS
    let blocks = try model.layout().blocks
    return ResNet3D(
      stem: try resNet3DStem(model).map { model.scaled($0) },
      stemPooling: isRS
        ? .clip(frames: 1, pixels: 3, stride: 2)
        : .clip(frames: 3, pixels: 3, timeStride: 2, stride: 2),
      stages: blocks.enumerated().map { stage, count in
        (0..<count).map { .bottleneck(frames: frames(stage: stage, block: $0, isRS: isRS)) }
      },
      channels: model.clipChannels, shortcut: model.shortcut ?? .strided, gatesStages: true,
      squeezeRatio: model.squeezeRatio ?? (isRS ? 0.25 : 0),
      zeroLastScale: model.zeroLastScale ?? false,
      classifierStart: LayerStart(.uniformFanIn, bias: .uniformFanIn))
  }

  /// Frames that a block's first convolution takes in: 3D ResNet every other block but for the first stage,
  /// 3D ResNet-RS all blocks of the last two stages.
  private static func frames(stage: Int, block: Int, isRS: Bool) -> Int {
    switch (isRS, stage) {
    case (true, 0...1): 1
    case (true, _), (false, 0): 3
    case (false, 1...2): block.isMultiple(of: 2) ? 3 : 1
    case (false, _): block.isMultiple(of: 2) ? 1 : 3
    }
  }

  /// A 7x7 convolution over 5 frames, or three of 3x3 of which the first is over 5 frames; both halve the frames.
  private static func resNet3DStem(_ model: ModelConfiguration) throws -> [StemLayer] {
    let stem = model.stem ?? (model.family == .resNet3DRS ? .deep : .conv7)
    switch stem {
    case .conv7:
      return [
        StemLayer(channels: 64, window: .clip(frames: 5, pixels: 7, timeStride: 2, stride: 2))
      ]
    case .deep:
      return [
        StemLayer(channels: 32, window: .clip(frames: 5, pixels: 3, timeStride: 2, stride: 2)),
        StemLayer(channels: 32, window: .clip(frames: 1, pixels: 3)),
        StemLayer(channels: 64, window: .clip(frames: 1, pixels: 3)),
      ]
    case .conv3, .deepStrided, .deepOnly:
      throw ArchitectureError(
        "\(model.family.rawValue) has the stems conv7 and deep, found \(stem.rawValue)",
        setting: "model.stem")
    }
  }
}

extension ModelConfiguration {
  fileprivate var clipChannels: [Int] { (0..<family.stageCount).map { scaled(64 << $0) } }

  fileprivate func scaled(_ layer: ResNet3D.StemLayer) -> ResNet3D.StemLayer {
    ResNet3D.StemLayer(channels: scaled(layer.channels), window: layer.window)
  }

  private func scaled(_ channels: Int) -> Int {
    max(1, Int((Double(channels) * width).rounded()))
  }
}

extension ResNet3D {
  /// The networks that torchvision and the Model Garden publish for the 400 classes of Kinetics.
  static let catalogue: [CatalogueEntry] =
    videoResNets.map { variant, _ in
      CatalogueEntry(
        "\(variant.rawValue)_18",
        ModelConfiguration(family: .videoResNet, depth: 18, variant: variant), resolution: 112,
        frames: 16, classes: 400)
    } + [clips("r3d_50", .resNet3D, depth: 50)]
    + [50, 101, 152, 200].map { clips("r3d_rs_\($0)", .resNet3DRS, depth: $0) }

  private static func clips(_ name: String, _ family: ModelFamily, depth: Int) -> CatalogueEntry {
    CatalogueEntry(
      name, ModelConfiguration(family: family, depth: depth), resolution: 224, frames: 32,
      classes: 400)
  }
}
