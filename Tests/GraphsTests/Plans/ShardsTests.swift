import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

/// What a training pass of a plan in shards leaves behind.
private struct Outcome: Equatable {
  var losses: [Double]
  var logits: [Float]
  var gradients: [[Float]]
  var statistics: [[Float]]

  /// Two passes, so that the second starts from moved statistics and used buffers.
  init(_ network: SmallNetwork, batch: Int, shards: Int, threads: Int) throws {
    let run = try PlanRun(network.graph, batch: batch, shards: shards, threads: threads)
    _ = try run.trainingPass()
    losses = run.plan.trainingPass(labels: run.labels, dropout: run.dropout).losses
    logits = run.plan.logits.elements
    gradients = try run.gradients()
    statistics = run.statistics
  }
}

@Suite struct ShardsTests {
  static let networks = SmallNetwork.all.filter {
    ["a block with a projection", "dropout before the classifier", "a transformer of two blocks"]
      .contains($0.name) || $0.name.hasPrefix("squeeze and excitation before")
  }

  @Test(arguments: networks, [1, 2, 4, 8])
  func `no bit depends on the number of threads`(of network: SmallNetwork, shards: Int) throws {
    let alone = try Outcome(network, batch: 16, shards: shards, threads: 1)
    for threads in [2, 3] {
      let together = try Outcome(network, batch: 16, shards: shards, threads: threads)
      #expect(together == alone, "\(threads) threads")
    }
  }

  @Test func `the four networks are there`() { #expect(Self.networks.count == 4) }

  /// Each shard is a batch of its own to batch norm; gradients and running statistics are means over shards.
  @Test(arguments: networks)
  func `shards are batches whose gradients and statistics are averaged`(
    of network: SmallNetwork
  ) throws {
    let whole = try PlanRun(network.graph, batch: 6, shards: 3)
    let found = try whole.trainingPass()
    var gradients = found.gradients.map { Array(repeating: 0.0, count: $0.count) }
    var statistics = whole.statistics.map { Array(repeating: 0.0, count: $0.count) }
    var losses: [Double] = []
    for shard in 0..<3 {
      let part = try PlanRun(network.graph, batch: 2)
      let images = whole.images.count / 3
      let pixels = Array(whole.images[shard * images..<(shard + 1) * images])
      part.plan.load(Tensor(pixels, shape: Shape([2] + network.graph.inputShape.extents)))
      let rows = shard * 2..<shard * 2 + 2
      losses +=
        part.plan.trainingPass(
          labels: Array(whole.labels[rows]), dropout: whole.dropout.part(rows)
        ).losses
      add(try part.gradients(), to: &gradients)
      add(part.statistics, to: &statistics)
    }
    #expect(abs(losses.reduce(0, +) / 6 - found.loss) < 1e-12)
    // A gradient that is zero in exact arithmetic has the rounding of the others: the largest of all counts.
    let largest = gradients.flatMap(\.self).map { abs($0) }.max() ?? 0
    for (found, expected) in zip(found.gradients, gradients) {
      expectClose(found, expected, absolute: 1e-6 * largest, relative: 1e-6)
    }
    for (found, expected) in zip(whole.statistics, statistics) {
      expectClose(found, expected, ofLargest: 1e-6)
    }
  }

  private func add(_ parts: [[Float]], to sums: inout [[Double]]) {
    for (index, part) in parts.enumerated() {
      for (place, value) in part.enumerated() { sums[index][place] += Double(value) / 3 }
    }
  }

  @Test func `inference gives the same bits in shards on threads`() throws {
    let network = Self.networks[0]
    let run = try PlanRun(network.graph, batch: 8, isTraining: false, shards: 4, threads: 3)
    run.plan.inferencePass()
    let one = try PlanRun(network.graph, batch: 8, isTraining: false, shards: 4)
    one.plan.inferencePass()
    expectSameBits(run.plan.logits.elements, one.plan.logits.elements)
  }

  @Test func `shards that do not divide the batch stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try PlanRun(SmallNetwork.all[0].graph, batch: 5, shards: 2)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("a batch of 5 in 2 shards"))
  }
}
