import Graphs
import Kernels
import Tensors
import TestSupport
import Testing

/// Plans that only infer, where batch norms are worked into convolutions.
@Suite struct FoldedNormsTests {
  static let tolerance = 2e-5

  @Test(arguments: SmallNetwork.all)
  func `logits agree with the network in double precision`(of network: SmallNetwork) throws {
    let run = try PlanRun(network.graph, isTraining: false)
    let reference = try run.reference()
    run.plan.inferencePass()
    expectClose(
      run.plan.logits.elements,
      reference.logits(images: run.images.doubles, isTraining: false), ofLargest: Self.tolerance)
  }

  @Test func `a stored parameter or statistic counts in the next pass`() throws {
    let run = try PlanRun(SmallNetwork.all[0].graph, isTraining: false)
    run.plan.inferencePass()
    let parameters = run.plan.parameters
    for name in ["projection.norm.weight", "projection.conv.weight"] {
      let slot = parameters.slot(name)
      let values = try parameters.canonicalValues(slot).elements.map { 2 * $0 }
      try parameters.store(Tensor(values, shape: slot.parameter.shape), into: slot)
      try expectReference(run)
    }
    let statistic = run.plan.graph.statistics[1]
    let values = parameters.values(statistic.name).elements.map { 3 * $0 }
    parameters.store(Tensor(values, shape: statistic.shape), intoStatistic: statistic.name)
    try expectReference(run)
  }

  private func expectReference(_ run: PlanRun) throws {
    let reference = try run.reference()
    let before = run.plan.logits.elements
    run.plan.inferencePass()
    #expect(run.plan.logits.elements != before)
    expectClose(
      run.plan.logits.elements,
      reference.logits(images: run.images.doubles, isTraining: false), ofLargest: Self.tolerance)
  }
}
