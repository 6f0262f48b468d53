import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct ParameterStorageTests {
  @Test(arguments: SmallNetwork.all)
  func `canonical values come back as they were stored`(of network: SmallNetwork) throws {
    let parameters = try Self.plan(network.graph).parameters
    for (index, slot) in parameters.slots.enumerated() {
      let values = normals(slot.parameter.shape.count, index: index)
      try parameters.store(Tensor(values, shape: slot.parameter.shape), into: slot)
    }
    for (index, slot) in parameters.slots.enumerated() {
      let found = try parameters.canonicalValues(slot)
      #expect(found.shape == slot.parameter.shape)
      expectSameBits(found.elements, normals(found.shape.count, index: index), slot.parameter.name)
    }
  }

  /// Updates may go element by element over a slot, padding of the layout included.
  @Test func `padding stays zero in values and gradients`() throws {
    let run = try PlanRun(SmallNetwork.all[0].graph)
    _ = try run.trainingPass()
    for slot in run.plan.parameters.slots {
      for region in [slot.values, slot.gradient] {
        #expect(region.elements.count { $0 != 0 } <= slot.parameter.shape.count)
      }
    }
  }

  @Test func `slots stand in the order of the graph and are found by name`() throws {
    let graph = SmallNetwork.all[0].graph
    let parameters = try Self.plan(graph).parameters
    #expect(parameters.slots.map(\.parameter) == graph.parameters)
    #expect(parameters.statistics.map(\.statistic) == graph.statistics)
    for parameter in graph.parameters {
      #expect(parameters.slot(parameter.name).parameter == parameter)
    }
    for (index, statistic) in graph.statistics.enumerated() {
      parameters.statistics[index].values.fill(with: Float(index))
      #expect(parameters.values(statistic.name).elements[0] == Float(index))
    }
  }

  @Test func `initial values depend on the seed alone`() throws {
    let graph = SmallNetwork.all[0].graph
    let first = try Self.initialized(Self.plan(graph), Seed(root: 1))
    #expect(try Self.initialized(Self.plan(graph), Seed(root: 1)) == first)
    #expect(try Self.initialized(Self.plan(graph, batch: 7), Seed(root: 1)) == first)
    #expect(
      try Self.initialized(
        Plan(graph, batch: 2, purpose: .inference, engine: Engine()), Seed(root: 1)) == first)
    #expect(try Self.initialized(Self.plan(graph), Seed(root: 2))[0] != first[0])
  }

  @Test func `parameters draw from streams of their own, which later nodes do not move`() throws {
    var builder = GraphBuilder(input: [4, 4, 3])
    let x = builder.convolution("first", builder.input, channels: 3, kernel: 3, padding: 1)
    let short = builder.graph
    _ = builder.convolution("second", x, channels: 3, kernel: 3)
    let values = try Self.initialized(Self.plan(builder.graph), Seed(root: 1))
    #expect(values[0] != values[1])
    #expect(try Self.initialized(Self.plan(short), Seed(root: 1)) == [values[0]])
  }

  @Test func `initialisation forgets what training did`() throws {
    let run = try PlanRun(SmallNetwork.all[0].graph)
    let first = try Self.initialized(run.plan, Seed(root: 1))
    _ = try run.trainingPass()
    #expect(try Self.initialized(run.plan, Seed(root: 1)) == first)
    for entry in run.plan.parameters.statistics {
      #expect(Set(entry.values.elements) == [entry.statistic.start])
    }
  }

  @Test func `parameters start as their roles say`() throws {
    let parameters = try Self.plan(SmallNetwork.all[0].graph).parameters
    try parameters.initialize(seed: Seed(root: 1))
    for slot in parameters.slots {
      let values = Set(try parameters.canonicalValues(slot).elements)
      switch slot.parameter.role {
      case .normScale: #expect(values == [1])
      case .normShift: #expect(values == [0])
      case .weight, .bias, .embedding: #expect(values.count == slot.parameter.shape.count)
      }
    }
  }

  @Test func `an exchange brings other values and back, known to be new`()
    throws
  {
    let graph = SmallNetwork.all[0].graph
    let (run, other) = (
      try PlanRun(graph, isTraining: false), try PlanRun(graph, isTraining: false)
    )
    for entry in other.plan.parameters.statistics {
      let ones = Array(repeating: Float(1), count: entry.values.count)
      other.plan.parameters.store(
        Tensor(ones, shape: entry.statistic.shape), intoStatistic: entry.statistic.name)
    }
    let (ours, theirs) = (run.plan.parameters, other.plan.parameters)
    let values = { ours.allParameters.elements + ours.allStatistics.elements }
    let before = values()
    run.plan.inferencePass()
    other.plan.inferencePass()
    let (logits, expected) = (run.plan.logits.elements, other.plan.logits.elements)
    #expect(logits != expected)
    // Norms that are folded into convolutions have to be folded anew.
    ours.exchange(parameters: theirs.allParameters, statistics: theirs.allStatistics)
    run.plan.inferencePass()
    expectSameBits(run.plan.logits.elements, expected)
    ours.exchange(parameters: theirs.allParameters, statistics: theirs.allStatistics)
    run.plan.inferencePass()
    expectSameBits(run.plan.logits.elements, logits)
    expectSameBits(values(), before)
  }

  @Test func `a tensor of another shape stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let parameters = try Self.plan(SmallNetwork.all[0].graph).parameters
      try parameters.store(Tensor(zeros: [4, 3, 3]), into: parameters.slots[0])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("stem.conv.weight is [4, 3, 3, 3], found [4, 3, 3]"))
  }

  private static func plan(_ graph: Graph, batch: Int = 2) throws -> Plan {
    try Plan(graph, batch: batch, purpose: .training(labelSmoothing: 0), engine: Engine())
  }

  private static func initialized(_ plan: Plan, _ seed: Seed) throws -> [[Float]] {
    try plan.parameters.initialize(seed: seed)
    return try plan.parameters.slots.map { try plan.parameters.canonicalValues($0).elements }
  }
}
