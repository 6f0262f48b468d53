// One operation of a network, with its name, inputs and output shape.

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
  /// max(x, 0).
  case relu
  /// The sum of two inputs.
  case add
  /// Pooling over windows.
  case pooling(PoolingOperation)
  /// The mean over all pixels.
  case globalAveragePooling
  /// Linear layer.
  case linear(LinearOperation)
  /// Dropout, by its rate in 0..<1.
  case dropout(Double)
}

/// One operation of a network.
public struct Node: Hashable, Sendable {
  /// Where it stands in the network, for example `stage3.block2.conv1`.
  public let name: String
  /// What it computes.
  public let operation: Operation
  /// What it reads.
  public let inputs: [NodeID]
  /// Shape of its output for one image: `[H, W, C]`, or `[F]` after global pooling.
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
}
