// The numbers of a network by name, apart from any plan.

public import Graphs
public import Randomness
public import Tensors

/// Parameters and running statistics of a network, in canonical shapes.
public struct NetworkWeights: Sendable {
  /// The network.
  public let network: NamedNetwork
  /// The arrays by our own names.
  private let tensors: [String: Tensor]

  /// Weights from their parts: an array for each name of the network, in its shape.
  package init(_ tensors: [String: Tensor], of network: NamedNetwork) {
    self.network = network
    self.tensors = tensors
  }

  /// Weights from a file.
  ///
  /// - Throws: `WeightMisfit` if the file is another network's; `WeightsError`, `HDF5Error` if it cannot be read.
  public init(reading file: WeightFile, for network: NamedNetwork) throws {
    var tensors: [String: Tensor] = [:]
    try file.read(for: network) { name, tensor in tensors[name] = tensor }
    self.init(tensors, of: network)
  }

  /// The weights that training with a seed starts from.
  public init(drawnFrom seed: Seed, for network: NamedNetwork) {
    var tensors: [String: Tensor] = [:]
    for (index, parameter) in network.graph.parameters.enumerated() {
      var stream = RandomStream(seed: seed, purpose: .initialization, index: index)
      let elements = parameter.initialization.elements(
        count: parameter.shape.count, from: &stream)
      tensors[parameter.name] = Tensor(elements, shape: parameter.shape)
    }
    for statistic in network.graph.statistics {
      let elements = Array(repeating: statistic.start, count: statistic.shape.count)
      tensors[statistic.name] = Tensor(elements, shape: statistic.shape)
    }
    self.init(tensors, of: network)
  }

  /// The weights of a plan of the network, as they stand there.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  public init(_ storage: ParameterStorage, of network: NamedNetwork) throws {
    var tensors: [String: Tensor] = [:]
    for slot in storage.slots {
      tensors[slot.parameter.name] = try storage.canonicalValues(slot)
    }
    for (statistic, values) in storage.statistics {
      tensors[statistic.name] = Tensor(values.elements, shape: statistic.shape)
    }
    self.init(tensors, of: network)
  }

  /// The array that we call `name`.
  ///
  /// - Precondition: The network has an array of that name.
  public subscript(name: String) -> Tensor {
    guard let tensor = tensors[name] else { fatalError("no array '\(name)'") }
    return tensor
  }

  /// All arrays under the names of a file, sorted by these.
  func stored(_ names: WeightNames) -> [(name: String, tensor: Tensor)] {
    tensors.map { (names.stored($0.key, in: network.model), $0.value) }.sorted { $0.0 < $1.0 }
  }
}

extension WeightFile {
  /// Hands each array of a network, by our own name, to `body`; none if the file does not fit.
  ///
  /// - Throws: `WeightMisfit` if the file is another network's; `WeightsError`, `HDF5Error` if it cannot be read; what
  ///   `body` throws.
  func read(for network: NamedNetwork, _ body: (String, Tensor) throws -> Void) throws {
    let fit = try WeightFit(network, stored: arrays, file: path)
    for (array, storedName) in fit.pairs { try body(array.name, tensor(storedName)) }
  }

  /// Loads the weights of a network into a plan of it, one array at a time.
  ///
  /// - Throws: `WeightMisfit` if the file is another network's, and then nothing is loaded; `WeightsError`, `HDF5Error`
  ///   if it cannot be read; `OneDNNError` if a layout cannot be made.
  public func load(into storage: ParameterStorage, of network: NamedNetwork) throws {
    let statistics = Set(network.graph.statistics.map(\.name))
    try read(for: network) { name, tensor in
      if statistics.contains(name) {
        storage.store(tensor, intoStatistic: name)
      } else {
        try storage.store(tensor, into: storage.slot(name))
      }
    }
  }
}
