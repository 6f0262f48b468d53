// Residual blocks over clips [T, H, W, C]: what a convolution takes in along time, and self-gating.

import Configuration
import Graphs
import Kernels
import Tensors

extension Window {
  /// A window over frames and pixels whose border keeps what a stride does not divide.
  static func clip(
    frames: Int, pixels: Int, timeStride: Int = 1, stride: Int = 1
  ) -> Window {
    Window(
      kernel: Pair(pixels), stride: Pair(stride), padding: Pair(pixels / 2),
      time: AxisWindow(kernel: frames, stride: timeStride, padding: frames / 2))
  }
}

/// The convolutions of a residual block over clips.
enum ClipBlockKind: Hashable {
  /// Two convolutions of 3x3 pixels over 3 frames.
  case full
  /// Two convolutions of 3x3 pixels, each frame by itself.
  case spatial
  /// Two convolutions of 3x3 pixels, each followed by one along 3 frames.
  case factored
  /// A 1x1 convolution over `frames` frames, 3x3 and 1x1 convolutions of each frame by itself.
  case bottleneck(frames: Int)

  var expansion: Int {
    switch self {
    case .full, .spatial, .factored: BlockKind.basic.expansion
    case .bottleneck: BlockKind.bottleneck.expansion
    }
  }

  /// Whether a stride over pixels is one over frames too.
  var stridesFrames: Bool {
    switch self {
    case .full, .factored: true
    case .spatial, .bottleneck: false
    }
  }
}

/// What tells one block over clips from another.
struct ClipBlock {
  var name: String
  var kind: ClipBlockKind
  /// Channels of the 3x3 convolutions.
  var channels: Int
  /// 2 in the first block of a stage that halves the frames' extent.
  var stride: Int
  var shortcut: ShortcutKind
  /// Whether the branch gates itself.
  var gatesItself: Bool
  /// Squeezed channels; nil for a block without squeeze and excitation.
  var squeezedChannels: Int?
  /// Whether the branch's last batch norm starts with scale 0.
  var zeroLastScale: Bool
  /// Rate of stochastic depth, in 0..<1.
  var dropRate: Double

  fileprivate var timeStride: Int { kind.stridesFrames ? stride : 1 }
}

extension GraphBuilder {
  /// A residual block over clips: relu(F(x) + shortcut(x)), F ending in self-gating and squeeze and excitation where the
  /// block has them.
  ///
  /// - Source: Tran et al. 2018, arXiv 1711.11248, section 3, for basic blocks. Bottlenecks: TensorFlow Model Garden,
  ///   `nn_blocks_3d.py`, the order of the two gates included (arXiv 2109.01696 has the other one in words).
  mutating func clipBlock(_ block: ClipBlock, _ x: NodeID) -> NodeID {
    let shortcut = clipShortcut(block, x)
    var y =
      switch block.kind {
      case .full, .spatial: basicBranch(block, x)
      case .factored: factoredBranch(block, x)
      case .bottleneck(let frames): bottleneckBranch(block, x, frames: frames)
      }
    if block.gatesItself { y = selfGating("\(block.name).gate", y) }
    if let channels = block.squeezedChannels {
      let start = LayerStart(.heNormal, bias: .uniformFanIn)
      y = squeezeExcitation(
        "\(block.name).se", y, SqueezeExcitation(channels: channels, start: start))
    }
    y = droppedBranch("\(block.name).drop", y, rate: block.dropRate)
    return relu("\(block.name).relu", add("\(block.name).add", y, shortcut))
  }

  /// x * sigmoid(W mean(x) + b), the mean over all frames and pixels.
  ///
  /// - Source: Xie et al. 2018, arXiv 1712.04851, section 3.4 (S3D-G).
  private mutating func selfGating(_ name: String, _ x: NodeID) -> NodeID {
    let operation = LinearOperation(
      features: channels(of: x), form: .pointwiseConvolution,
      start: LayerStart(.normal(deviation: 0.01), bias: .zero))
    let gate = linear("\(name).linear", globalAveragePooling("\(name).pool", x), operation)
    return scaleChannels("\(name).scale", x, by: activation("\(name).sigmoid", gate, .sigmoid))
  }

