// One step of a compiled network by itself, to be timed: what PyTorch's side of a benchmark does in one, no more, no less.

public import Graphs
import Kernels
import Randomness
import Tensors

/// A network with a fixed batch of random images, and for training its optimiser state.
public struct NetworkStep {
  private let plan: Plan
  private let images: Tensor
  private let labels: [Int32]
  /// Empty for inference.
  private let velocities: [AlignedBuffer]

  /// Compiles a network and draws its parameters and images; without dropout and stochastic depth unless the graph has
  /// them.
  ///
  /// - Parameters:
  ///   - graph: The network.
  ///   - batch: Images of a batch.
  ///   - isTraining: Whether a step trains.
  ///   - shards: Equal parts of a batch.
  ///   - threads: Threads that share them.
  /// - Throws: `OneDNNError`, `MemoryShortage`.
  /// - Precondition: `shards` divides `batch`.
  public init(
    _ graph: Graph, batch: Int, isTraining: Bool, shards: Int = 1, threads: Int = 1
  ) throws {
    plan = try Plan(
      graph, batch: batch, purpose: isTraining ? .training(labelSmoothing: 0) : .inference,
      engine: Engine(), shards: shards, threads: threads)
    try plan.parameters.initialize(seed: Seed(root: 1))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .generation)
    let shape = Shape([batch] + graph.inputShape.extents)
    images = Tensor((0..<shape.count).map { _ in Float(stream.nextNormal()) }, shape: shape)
    let classes = graph.outputShape.count
    labels = (0..<batch).map { Int32($0 % classes) }
    velocities =
      isTraining ? plan.parameters.slots.map { AlignedBuffer(count: $0.values.count) } : []
  }

  /// Copies the batch in, then forward; for training also loss, backward, and SGD with momentum and decay.
  public func run() {
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
