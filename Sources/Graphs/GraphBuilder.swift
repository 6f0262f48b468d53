// Builds a graph node by node: the words in which architectures are written.

import Kernels
public import Tensors

/// A graph under construction.
///
/// Each method appends one node and returns its identity. A node's name is not used twice: weights go by it.
public struct GraphBuilder {
  private var nodes: [Node]
  private var names: Set = ["input"]

  /// A graph with one node, the images of shape `[H, W, C]`.
  public init(input shape: Shape) {
    require(shape.extents.count == 3, "images are [H, W, C], found \(shape.extents)")
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

  /// A convolution; `padding` borders all four sides.
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

  /// max(x, 0).
  public mutating func relu(_ name: String, _ x: NodeID) -> NodeID {
    append(name, .relu, [x], shape(of: x))
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

  /// The mean over all pixels, `[C]`.
  public mutating func globalAveragePooling(_ name: String, _ x: NodeID) -> NodeID {
    append(name, .globalAveragePooling, [x], [shape(of: x).extents[2]])
  }

  /// A linear layer over features `[F]`.
  public mutating func linear(_ name: String, _ x: NodeID, features: Int) -> NodeID {
    let operation = LinearOperation(features: features)
    let inputs = shape(of: x).count
    return append(
      name, .linear(operation), [x], [features],
      parameters: operation.parameters(name: name, inputs: inputs),
      cost: operation.cost(inputs: inputs))
  }

  /// Dropout with a rate in 0..<1.
  public mutating func dropout(_ name: String, _ x: NodeID, rate: Double) -> NodeID {
    append(name, .dropout(rate), [x], shape(of: x))
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
