// The residual blocks of He et al., with the changes that ResNet-D, SE-ResNet and ResNet-RS made.

public import Configuration
import Graphs
import Kernels
import Tensors

extension BlockKind {
  /// Output channels over inner channels.
  public var expansion: Int {
    switch self {
    case .basic: 1
    case .bottleneck: 4
    }
  }

  /// Convolutions in a block, its shortcut not counted.
  public var layers: Int {
    switch self {
    case .basic: 2
    case .bottleneck: 3
    }
  }
}

/// What tells one block from another.
struct ResidualBlock {
  var name: String
  var kind: BlockKind
  /// Channels of the 3x3 convolutions.
  var channels: Int
  /// 2 in the first block of a stage that halves the image.
  var stride: Int
  var shortcut: ShortcutKind
  /// Squeezed channels; nil for a block without squeeze and excitation.
  var squeezedChannels: Int?
  /// Whether the branch's last batch norm starts with scale 0.
  var zeroLastScale: Bool
  /// Rate of stochastic depth, in 0..<1.
  var dropRate: Double
}

extension GraphBuilder {
  /// A residual block: relu(F(x) + shortcut(x)), F ending in squeeze and excitation where the block has it.
  ///
  /// - Source: He et al. 2015, arXiv 1512.03385, figure 5; the stride of a bottleneck lies in its 3x3 convolution,
  ///   as in torchvision ("v1.5"). Squeeze and excitation: Hu et al. 2017, arXiv 1709.01507, figure 3. Scale 0:
  ///   Goyal et al. 2017, arXiv 1706.02677, section 5.1.
  mutating func residualBlock(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let shortcut = projection(block, x)
    var y =
      switch block.kind {
      case .basic: basicBranch(block, x)
      case .bottleneck: bottleneckBranch(block, x)
      }
    if let channels = block.squeezedChannels {
      let start = LayerStart(.heNormal, bias: .uniformFanIn)
      y = squeezeExcitation(
        "\(block.name).se", y, SqueezeExcitation(channels: channels, start: start))
    }
    y = droppedBranch("\(block.name).drop", y, rate: block.dropRate)
    let sum = add("\(block.name).add", y, shortcut)
    return relu("\(block.name).relu", sum)
  }

  /// The identity where the shapes agree, else a 1x1 convolution with batch norm (option B of the paper).
  ///
  /// - Source: He et al. 2018, arXiv 1812.01187, figure 2c, for the average pooling before it.
  private mutating func projection(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let channels = block.channels * block.kind.expansion
    guard block.stride != 1 || shape(of: x).extents[2] != channels else { return x }
    let name = "\(block.name).shortcut"
    var (y, stride) = (x, block.stride)
    if block.shortcut == .pooled, stride != 1 {
      let window = pixelPairs(of: x, stride: stride)
      y = pooling(
        "\(name).pool", y, PoolingOperation(.averageInside, window: window, roundsUp: true))
      stride = 1
    }
    y = convolution("\(name).conv", y, channels: channels, kernel: 1, stride: stride)
    return batchNorm("\(name).norm", y)
  }

  /// A window over two pixels each way, or over the one that there is.
  private func pixelPairs(of x: NodeID, stride: Int) -> Window {
    let extents = shape(of: x).extents
    let kernel = Pair(height: min(2, extents[0]), width: min(2, extents[1]))
    return Window(kernel: kernel, stride: Pair(stride))
  }

  private mutating func basicBranch(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let y = normedConvolution(block, 1, x, kernel: 3, stride: block.stride)
    let z = numberedConvolution(block, 2, y, channels: block.channels, kernel: 3)
    return lastNorm(block, 2, z)
  }

  private mutating func bottleneckBranch(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    var y = normedConvolution(block, 1, x, kernel: 1)
    y = normedConvolution(block, 2, y, kernel: 3, stride: block.stride)
    y = numberedConvolution(block, 3, y, channels: 4 * block.channels, kernel: 1)
    return lastNorm(block, 3, y)
  }

  private mutating func lastNorm(_ block: ResidualBlock, _ number: Int, _ x: NodeID) -> NodeID {
    let scale: Float = block.zeroLastScale ? 0 : 1
    return batchNorm("\(block.name).norm\(number)", x, BatchNormOperation(initialScale: scale))
  }

  private mutating func normedConvolution(
    _ block: ResidualBlock, _ number: Int, _ x: NodeID, kernel: Int, stride: Int = 1
  ) -> NodeID {
    var y = numberedConvolution(
      block, number, x, channels: block.channels, kernel: kernel, stride: stride)
    y = batchNorm("\(block.name).norm\(number)", y)
    return relu("\(block.name).relu\(number)", y)
  }

  private mutating func numberedConvolution(
    _ block: ResidualBlock, _ number: Int, _ x: NodeID, channels: Int, kernel: Int, stride: Int = 1
  ) -> NodeID {
    convolution(
      "\(block.name).conv\(number)", x, channels: channels, kernel: kernel, stride: stride,
      padding: kernel / 2)
  }
}
