// The parameters, gradients and statistics of a plan, in the layouts its kernels like.

import Kernels
public import Randomness
public import Tensors

/// The parameters of a network with their gradients, and its running statistics.
///
/// Weights of convolutions lie in the layout of their primitive; `canonical(_:)` turns them into the one that
/// checkpoints and other tools use. Updates may go element by element over `values` and `gradients` alike: padding
/// is zero in both.
public final class ParameterStorage {
  /// One parameter and where it lies.
  public struct Slot {
    /// The parameter.
    public let parameter: Parameter
    /// Its values in the kernel's layout.
    public let values: Region
    /// Its gradient in the same layout.
    public let gradient: Region
    fileprivate let convolution: Convolution?
  }

  /// The parameters, in the order of the graph.
  public let slots: [Slot]
  /// The running statistics by place in the graph's list, to be read.
  public let statistics: [(statistic: Statistic, values: Region)]
  /// All parameters, with gaps of zeros between them, to be read.
  public let allParameters: Region
  /// All running statistics, with gaps of zeros between them, to be read.
  public let allStatistics: Region
  let layout: ParameterLayout
  /// Rises with every store, so that what was computed from the values is known to be old.
  private(set) var version = 0
  private let values: AlignedBuffer
  private let normMomentum: Double?
  /// The gradients of the whole batch and, behind them, what it observed of each statistic, summed over shards.
  let gradients: AlignedBuffer

  /// Storage for the parameters of a graph; `convolutions` gives the layouts of weights by parameter name.
  ///
  /// `normMomentum` is the weight of a batch in all running statistics, nil for their own.
  init(
    graph: Graph, convolutions: [String: Convolution], withGradients: Bool,
    normMomentum: Double? = nil
  ) {
    let layout = ParameterLayout(graph: graph, convolutions: convolutions)
    self.layout = layout
    let values = AlignedBuffer(count: layout.count)
    let gradients = withGradients ? AlignedBuffer(count: layout.count) : values
    (self.values, self.gradients) = (values, gradients)
    self.normMomentum = normMomentum
    allParameters = values.region(at: 0, count: layout.parameterCount)
    allStatistics = values.region(
      at: layout.parameterCount, count: layout.count - layout.parameterCount)
    slots = graph.parameters.map { parameter in
      Slot(
        parameter: parameter, values: layout.region(parameter.name, in: values),
        gradient: layout.region(parameter.name, in: gradients),
        convolution: convolutions[parameter.name])
    }
    statistics = graph.statistics.map { statistic in
      let region = layout.region(statistic.name, in: values)
      region.fill(with: statistic.start)
      return (statistic, region)
    }
  }

  /// Bytes of values, gradients and statistics.
  public var byteCount: Int {
    (values === gradients ? 1 : 2) * layout.count * MemoryLayout<Float>.stride
  }

  /// The slot of a parameter.
  ///
  /// - Precondition: The network has a parameter of that name.
  public func slot(_ name: String) -> Slot {
    guard let slot = slots.first(where: { $0.parameter.name == name }) else {
      fatalError("no parameter '\(name)'")
    }
    return slot
  }

  /// The values of a parameter or a running statistic.
  ///
  /// - Precondition: The network has one of that name.
  public func values(_ name: String) -> Region { layout.region(name, in: values) }

  /// Moves the running statistics towards what the shards of a batch observed, on average.
  func updateStatistics(shards: Int) {
    for (statistic, running) in statistics {
      layout.region(statistic.name, in: gradients).move(
        running, momentum: normMomentum.map { Float($0) } ?? statistic.momentum, parts: shards)
    }
  }

  /// Draws all parameters; each has a stream of its own, addressed by its place in the graph.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  public func initialize(seed: Seed) throws {
    for (index, slot) in slots.enumerated() {
      var stream = RandomStream(seed: seed, purpose: .initialization, index: index)
      let elements = slot.parameter.initialization.elements(
        count: slot.parameter.shape.count, from: &stream)
      try store(Tensor(elements, shape: slot.parameter.shape), into: slot)
    }
    for (statistic, values) in statistics { values.fill(with: statistic.start) }
    version += 1
  }

  /// Sets a running statistic.
  ///
  /// - Precondition: The network has a statistic of that name and extent.
  public func store(_ tensor: Tensor, intoStatistic name: String) {
    values(name).store(tensor)
    version += 1
  }

  /// Sets a parameter from its canonical elements.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  /// - Precondition: The tensor has the parameter's shape.
  public func store(_ tensor: Tensor, into slot: Slot) throws {
    try store(tensor, into: slot.values, of: slot)
    version += 1
  }

  /// Exchanges all parameters and running statistics with others in the same places.
  ///
  /// - Precondition: The regions have the counts of `allParameters` and `allStatistics`.
  public func exchange(parameters: Region, statistics: Region) {
    allParameters.exchange(with: parameters)
    allStatistics.exchange(with: statistics)
    version += 1
  }

  /// Sets an array that goes with a parameter element by element, such as its gradient, from canonical elements.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  /// - Precondition: The tensor has the parameter's shape, the region the layout of its values.
  public func store(_ tensor: Tensor, into region: Region, of slot: Slot) throws {
    require(
      tensor.shape == slot.parameter.shape && region.count == slot.values.count,
      "\(slot.parameter.name) is \(slot.parameter.shape.extents), found \(tensor.shape.extents)")
    if let convolution = slot.convolution {
      try convolution.store(canonical: tensor.elements, into: region)
    } else {
      region.store(tensor)
    }
  }

  /// An array that goes with a parameter element by element, in the parameter's canonical shape.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  /// - Precondition: The region has the layout of the parameter's values.
  public func canonical(_ region: Region, of slot: Slot) throws -> Tensor {
    require(
      region.count == slot.values.count,
      "\(slot.parameter.name) has \(slot.values.count) values, found \(region.count)")
    let elements = try slot.convolution?.canonical(region) ?? region.elements
    return Tensor(elements, shape: slot.parameter.shape)
  }

  /// A parameter's values in its canonical shape.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  public func canonicalValues(_ slot: Slot) throws -> Tensor {
    try canonical(slot.values, of: slot)
  }

  /// A parameter's gradient in its canonical shape.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  public func canonicalGradient(_ slot: Slot) throws -> Tensor {
    try canonical(slot.gradient, of: slot)
  }
}

extension Region {
  /// Moves `running` towards this sum of `parts` observations.
  fileprivate func move(_ running: Region, momentum: Float, parts: Int) {
    let count = Float(parts)
    for i in 0..<self.count {
      unsafe running.pointer[i] += momentum * (pointer[i] / count - running.pointer[i])
    }
  }
}
