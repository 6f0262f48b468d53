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

  @Test(arguments: [Float.nan, .infinity])
  func `what is no finite number in an image or a weight shows in the logits`(value: Float) throws {
    let run = try PlanRun(SmallNetwork.all[0].graph, isTraining: false)
    var images = run.images
    images[0] = value
    let shape = Shape([3] + run.graph.inputShape.extents)
    run.plan.load(Tensor(images, shape: shape))
    run.plan.inferencePass()
    let classes = run.graph.outputShape.count
    #expect(run.plan.logits.elements.map(\.isNaN) == (0..<3 * classes).map { $0 < classes })
    run.plan.load(Tensor(run.images, shape: shape))
    let statistic = run.graph.statistics[1]
    let count = statistic.shape.count
    run.plan.parameters.store(
      Tensor(Array(repeating: .nan, count: count), shape: statistic.shape),
      intoStatistic: statistic.name)
    run.plan.inferencePass()
    #expect(!run.plan.logits.elements.contains { !$0.isNaN })
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
