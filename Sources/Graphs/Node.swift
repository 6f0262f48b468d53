// One operation of a network, with its name, inputs and output shape.

public import Kernels
public import Tensors

/// A node's place in its graph.
public struct NodeID: Hashable, Sendable, Comparable {
  /// The place; inputs come before the nodes that read them.
  public let index: Int

  /// Whether one comes before the other.
  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// What a node computes.
public enum Operation: Hashable, Sendable {
  /// The images that go in.
  case input
  /// Convolution.
  case convolution(ConvolutionOperation)
  /// Batch norm.
  case batchNorm(BatchNormOperation)
  /// A function of each element.
  case activation(Activation)
  /// The sum of two inputs.
  case add
  /// The first input times the second, one factor a channel (squeeze and excitation).
  case scaleChannels
  /// Pooling over windows.
  case pooling(PoolingOperation)
  /// The mean over all pixels.
  case globalAveragePooling
  /// Linear layer over the last axis.
  case linear(LinearOperation)
  /// Layer norm over the last axis.
  case layerNorm(LayerNormOperation)
  /// Multi-head self-attention of queries, keys and values that lie beside each other.
  case attention(AttentionOperation)
  /// Pixels as tokens behind a class token, each with its position embedding added.
  case tokens
  /// The first token.
  case classToken
  /// Dropout, by its rate in 0..<1.
  case dropout(Double)
  /// Drops whole images of a residual branch, by the rate in 0..<1.
  case stochasticDepth(Double)
}

/// One operation of a network.
public struct Node: Hashable, Sendable {
  /// Where it stands in the network, for example `stage3.block2.conv1`.
  public let name: String
  /// What it computes.
  public let operation: Operation
  /// What it reads.
  public let inputs: [NodeID]
  /// Shape of its output for one image: `[H, W, C]`, of clips `[T, H, W, C]`, `[tokens, F]`, or `[F]` after global pooling.
  public let shape: Shape
  /// Its trainable arrays.
  public let parameters: [Parameter]
  /// Its running statistics.
  public let statistics: [Statistic]
  /// What it costs for one image.
  public let cost: NodeCost
}

/// What a node costs for one image, forward.
public struct NodeCost: Hashable, Sendable {
  /// Multiply-adds of convolutions and linear layers; 0 for the rest.
  public var multiplyAdds = 0
  /// Output elements of convolutions; 0 for the rest.
  ///
  /// - Source: Radosavovic et al. 2020, arXiv 2003.13678, section 3.
  public var activations = 0
  /// Multiply-adds of attention's two products, which published counts leave out; 0 for the rest.
  public var attentionMultiplyAdds = 0
  /// Output elements of linear layers, which published counts of activations leave out; 0 for the rest.
  public var linearActivations = 0
}
