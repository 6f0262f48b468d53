// Evaluation at the resolution of tests, which need not be that of training.

import Architectures
import Configuration
import Datasets
import Graphs
import Kernels
import Tensors

/// Evaluates the network of a plan, at its own resolution or, with the same parameters, at another.
///
/// - Source: Touvron et al. 2019, arXiv 1906.06423: a network sees objects larger in training crops than in tests.
struct Evaluator {
  private let trained: Plan
  /// The same network for images of another size; nil where the size is the same.
  private let other: Plan?
  private let data: DataConfiguration
  private let threads: Int

  /// An evaluator of the network that a configuration's `plan` trains.
  ///
  /// - Parameters:
  ///   - plan: What is trained.
  ///   - configuration: What it is trained by.
  ///   - set: What the images are.
  ///   - threads: Threads that share a batch, and as many that make batches; no bit depends on them.
  /// - Throws: `ArchitectureError` if the network cannot take images of the size of tests, `OneDNNError`, or
  ///   `MemoryShortage`.
  init(
    of plan: Plan, _ configuration: Configuration, _ set: DataSetTraits, threads: Int
  ) throws {
    trained = plan
    data = configuration.data
    self.threads = threads
    guard let side = data.testResolution, side != data.resolution else {
      other = nil
      return
    }
    let graph = try network(
      configuration, channels: set.channels, classes: set.classCount, side: side)
    other = try Plan(
      graph, batch: configuration.training.batch,
      purpose: .training(configuration.trainingLoss),
      engine: Engine(), shards: configuration.training.shards, threads: threads)
  }

  /// Runs the network, as it is now, over a split.
  ///
  /// - Throws: What the batches throw, or `OneDNNError`.
  func evaluation(on images: SplitImages) throws -> Evaluation {
    try other?.parameters.copy(trained.parameters)
    let batches = EvaluationBatches(images, batch: trained.batch, data)
    return try Evaluation(of: other ?? trained, on: batches, threads: threads)
  }
}

extension ParameterStorage {
  /// Takes over the parameters and running statistics of the same network on images of another size.
  fileprivate func copy(_ source: ParameterStorage) throws {
    for slot in slots {
      try store(source.canonicalValues(source.slot(slot.parameter.name)), into: slot)
    }
    for (statistic, values) in source.statistics {
      store(Tensor(values.elements, shape: statistic.shape), intoStatistic: statistic.name)
    }
  }
}