  /// The identity where the shapes agree, else a 1x1 convolution with batch norm, of every pixel and frame or of means
  /// over those that a stride spans.
  private mutating func clipShortcut(_ block: ClipBlock, _ x: NodeID) -> NodeID {
    let outputs = block.channels * block.kind.expansion
    guard block.stride != 1 || channels(of: x) != outputs else { return x }
    let name = "\(block.name).shortcut"
    var y = x
    var window = Window.clip(
      frames: 1, pixels: 1, timeStride: block.timeStride, stride: block.stride)
    if block.shortcut == .pooled, block.stride != 1 {
      let mean = PoolingOperation(
        .averageInside, window: spanned(by: block, over: x), roundsUp: true)
      y = pooling("\(name).pool", y, mean)
      window = .clip(frames: 1, pixels: 1)
    }
    y = convolution("\(name).conv", y, ConvolutionOperation(channels: outputs, window: window))
    return batchNorm("\(name).norm", y)
  }

  /// As many frames and pixels as a stride spans, or those that there are.
  private func spanned(by block: ClipBlock, over x: NodeID) -> Window {
    let strides = [block.timeStride, block.stride, block.stride]
    let axes = zip(strides, shape(of: x).extents).map { stride, extent in
      AxisWindow(kernel: min(stride, extent), stride: stride)
    }
    return Window(time: axes[0], height: axes[1], width: axes[2])
  }

  private mutating func basicBranch(_ block: ClipBlock, _ x: NodeID) -> NodeID {
    let frames = block.kind == .full ? 3 : 1
    let strided = Window.clip(
      frames: frames, pixels: 3, timeStride: block.timeStride, stride: block.stride)
    let y = normedConvolution(block, 1, x, strided)
    let z = clipConvolution(
      "\(block.name).conv2", y, block.channels, .clip(frames: frames, pixels: 3))
    return lastNorm(block, 2, z)
  }

  /// Space and time one after the other; as many channels lie between as give each pair the weights of a 3x3x3 convolution.
  ///
  /// - Source: Tran et al. 2018, section 3.5. In both pairs the channels count from the block's input, as in torchvision.
  private mutating func factoredBranch(_ block: ClipBlock, _ x: NodeID) -> NodeID {
    let (inputs, outputs) = (channels(of: x), block.channels)
    let between = max(1, 27 * inputs * outputs / (9 * inputs + 3 * outputs))
    func pair(_ builder: inout GraphBuilder, _ number: Int, _ x: NodeID, stride: Int) -> NodeID {
      let name = "\(block.name).conv\(number)"
      var y = builder.clipConvolution(
        "\(name).space", x, between, .clip(frames: 1, pixels: 3, stride: stride))
      y = builder.relu("\(name).relu", builder.batchNorm("\(name).norm", y))
      return builder.clipConvolution(
        "\(name).time", y, outputs, .clip(frames: 3, pixels: 1, timeStride: stride))
    }
    var y = pair(&self, 1, x, stride: block.stride)
    y = relu("\(block.name).relu1", batchNorm("\(block.name).norm1", y))
    return lastNorm(block, 2, pair(&self, 2, y, stride: 1))
  }

  private mutating func bottleneckBranch(
    _ block: ClipBlock, _ x: NodeID, frames: Int
  ) -> NodeID {
    var y = normedConvolution(block, 1, x, .clip(frames: frames, pixels: 1))
    y = normedConvolution(block, 2, y, .clip(frames: 1, pixels: 3, stride: block.stride))
    let outputs = block.channels * block.kind.expansion
    y = clipConvolution("\(block.name).conv3", y, outputs, .clip(frames: 1, pixels: 1))
    return lastNorm(block, 3, y)
  }

  private mutating func normedConvolution(
    _ block: ClipBlock, _ number: Int, _ x: NodeID, _ window: Window
  ) -> NodeID {
    let y = clipConvolution("\(block.name).conv\(number)", x, block.channels, window)
    return relu("\(block.name).relu\(number)", batchNorm("\(block.name).norm\(number)", y))
  }

  private mutating func clipConvolution(
    _ name: String, _ x: NodeID, _ channels: Int, _ window: Window
  ) -> NodeID {
    convolution(name, x, ConvolutionOperation(channels: channels, window: window))
  }

  private mutating func lastNorm(_ block: ClipBlock, _ number: Int, _ x: NodeID) -> NodeID {
    let scale: Float = block.zeroLastScale ? 0 : 1
    return batchNorm("\(block.name).norm\(number)", x, BatchNormOperation(initialScale: scale))
  }

  private func channels(of x: NodeID) -> Int { shape(of: x).extents.last ?? 0 }
}
