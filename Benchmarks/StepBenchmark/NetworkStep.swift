// One step of a compiled network: what PyTorch's side does in one, no more and no less.

import Architectures
import Configuration
import Graphs
import Kernels
import Randomness
import Tensors

/// A network with a fixed batch, and for training its optimiser state.
struct NetworkStep {
  private let plan: Plan
  private let images: Tensor
  private let labels: [Int32]
  /// Empty for inference.
  private let velocities: [AlignedBuffer]

  init(_ order: Order) throws {
    let graph = try network(
      Catalogue.entry(named: order.network).model,
      images: [order.resolution, order.resolution, 3], classes: order.classes)
    plan = try Plan(
      graph, batch: order.batch,
      purpose: order.isTraining ? .training(labelSmoothing: 0) : .inference, engine: Engine(),
      shards: order.shards, threads: order.threads)
    try plan.parameters.initialize(seed: Seed(root: 1))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .generation)
    let shape = Shape([order.batch] + graph.inputShape.extents)
    images = Tensor((0..<shape.count).map { _ in Float(stream.nextNormal()) }, shape: shape)
    labels = (0..<order.batch).map { Int32($0 % order.classes) }
    velocities =
      order.isTraining
      ? plan.parameters.slots.map { AlignedBuffer(count: $0.values.count) } : []
  }

  /// Copies the batch in, then forward; for training also loss, backward, and SGD with momentum and decay.
  func run() {
    plan.load(images)
    guard !velocities.isEmpty else { return plan.inferencePass() }
    _ = plan.trainingPass(labels: labels, dropout: nil)
    let update = MomentumUpdate(rate: 1e-3, momentum: 0.9, decay: 1e-4, nesterov: false)
    for (slot, velocity) in zip(plan.parameters.slots, velocities) {
      update.apply(
        gradient: slot.gradient, velocity: velocity.region(at: 0, count: slot.values.count),
        weights: slot.values)
    }
  }
}
