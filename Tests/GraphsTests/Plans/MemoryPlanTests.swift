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
    }
  }
}
