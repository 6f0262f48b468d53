// A network together with what its weights are called.

public import Configuration
public import Graphs
import Tensors

/// A network, and the configuration by which the names of its weights go.
public struct NamedNetwork: Sendable {
  /// What messages call it, for example `resnet50`.
  public let title: String
  /// The configuration.
  public let model: ModelConfiguration
  /// The network.
  public let graph: Graph

  /// A network from its parts; `graph` must be the network of `model`.
  public init(title: String, model: ModelConfiguration, graph: Graph) {
    self.title = title
    self.model = model
    self.graph = graph
  }

  /// The arrays that a file of weights holds: parameters in the order of the graph, then running statistics.
  public var arrays: [StoredArray] {
    graph.parameters.map { StoredArray(name: $0.name, shape: $0.shape.extents) }
      + graph.statistics.map { StoredArray(name: $0.name, shape: $0.shape.extents) }
  }
}
