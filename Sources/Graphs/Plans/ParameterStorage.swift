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
  /// The running statistics by place in the graph's list.
  public let statistics: [(statistic: Statistic, values: Region)]
  private let buffers: [AlignedBuffer]
  private let indexByName: [String: Int]
  private let statisticIndexByName: [String: Int]

  /// Storage for the parameters of a graph; `convolutions` gives the layouts of weights by parameter name.
  init(graph: Graph, convolutions: [String: Convolution], withGradients: Bool) {
    let parameters = graph.parameters
    let counts = parameters.map { convolutions[$0.name]?.weightCount ?? $0.shape.count }
    let total = counts.map(ArenaLayout.aligned).reduce(0, +)
    let values = AlignedBuffer(count: total)
    let gradients = withGradients ? AlignedBuffer(count: total) : values
    let statisticsCount = graph.statistics.map { ArenaLayout.aligned($0.shape.count) }.reduce(0, +)
    let statisticsBuffer = AlignedBuffer(count: statisticsCount)
    buffers = [values, gradients, statisticsBuffer]
    var offset = 0
    slots = zip(parameters, counts).map { parameter, count in
      defer { offset += ArenaLayout.aligned(count) }
      return Slot(
        parameter: parameter, values: values.region(at: offset, count: count),
        gradient: gradients.region(at: offset, count: count),
        convolution: convolutions[parameter.name])
    }
    offset = 0
    statistics = graph.statistics.map { statistic in
      defer { offset += ArenaLayout.aligned(statistic.shape.count) }
      let region = statisticsBuffer.region(at: offset, count: statistic.shape.count)
      region.fill(with: statistic.start)
      return (statistic, region)
    }
    indexByName = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($1.name, $0) })
    statisticIndexByName = Dictionary(
      uniqueKeysWithValues: graph.statistics.enumerated().map { ($1.name, $0) })
  }

  /// Bytes of values, gradients and statistics.
  public var byteCount: Int { buffers.map(\.count).reduce(0, +) * MemoryLayout<Float>.stride }

  /// The slot of a parameter.
  ///
  /// - Precondition: The network has a parameter of that name.
  public func slot(_ name: String) -> Slot {
    guard let index = indexByName[name] else { fatalError("no parameter '\(name)'") }
    return slots[index]
  }

  /// The running statistic of a name.
  ///
  /// - Precondition: The network has a statistic of that name.
  public func statistic(_ name: String) -> Region {
    guard let index = statisticIndexByName[name] else { fatalError("no statistic '\(name)'") }
    return statistics[index].values
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
  }

  /// Sets a parameter from its canonical elements.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  /// - Precondition: The tensor has the parameter's shape.
  public func store(_ tensor: Tensor, into slot: Slot) throws {
    require(
      tensor.shape == slot.parameter.shape,
      "\(slot.parameter.name) is \(slot.parameter.shape.extents), found \(tensor.shape.extents)")
    if let convolution = slot.convolution {
      try convolution.store(canonical: tensor.elements, into: slot.values)
    } else {
      slot.values.store(tensor)
    }
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

  private func canonical(_ region: Region, of slot: Slot) throws -> Tensor {
    let elements = try slot.convolution?.canonical(region) ?? region.elements
    return Tensor(elements, shape: slot.parameter.shape)
  }
}
