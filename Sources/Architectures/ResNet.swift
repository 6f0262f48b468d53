// ResNet for ImageNet and for CIFAR.

package import Configuration
package import Graphs
import Kernels
package import Tensors

/// The stages of a residual network, stem and head aside.
package struct ResidualStages {
  var block: BlockKind
  /// Blocks of each stage.
  var blocks: [Int]
  /// Channels of the 3x3 convolutions of each stage.
  var channels: [Int]

  package init(block: BlockKind, blocks: [Int], channels: [Int]) {
    self.block = block
    self.blocks = blocks
    self.channels = channels
  }
}

/// ResNet v1.5 for ImageNet: 7x7 stem, max pooling, four stages.
///
/// - Source: He et al. 2015, arXiv 1512.03385, table 1; stride placement as in torchvision.
package func resNet(
  _ stages: ResidualStages, stemChannels: Int, images: Shape, head: ClassifierHead
) -> Graph {
  var builder = GraphBuilder(input: images)
  var x = builder.convolution(
    "stem.conv", builder.input, channels: stemChannels, kernel: 7, stride: 2, padding: 3)
  x = builder.batchNorm("stem.norm", x)
  x = builder.relu("stem.relu", x)
  let window = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))
  x = builder.pooling("stem.pool", x, PoolingOperation(.maximum, window: window))
  x = builder.stages(stages, x)
  builder.classifier(head, x)
  return builder.graph
}

/// ResNet for CIFAR: 3x3 stem, three stages.
///
/// - Source: He et al. 2015, arXiv 1512.03385, section 4.2; with 1x1 projections where the shape changes (option B).
func cifarResNet(_ stages: ResidualStages, images: Shape, head: ClassifierHead) -> Graph {
  var builder = GraphBuilder(input: images)
  var x = builder.convolution(
    "stem.conv", builder.input, channels: stages.channels[0], kernel: 3, padding: 1)
  x = builder.batchNorm("stem.norm", x)
  x = builder.relu("stem.relu", x)
  x = builder.stages(stages, x)
  builder.classifier(head, x)
  return builder.graph
}

/// The end of a network.
package struct ClassifierHead {
  var classes: Int
  /// Rate of the dropout before the linear layer.
  var dropout: Double

  package init(classes: Int, dropout: Double) {
    self.classes = classes
    self.dropout = dropout
  }
}

extension GraphBuilder {
  /// The stages; each but the first halves the image in its first block.
  mutating func stages(_ stages: ResidualStages, _ input: NodeID) -> NodeID {
    var x = input
    for (stage, blocks) in stages.blocks.enumerated() {
      for block in 0..<blocks {
        let halves = stage > 0 && block == 0
        x = residualBlock(
          ResidualBlock(
            name: "stage\(stage + 1).block\(block + 1)", kind: stages.block,
            channels: stages.channels[stage], stride: halves ? 2 : 1), x)
      }
    }
    return x
  }

  /// Global average pooling, dropout where its rate is not 0, linear layer.
  mutating func classifier(_ head: ClassifierHead, _ input: NodeID) {
    var x = globalAveragePooling("head.pool", input)
    if head.dropout > 0 { x = dropout("head.dropout", x, rate: head.dropout) }
    _ = linear("head.linear", x, features: head.classes)
  }
}
