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
  let layout: ParameterLayout
  /// Rises with every store, so that what was computed from the values is known to be old.
  private(set) var version = 0
  private let values: AlignedBuffer
  /// The gradients of the whole batch and, behind them, what it observed of each statistic, summed over shards.
  let gradients: AlignedBuffer

  /// Storage for the parameters of a graph; `convolutions` gives the layouts of weights by parameter name.
  init(graph: Graph, convolutions: [String: Convolution], withGradients: Bool) {
    let layout = ParameterLayout(graph: graph, convolutions: convolutions)
    self.layout = layout
    let values = AlignedBuffer(count: layout.count)
    let gradients = withGradients ? AlignedBuffer(count: layout.count) : values
    (self.values, self.gradients) = (values, gradients)
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
        running, momentum: statistic.momentum, parts: shards)
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
    require(
      tensor.shape == slot.parameter.shape,
      "\(slot.parameter.name) is \(slot.parameter.shape.extents), found \(tensor.shape.extents)")
    if let convolution = slot.convolution {
      try convolution.store(canonical: tensor.elements, into: slot.values)
    } else {
      slot.values.store(tensor)
    }
    version += 1
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

extension Region {
  /// Moves `running` towards this sum of `parts` observations.
  fileprivate func move(_ running: Region, momentum: Float, parts: Int) {
    let count = Float(parts)
    for i in 0..<self.count {
      unsafe running.pointer[i] += momentum * (pointer[i] / count - running.pointer[i])
    }
  }
}
