// How long a training step takes on this machine: the base of every estimate of time.

import Architectures
public import Configuration
public import Datasets
import Graphs
import Kernels
import Randomness
import Tensors

/// The time of training steps of one network.
public struct StepTiming: Sendable {
  /// Seconds of one image's forward pass, backward pass and update.
  public let secondsPerImage: Double

  /// Times a few steps of a configuration's network on generated numbers, on one thread.
  ///
  /// The batch is cut down where one step would take longer than about a third of a second.
  /// - Throws: `ArchitectureError` or `OneDNNError`.
  public init(_ configuration: Configuration, _ set: DataSetTraits) throws {
    let graph = try network(
      configuration.model, images: Shape(configuration.data.extents(channels: set.channels)),
      classes: set.classCount, dropout: 0)
    let affordable = Self.multiplyAddsPerStep / max(3 * graph.multiplyAdds, 1)
    let batch = min(configuration.training.batch, max(affordable, 1))
    let plan = try Plan(
      graph, batch: batch, purpose: .training(configuration.trainingLoss), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 1))
    var optimizer = Optimizer(plan.parameters, configuration.training.update)
    let images = Tensor(zeros: Shape([batch] + graph.inputShape.extents))
    let labels = Array(repeating: Int32(0), count: batch)
    let step = {
      plan.load(images)
      _ = plan.trainingPass(labels: labels, dropout: nil)
      _ = optimizer.update(learningRate: 0)
    }
    step()  // First use of the arena's pages.
    let clock = ContinuousClock()
    let fastest = (0..<3).map { _ in clock.measure(step) }.min() ?? .zero
    secondsPerImage = fastest / .seconds(1) / Double(batch)
  }

  private static let multiplyAddsPerStep = 20_000_000_000
}
