import COneDNN
import Graphs
import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct PlanTests {
  /// A few layers in single precision, each of which rounds and amplifies by a small factor.
  static let tolerance = 2e-5

  @Test(arguments: SmallNetwork.all)
  func `loss and gradients agree with the network in double precision`(
    of network: SmallNetwork
  ) throws {
    let run = try PlanRun(network.graph)
    let reference = try run.reference()
    let images = run.images.doubles
    let found = try run.trainingPass()
    expectClose(
      found.logits, reference.logits(images: images, isTraining: true), ofLargest: Self.tolerance,
      "logits")
    func loss(_ network: ReferenceNetwork) -> Double {
      network.loss(images: images, labels: run.labels, labelSmoothing: PlanRun.smoothing)
    }
    expectClose([found.loss], [loss(reference)], ofLargest: Self.tolerance, "loss")
    let expected = network.graph.parameters.map { parameter in
      centralDifferences(at: reference.parameters[parameter.name] ?? []) {
        var moved = reference
        moved.parameters[parameter.name] = $0
        return loss(moved)
      }
    }
    // A gradient that is zero in exact arithmetic, such as that of a shift before a norm, has the
    // rounding of the others: so the largest of all counts.
    let largest = expected.flatMap(\.self).map { abs($0) }.max() ?? 0
    for (parameter, pair) in zip(network.graph.parameters, zip(found.gradients, expected)) {
      expectClose(
        pair.0, pair.1, absolute: Self.tolerance * largest, relative: Self.tolerance,
        parameter.name)
    }
  }

  @Test(arguments: SmallNetwork.all)
  func `a training pass moves the running statistics, inference reads them`(
    of network: SmallNetwork
  ) throws {
    let run = try PlanRun(network.graph)
    var reference = try run.reference()
    _ = try run.trainingPass()
    reference.statistics = reference.updatedStatistics(images: run.images.doubles)
    for (entry, found) in zip(network.graph.statistics, run.statistics) {
      let expected = try #require(reference.statistics[entry.name])
      expectClose(found, expected, ofLargest: Self.tolerance, entry.name)
    }
    let before = run.statistics
    run.plan.inferencePass()
    #expect(run.statistics == before)
    expectClose(
      run.plan.logits.elements, reference.logits(images: run.images.doubles, isTraining: false),
      ofLargest: Self.tolerance, "logits")
  }

  @Test(arguments: SmallNetwork.all)
  func `the same pass gives the same bits, in another plan too`(of network: SmallNetwork) throws {
    let run = try PlanRun(network.graph)
    let first = try run.trainingPass()
    run.plan.inferencePass()
    for other in [run, try PlanRun(network.graph)] {
      let second = try other.trainingPass()
      #expect(first.loss.bitPattern == second.loss.bitPattern)
      expectSameBits(second.logits, first.logits, "logits")
      for (parameter, pair) in zip(
        network.graph.parameters, zip(second.gradients, first.gradients))
      {
        expectSameBits(pair.0, pair.1, parameter.name)
      }
    }
  }

  // A thread count is a setting of the thread; products of more threads have other bits.
  @Test(arguments: [false, true])
  func `a pass runs on the calling thread alone`(isTraining: Bool) throws {
    let run = try PlanRun(SmallNetwork.all[0].graph)
    omp_set_num_threads(2)
    if isTraining { _ = try run.trainingPass() } else { run.plan.inferencePass() }
    #expect(omp_get_max_threads() == 1)
  }

  @Test func `plans on several threads give the bits of one`() async throws {
    let graph = SmallNetwork.all[0].graph
    let engine = try Engine()
    let expected = try PlanRun(graph).trainingPass()
    try await withThrowingTaskGroup(of: (logits: [Float], gradients: [[Float]]).self) { group in
      for _ in 0..<4 {
        group.addTask {
          let run = try PlanRun(graph, engine: engine)
          for _ in 0..<20 { _ = try run.trainingPass() }
          let found = try run.trainingPass()
          return (found.logits, found.gradients)
        }
      }
      for try await found in group {
        expectSameBits(found.logits, expected.logits, "logits")
        expectSameBits(
          found.gradients.flatMap(\.self), expected.gradients.flatMap(\.self), "gradients")
      }
    }
  }

  @Test(arguments: SmallNetwork.all)
  func `plans for inference give the same logits up to rounding, in less memory`(
    of network: SmallNetwork
  ) throws {
    let (training, inference) = (
      try PlanRun(network.graph), try PlanRun(network.graph, isTraining: false)
    )
    training.plan.inferencePass()
    inference.plan.inferencePass()
    expectClose(
      inference.plan.logits.elements, training.plan.logits.elements.doubles,
      ofLargest: Self.tolerance)
    #expect(inference.plan.arenaByteCount < training.plan.arenaByteCount)
  }

  @Test func `an image's inference does not depend on the rest of the batch`() throws {
    let graph = SmallNetwork.all[0].graph
    let (alone, batch) = (try PlanRun(graph, batch: 1), try PlanRun(graph, batch: 3))
    alone.plan.inferencePass()
    batch.plan.inferencePass()
    let first = Array(batch.plan.logits.elements.prefix(3))
    expectClose(alone.plan.logits.elements, first.doubles, ofLargest: Self.tolerance)
  }

  @Test func `loss and hits can be had without a training pass`() throws {
    let run = try PlanRun(SmallNetwork.all[0].graph)
    let statistics = run.statistics
    run.plan.inferencePass()
    let logits = run.plan.logits.elements
    let result = run.plan.assess(labels: run.labels)
    expectClose(
      result.losses,
      referenceCrossEntropy(
        logits: logits.doubles, labels: run.labels, labelSmoothing: PlanRun.smoothing),
      absolute: 1e-12, relative: 1e-12)
    let best = (0..<3).map { row in
      (0..<3).max { logits[row * 3 + $0] < logits[row * 3 + $1] }
    }
    #expect(result.hits == zip(best, run.labels).map { $0 == Int($1) })
    #expect(run.statistics == statistics)
  }

  @Test(arguments: SmallNetwork.all)
  func `a weight that is no number shows in the loss`(of network: SmallNetwork) throws {
    let run = try PlanRun(network.graph)
    let slot = run.plan.parameters.slots[0]
    var values = try run.plan.parameters.canonicalValues(slot)
    values.withMutableSpan { $0[0] = .nan }
    try run.plan.parameters.store(values, into: slot)
    #expect(try run.trainingPass().loss.isNaN)
  }

  @Test func `a plan made for inference cannot train`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try PlanRun(SmallNetwork.all[0].graph, isTraining: false).trainingPass()
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("a plan made for inference cannot train"))
  }

  @Test func `dropout needs a place an image`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let run = try PlanRun(SmallNetwork.all[0].graph, batch: 3)
      var dropout = run.dropout
      dropout.places.removeLast()
      _ = run.plan.trainingPass(labels: run.labels, dropout: dropout)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("2 places of dropout for a batch of 3"))
  }
}
