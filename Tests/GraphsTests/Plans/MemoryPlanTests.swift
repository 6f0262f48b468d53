import Graphs
import Kernels
import Testing

@Suite struct MemoryPlanTests {
  @Test(arguments: SmallNetwork.all)
  func `foretells what a plan takes`(of network: SmallNetwork) throws {
    for isTraining in [false, true] {
      let plan = try PlanRun(network.graph, batch: 4, isTraining: isTraining).plan
      let memory = try MemoryPlan(network.graph, batch: 4, isTraining: isTraining)
      #expect(memory.arenaByteCount == plan.arenaByteCount)
      #expect(memory.parameterByteCount + memory.gradientByteCount == plan.parameters.byteCount)
      let momenta = isTraining ? memory.parameterByteCount : 0
      #expect(memory.peakByteCount == plan.arenaByteCount + plan.parameters.byteCount + momenta)
    }
  }

  @Test func `shards have arenas and gradients of their own, one for each thread`() throws {
    let graph = SmallNetwork.all[0].graph
    let plan = try Plan(
      graph, batch: 8, purpose: .training(labelSmoothing: 0), engine: Engine(), shards: 4,
      threads: 2)
    let whole = try MemoryPlan(graph, batch: 8, isTraining: true)
    let memory = try MemoryPlan(graph, batch: 8, isTraining: true, shards: 4, threads: 2)
    #expect(memory.arenaByteCount == plan.arenaByteCount)
    // The sum's own, one a thread, two that wait for their neighbours.
    #expect(memory.gradientByteCount == 5 * whole.gradientByteCount)
    let alone = try MemoryPlan(graph, batch: 8, isTraining: true, shards: 4)
    #expect(2 * alone.arenaByteCount == memory.arenaByteCount)
    #expect(alone.gradientByteCount == 4 * whole.gradientByteCount)
  }
}
