import Graphs
import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct TrainingLossTests {
  static let kinds: [TrainingLoss.Kind] = [
    .softmax, .binary(threshold: nil, sumsClasses: false),
    .binary(threshold: 0.2, sumsClasses: true),
  ]

  /// A linear layer alone, whose bias has the sum of the logits' gradient for its own.
  private struct Run {
    let plan: Plan
    let result: BatchResult

    init(
      _ loss: TrainingLoss, soft: [Float]?, labels: [Int32] = Run.labels, shards: Int = 1,
      threads: Int = 1
    ) throws {
      var builder = GraphBuilder(input: [1, 1, 5])
      let x = builder.globalAveragePooling("pool", builder.input)
      _ = builder.linear("head", x, features: Run.classes)
      plan = try Plan(
        builder.graph, batch: labels.count, purpose: .training(loss), engine: Engine(),
        shards: shards, threads: threads)
      for (index, slot) in plan.parameters.slots.enumerated() {
        let values = normals(slot.parameter.shape.count, index: index)
        try plan.parameters.store(Tensor(values, shape: slot.parameter.shape), into: slot)
      }
      plan.load(Tensor(normals(labels.count * 5, index: 7), shape: [labels.count, 1, 1, 5]))
      result = plan.trainingPass(
        labels: labels,
        softTargets: soft.map { Tensor($0, shape: [labels.count, Run.classes]) }, dropout: nil)
    }

    static let classes = 3
    static let labels: [Int32] = [0, 2, 1, 2]

    var gradients: [[Float]] { plan.parameters.slots.map(\.gradient.elements) }
  }

  /// The targets of labels as soft ones: (1 - s) * one-hot + s / classes.
  private static func smoothed(_ labels: [Int32], _ smoothing: Double) -> [Float] {
    labels.flatMap { label in
      (0..<Run.classes).map { k in
        let uniform = smoothing / Double(Run.classes)
        return Float(Int(label) == k ? 1 - smoothing + uniform : uniform)
      }
    }
  }

  @Test(arguments: kinds)
  func `labels are the soft targets that smoothing makes of them`(kind: TrainingLoss.Kind) throws {
    let loss = TrainingLoss(kind, labelSmoothing: 0.375)
    let labels = try Run(loss, soft: nil)
    let soft = try Run(loss, soft: Self.smoothed(Run.labels, 0.375))
    expectClose(soft.result.losses, labels.result.losses, absolute: 1e-7, relative: 1e-6)
    for (found, expected) in zip(soft.gradients, labels.gradients) {
      expectClose(found, expected.doubles, ofLargest: 1e-6)
    }
    #expect(soft.result.hits == labels.result.hits)
  }

  @Test(arguments: kinds)
  func `soft targets give the loss of the kernel, and its gradient over the whole batch`(
    kind: TrainingLoss.Kind
  ) throws {
    let targets = normals(12, index: 3).map { $0 * $0 / 8 }
    let run = try Run(TrainingLoss(kind, labelSmoothing: 0.1), soft: targets)
    let memory = GuardedMemory()
    let (logits, gradient) = (run.plan.logits, memory.region(count: 12))
    var losses = Array(repeating: 0.0, count: 4)
    switch kind {
    case .softmax:
      SoftTargetCrossEntropy(rows: 4, logits: logits).evaluate(
        targets: memory.region(targets), losses: &losses, gradient: gradient, scale: 0.25)
    case .binary(let threshold, let sumsClasses):
      BinaryCrossEntropy(
        rows: 4, logits: logits, threshold: threshold.map { Float($0) }, sumsClasses: sumsClasses
      ).evaluate(
        targets: memory.region(targets), losses: &losses, gradient: gradient, scale: 0.25)
    }
    #expect(run.result.losses == losses)
    let rows = gradient.elements.doubles
    let sums = (0..<3).map { k in stride(from: k, to: 12, by: 3).map { rows[$0] }.reduce(0, +) }
    expectClose(run.gradients[1], sums, absolute: 1e-7, relative: 1e-6, "bias")
  }

  @Test(arguments: kinds, [false, true])
  func `shards take their own targets, whatever the threads`(
    kind: TrainingLoss.Kind, isSoft: Bool
  ) throws {
    let soft = isSoft ? normals(12, index: 3).map { $0 * $0 / 8 } : nil
    let loss = TrainingLoss(kind, labelSmoothing: 0.125)
    let whole = try Run(loss, soft: soft)
    let alone = try Run(loss, soft: soft, shards: 4)
    let together = try Run(loss, soft: soft, shards: 4, threads: 2)
    #expect(alone.result.losses == together.result.losses)
    #expect(alone.gradients == together.gradients)
    expectClose(alone.result.losses, whole.result.losses, absolute: 1e-6, relative: 1e-6)
    for (found, expected) in zip(alone.gradients, whole.gradients) {
      expectClose(found, expected.doubles, ofLargest: 1e-6)
    }
  }

  @Test(arguments: kinds)
  func `what a plan assesses is the loss against labels`(kind: TrainingLoss.Kind) throws {
    let run = try Run(TrainingLoss(kind, labelSmoothing: 0.125), soft: nil)
    #expect(run.plan.assess(labels: Run.labels).losses == run.result.losses)
    #expect(run.plan.assess(labels: Run.labels).hits == run.result.hits)
  }

  @Test func `targets of another count stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let run = try Run(TrainingLoss(), soft: nil)
      _ = run.plan.trainingPass(
        labels: Run.labels, softTargets: Tensor(zeros: [4, 2]), dropout: nil)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("soft targets [4, 2] for 12 logits"))
  }

  @Test func `a batch weighs in the running statistics as much as it is told to`() throws {
    var builder = GraphBuilder(input: [4, 4, 2])
    let x = builder.batchNorm("norm", builder.input)
    _ = builder.linear("head", builder.globalAveragePooling("pool", x), features: 3)
    let images = normals(64, index: 5)
    let means = try [nil, 1, 0.5].map { (momentum: Double?) in
      let plan = try Plan(
        builder.graph, batch: 2, purpose: .training(labelSmoothing: 0), engine: Engine(),
        normMomentum: momentum)
      plan.load(Tensor(images, shape: [2, 4, 4, 2]))
      _ = plan.trainingPass(labels: [0, 1], dropout: nil)
      return plan.parameters.values("norm.running_mean").elements
    }
    let observed = (0..<2).map { c in
      stride(from: c, to: 64, by: 2).map { Double(images[$0]) }.reduce(0, +) / 32
    }
    for (found, weight) in zip(means, [0.1, 1, 0.5]) {
      expectClose(found, observed.map { weight * $0 }, absolute: 1e-6, relative: 1e-5)
    }
  }
}
