// The training loop.

public import Configuration
public import Datasets
import Architectures
import Graphs
import Kernels
import Randomness
import Tensors

/// How far a run has come.
public struct TrainingProgress: Hashable, Sendable {
  /// Epochs that are done.
  public var epoch: Int
  /// Steps that are done, over all epochs.
  public var step: Int
  /// Steps of the whole run.
  public var stepCount: Int
  /// Images that have been trained on.
  public var imageCount: Int
  /// Validation accuracy after the last epoch, or that of training where nothing is held out.
  public var top1Accuracy: Double?
  /// The part of the time so far in which training waited for a batch, in 0...1; no result depends on it.
  public var waitingShare = 0.0
}

/// Trains the network of one configuration.
///
/// Everything it computes is a function of the configuration and the numeric environment.
public struct Trainer {
  private let configuration: Configuration
  private let location: DataLocation
  private let images: TrainingImages
  private let plan: Plan
  private let evaluator: Evaluator
  private let threads: Int

  /// Compiles the network, which fails fast, and reads the training data.
  ///
  /// - Parameters:
  ///   - configuration: What to train.
  ///   - location: Where the data are.
  ///   - threads: Threads that share the shards of a batch, and as many that make batches; no bit depends on them.
  /// - Throws: `ArchitectureError`, `OneDNNError`, `MemoryShortage`, or `DataError`.
  public init(
    _ configuration: Configuration, data location: DataLocation, threads: Int = 1
  ) throws {
    self.configuration = configuration
    self.location = location
    self.threads = threads
    let data = configuration.data
    let set = try data.traits(at: location)
    let graph = try network(
      configuration.model, images: [data.resolution, data.resolution, set.channels],
      classes: set.classCount, dropout: configuration.regularization.dropout,
      stochasticDepth: configuration.regularization.stochasticDepth,
      stochasticDepthRule: configuration.regularization.stochasticDepthRule)
    let training = configuration.training
    plan = try Plan(
      graph, batch: training.batch, purpose: .training(configuration.trainingLoss),
      engine: Engine(), shards: training.shards, threads: threads,
      normMomentum: training.normMomentum)
    evaluator = try Evaluator(of: plan, configuration, set, threads: threads)
    try plan.parameters.initialize(seed: configuration.seeds.seed(for: .initialization))
    images = try prepareTrainingImages(configuration, at: location)
  }

  /// SHA-256 over the images and labels that it trains on, in hexadecimal: what the data were, whatever their name.
  public var trainingDataSHA256: String { images.training.sha256 }

  /// Trains to the end, or until the loss is no longer a number; then reads the test split, once.
  ///
  /// - Parameter report: Called after every step.
  /// - Returns: The trained network with its metrics.
  /// - Throws: `DataError` if the test part cannot be read, or `OneDNNError`.
  public func train(report: (TrainingProgress) -> Void) throws -> TrainedRun {
    let source = TrainingBatches(images.training, configuration)
    let average = configuration.training.averaging.map {
      WeightAverage(plan.parameters, $0, stepsPerEpoch: source.batchesPerEpoch)
    }
    var series = MetricSeries()
    let divergedAt = try fit(source, average, &series, report)
    let test = divergedAt == nil ? try prepareTestImages(configuration, at: location) : nil
    let averaged = try average?.whileInForce {
      try (outcome(on: test), NamedArrays(plan.parameters))
    }
    return try TrainedRun(
      configuration: configuration, set: configuration.data.traits(at: location),
      divergedAtStep: divergedAt, series: series,
      outcome: outcome(on: test), weights: NamedArrays(plan.parameters),
      averagedOutcome: averaged?.0, averagedWeights: averaged?.1)
  }

  /// What the weights in force say of validation and test split; nil without a test split.
  private func outcome(on test: SplitImages?) throws -> TrainedRun.Outcome? {
    try test.map { test in
      try TrainedRun.Outcome(validation: validated(), test: evaluator.evaluation(on: test))
    }
  }

  /// Runs all steps; returns the one at which the loss left the finite numbers, if any.
  private func fit(
    _ source: TrainingBatches, _ average: WeightAverage?, _ series: inout MetricSeries,
    _ report: (TrainingProgress) -> Void
  ) throws -> Int? {
    let schedule = Schedule(configuration.training, stepsPerEpoch: source.batchesPerEpoch)
    let loader = BatchLoader(source, numbers: 0..<schedule.stepCount, threads: threads)
    var optimizer = Optimizer(plan.parameters, configuration.training.update)
    var progress = TrainingProgress(epoch: 0, step: 0, stepCount: schedule.stepCount, imageCount: 0)
    var epoch = EpochTotals()
    while let batch = try loader.next() {
      let rate = schedule.learningRate(at: progress.step)
      let result = step(batch)
      series.addStep(learningRate: rate, loss: result.meanLoss)
      guard result.meanLoss.isFinite else { return progress.step }
      series.addUpdate(gradientNorm: optimizer.update(learningRate: rate))
      epoch.add(result)
      progress.step += 1
      average?.update(afterStep: progress.step)
      progress.imageCount += batch.count
      progress.waitingShare = loader.waitingShare
      if progress.step.isMultiple(of: source.batchesPerEpoch) {
        let validation = try validated()
        series.addEpoch(
          training: epoch, validation: validation,
          averagedValidation: try average?.whileInForce(validated))
        progress.epoch += 1
        progress.top1Accuracy = validation?.top1Accuracy ?? epoch.top1Accuracy
        epoch = EpochTotals()
      }
      report(progress)
    }
    return nil
  }

  private func step(_ batch: Batch) -> BatchResult {
    plan.load(batch.images)
    let dropout = DropoutAddress(
      seed: configuration.seeds.seed(for: .dropout), epoch: batch.epoch,
      places: Array(batch.places))
    return plan.trainingPass(
      labels: batch.labels.map(Int32.init), softTargets: batch.targets, dropout: dropout)
  }

  private func validated() throws -> Evaluation? {
    images.validation.count == 0 ? nil : try evaluator.evaluation(on: images.validation)
  }
}

extension Configuration {
  /// The loss of its training.
  var trainingLoss: TrainingLoss {
    let loss = training.loss
    let kind: TrainingLoss.Kind =
      switch loss.kind {
      case .softmax: .softmax
      case .binary: .binary(threshold: loss.binaryThreshold, sumsClasses: loss.sumsClasses)
      }
    return TrainingLoss(kind, labelSmoothing: regularization.labelSmoothing)
  }
}
