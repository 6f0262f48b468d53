// The residual blocks of He et al.

public import Configuration
import Graphs
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
}

extension GraphBuilder {
  /// A residual block: relu(F(x) + shortcut(x)).
  ///
  /// - Source: He et al. 2015, arXiv 1512.03385, figure 5; the stride of a bottleneck lies in its 3x3 convolution,
  ///   as in torchvision ("v1.5").
  mutating func residualBlock(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let shortcut = projection(block, x)
    let y =
      switch block.kind {
      case .basic: basicBranch(block, x)
      case .bottleneck: bottleneckBranch(block, x)
      }
    let sum = add("\(block.name).add", y, shortcut)
    return relu("\(block.name).relu", sum)
  }

  /// The identity where the shapes agree, else a 1x1 convolution with batch norm (option B of the paper).
  private mutating func projection(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let channels = block.channels * block.kind.expansion
    guard block.stride != 1 || shape(of: x).extents[2] != channels else { return x }
    let name = "\(block.name).shortcut"
    let y = convolution("\(name).conv", x, channels: channels, kernel: 1, stride: block.stride)
    return batchNorm("\(name).norm", y)
  }

  private mutating func basicBranch(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    let y = normedConvolution(block, 1, x, kernel: 3, stride: block.stride)
    return convolutionAndNorm(block, 2, y, channels: block.channels, kernel: 3)
  }

  private mutating func bottleneckBranch(_ block: ResidualBlock, _ x: NodeID) -> NodeID {
    var y = normedConvolution(block, 1, x, kernel: 1)
    y = normedConvolution(block, 2, y, kernel: 3, stride: block.stride)
    return convolutionAndNorm(block, 3, y, channels: 4 * block.channels, kernel: 1)
  }

  private mutating func normedConvolution(
    _ block: ResidualBlock, _ number: Int, _ x: NodeID, kernel: Int, stride: Int = 1
  ) -> NodeID {
    let y = convolutionAndNorm(
      block, number, x, channels: block.channels, kernel: kernel, stride: stride)
    return relu("\(block.name).relu\(number)", y)
  }

  private mutating func convolutionAndNorm(
    _ block: ResidualBlock, _ number: Int, _ x: NodeID, channels: Int, kernel: Int, stride: Int = 1
  ) -> NodeID {
    let y = convolution(
      "\(block.name).conv\(number)", x, channels: channels, kernel: kernel, stride: stride,
      padding: kernel / 2)
    return batchNorm("\(block.name).norm\(number)", y)
  }
}
