// A network as one graph: shapes, parameters and costs come from here, and plans are made of it.

public import Tensors

/// A network from images to logits.
public struct Graph: Hashable, Sendable {
  /// The operations; inputs come before the nodes that read them, the last node is the output.
  public let nodes: [Node]

  /// A node.
  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// Shape of one image, `[H, W, C]`, or clip, `[T, H, W, C]`.
  public var inputShape: Shape { nodes[0].shape }

  /// Shape of the output for one image, `[classes]`.
  public var outputShape: Shape { nodes[nodes.count - 1].shape }

  /// All trainable arrays, in the order of the nodes.
  public var parameters: [Parameter] { nodes.flatMap(\.parameters) }

  /// All running statistics, in the order of the nodes.
  public var statistics: [Statistic] { nodes.flatMap(\.statistics) }

  /// Trainable numbers.
  public var parameterCount: Int { parameters.map(\.shape.count).reduce(0, +) }

  /// Numbers of the running statistics.
  public var statisticCount: Int { statistics.map(\.shape.count).reduce(0, +) }

  /// Multiply-adds of one image, forward; those of attention's products are left out.
  public var multiplyAdds: Int { nodes.map(\.cost.multiplyAdds).reduce(0, +) }

  /// Output elements of the convolutions for one image.
  public var activations: Int { nodes.map(\.cost.activations).reduce(0, +) }

  /// Multiply-adds of attention's products for one image, forward.
  public var attentionMultiplyAdds: Int { nodes.map(\.cost.attentionMultiplyAdds).reduce(0, +) }

  /// Output elements of the linear layers for one image.
  public var linearActivations: Int { nodes.map(\.cost.linearActivations).reduce(0, +) }

  /// The identities of all nodes, in order.
  var ids: [NodeID] { nodes.indices.map(NodeID.init) }

  /// For each node the nodes that read it, in order; one that reads twice stands twice.
  var readers: [[NodeID]] {
    var readers = Array(repeating: [NodeID](), count: nodes.count)
    for id in ids {
      for input in self[id].inputs { readers[input.index].append(id) }
    }
    return readers
  }
}
