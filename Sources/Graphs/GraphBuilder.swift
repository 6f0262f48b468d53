// Builds a graph node by node: the words in which architectures are written.

public import Kernels
public import Tensors

/// A graph under construction.
///
/// Each method appends one node and returns its identity. A node's name is not used twice: weights go by it.
public struct GraphBuilder {
  private var nodes: [Node]
  private var names: Set = ["input"]

  /// A graph with one node: images `[H, W, C]`, clips `[T, H, W, C]`, or, for a part of a network, tokens `[T, F]`.
  public init(input shape: Shape) {
    require(
      (2...4).contains(shape.extents.count),
      "images are [H, W, C], clips [T, H, W, C], tokens [T, F], found \(shape.extents)")
    nodes = [
      Node(
        name: "input", operation: .input, inputs: [], shape: shape, parameters: [],
        statistics: [], cost: NodeCost())
    ]
  }

  /// The images.
  public var input: NodeID { NodeID(index: 0) }

  /// The finished graph; the last node is its output.
  public var graph: Graph { Graph(nodes: nodes) }

  /// Shape of a node's output for one image.
  public func shape(of id: NodeID) -> Shape { nodes[id.index].shape }

  /// A convolution over images; `padding` borders all four sides.
  public mutating func convolution(
    _ name: String, _ x: NodeID, channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    groups: Int = 1
  ) -> NodeID {
    let window = Window(kernel: Pair(kernel), stride: Pair(stride), padding: Pair(padding))
    return convolution(
      name, x, ConvolutionOperation(channels: channels, window: window, groups: groups))
  }

  /// A convolution given as an operation.
  public mutating func convolution(
    _ name: String, _ x: NodeID, _ operation: ConvolutionOperation
  ) -> NodeID {
    let input = shape(of: x)
    return append(
      name, .convolution(operation), [x], operation.shape(input: input),
      parameters: operation.parameters(name: name, input: input),
      cost: operation.cost(input: input))
  }

  /// A batch norm.
  public mutating func batchNorm(
    _ name: String, _ x: NodeID, _ operation: BatchNormOperation = BatchNormOperation()
  ) -> NodeID {
    let shape = shape(of: x)
    let channels = shape.extents[shape.extents.count - 1]
    return append(
      name, .batchNorm(operation), [x], shape,
      parameters: operation.parameters(name: name, channels: channels),
      statistics: operation.statistics(name: name, channels: channels))
  }

  /// A function of each element.
  public mutating func activation(
    _ name: String, _ x: NodeID, _ function: Activation
  ) -> NodeID {
    append(name, .activation(function), [x], shape(of: x))
  }

  /// max(x, 0).
  public mutating func relu(_ name: String, _ x: NodeID) -> NodeID {
    activation(name, x, .relu)
  }

  /// `x`, `[.., C]`, with each channel multiplied by the image's factor, `[C]`.
  public mutating func scaleChannels(
    _ name: String, _ x: NodeID, by factors: NodeID
  ) -> NodeID {
    let channels = shape(of: x).extents.last
    require(
      shape(of: factors).extents == [channels],
      "\(name): factors \(shape(of: factors).extents) for \(shape(of: x).extents)")
    return append(name, .scaleChannels, [x, factors], shape(of: x))
  }

  /// The sum of two nodes of one shape.
  public mutating func add(_ name: String, _ x: NodeID, _ y: NodeID) -> NodeID {
    require(
      shape(of: x) == shape(of: y),
      "\(name): cannot add \(shape(of: x).extents) and \(shape(of: y).extents)")
    return append(name, .add, [x, y], shape(of: x))
  }

  /// A pooling over windows.
  public mutating func pooling(
    _ name: String, _ x: NodeID, _ operation: PoolingOperation
  ) -> NodeID {
    append(name, .pooling(operation), [x], operation.shape(input: shape(of: x)))
  }

  /// The mean over all pixels of an image or clip, `[C]`.
  public mutating func globalAveragePooling(_ name: String, _ x: NodeID) -> NodeID {
    let pooled = PoolingGeometry.global(over: shape(of: x))
    return append(name, .globalAveragePooling, [x], [pooled.channels])
  }

  /// A linear layer over features `[F]`, or over the features of each token, `[tokens, F]`.
  public mutating func linear(_ name: String, _ x: NodeID, features: Int) -> NodeID {
    linear(name, x, LinearOperation(features: features))
  }

  /// A linear layer given as an operation.
  public mutating func linear(
    _ name: String, _ x: NodeID, _ operation: LinearOperation
  ) -> NodeID {
    let input = shape(of: x)
    return append(
      name, .linear(operation), [x], operation.shape(input: input),
      parameters: operation.parameters(name: name, input: input),
      cost: operation.cost(input: input))
  }

  /// Layer norm over the last axis.
  public mutating func layerNorm(
    _ name: String, _ x: NodeID, _ operation: LayerNormOperation = LayerNormOperation()
  ) -> NodeID {
    append(
      name, .layerNorm(operation), [x], shape(of: x),
      parameters: operation.parameters(name: name, input: shape(of: x)))
  }

  /// Self-attention over tokens `[T, 3 * F]` of queries, keys and values; its output is `[T, F]`.
  public mutating func attention(
    _ name: String, _ x: NodeID, heads: Int
  ) -> NodeID {
    let operation = AttentionOperation(heads: heads)
    let input = shape(of: x)
    return append(
      name, .attention(operation), [x], operation.shape(input: input),
      cost: operation.cost(input: input))
  }

  /// The pixels of `[H, W, F]` as tokens, row by row, behind a class token; `[1 + H * W, F]`.
  ///
  /// The class token and a position embedding for every token are parameters.
  public mutating func tokens(_ name: String, _ x: NodeID) -> NodeID {
    let operation = TokenEmbedding(input: shape(of: x))
    return append(
      name, .tokens, [x], operation.shape, parameters: operation.parameters(name: name))
  }

  /// The first of the tokens `[T, F]`.
  public mutating func classToken(_ name: String, _ x: NodeID) -> NodeID {
    let extents = shape(of: x).extents
    require(extents.count == 2, "\(name): tokens are [T, F], found \(extents)")
    return append(name, .classToken, [x], [extents[1]])
  }

  /// Dropout with a rate in 0..<1.
  public mutating func dropout(_ name: String, _ x: NodeID, rate: Double) -> NodeID {
    append(name, .dropout(rate), [x], shape(of: x))
  }

  /// Stochastic depth: the whole of an image's branch is zeroed with a probability `rate` in 0..<1.
  public mutating func stochasticDepth(_ name: String, _ x: NodeID, rate: Double) -> NodeID {
    append(name, .stochasticDepth(rate), [x], shape(of: x))
  }

  private mutating func append(
    _ name: String, _ operation: Operation, _ inputs: [NodeID], _ shape: Shape,
    parameters: [Parameter] = [], statistics: [Statistic] = [], cost: NodeCost = NodeCost()
  ) -> NodeID {
    require(names.insert(name).inserted, "two nodes with the name '\(name)'")
    nodes.append(
      Node(
        name: name, operation: operation, inputs: inputs, shape: shape, parameters: parameters,
        statistics: statistics, cost: cost))
    return NodeID(index: nodes.count - 1)
  }
}
