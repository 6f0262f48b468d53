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
  /// Steps that were done when this process went on from a checkpoint; 0 for a run from its beginning.
  public var resumedStep: Int
  /// Validation accuracy after the last epoch, or that of training where nothing is held out.
  public var top1Accuracy: Double?
  /// The step that was just done.
  public var lastStep: StepMetrics?
  /// The epoch that ended with it; nil within an epoch.
  public var endedEpoch: EpochMetrics?
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
  /// SHA-256 over the images and labels that it trains on, in hexadecimal: what the data were, whatever their name.
  public let trainingDataSHA256: String

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
    let set = try configuration.data.traits(at: location)
    let graph = try network(configuration, channels: set.channels, classes: set.classCount)
    let training = configuration.training
    plan = try Plan(
      graph, batch: training.batch, purpose: .training(configuration.trainingLoss),
      engine: Engine(), shards: training.shards, threads: threads,
      normMomentum: training.normMomentum)
    evaluator = try Evaluator(of: plan, configuration, set, threads: threads)
    try plan.parameters.initialize(seed: configuration.seeds.seed(for: .initialization))
    images = try prepareTrainingImages(configuration, at: location)
    trainingDataSHA256 = images.training.sha256
  }

  /// Trains to the end, or until the loss is no longer a number; then reads the test split, once.
  ///
  /// - Parameters:
  ///   - checkpoints: Where the state is kept, to go on from and to be written; nil for no checkpoints.
  ///   - keepsBest: Whether to keep the weights of the epoch with the best validation accuracy.
  ///   - report: Called after every step.
  /// - Returns: The trained network with its metrics.
  /// - Throws: `DataError` if the test part cannot be read, `OneDNNError`, what writing a checkpoint throws, or
  ///   `TrainingStopped` where `checkpoints` ask for it; `ConfigurationErrors` if the best weights are to be
  ///   kept without a validation split.
  public func train(
    checkpoints: Checkpoints? = nil, keepsBest: Bool = false, report: (TrainingProgress) -> Void
  ) throws -> TrainedRun {
    let source = TrainingBatches(images.training, configuration)
    if keepsBest, images.validation.count == 0 {
      throw ConfigurationErrors([
        ConfigurationError(
          "there is no validation split to tell the best epoch by; expected at least 1 image",
          path: "data.validation_images")
      ])
    }
    var state = beginning(stepsPerEpoch: source.batchesPerEpoch)
    var keeper = checkpoints.map {
      CheckpointKeeper($0, needsBest: keepsBest) { try bindings }
    }
    let resumption = try keeper?.resume(&state) {
      try plan.parameters.initialize(seed: configuration.seeds.seed(for: .initialization))
      return beginning(stepsPerEpoch: source.batchesPerEpoch)
    }
    let divergedAt = try fit(source, &state, &keeper, keepsBest, report)
    let test = divergedAt == nil ? try prepareTestImages(configuration, at: location) : nil
    let averaged = try state.average?.whileInForce {
      try (outcome(on: test), NamedArrays(plan.parameters))
    }
    return try TrainedRun(
      configuration: configuration, set: configuration.data.traits(at: location),
      divergedAtStep: divergedAt, series: state.series,
      outcome: outcome(on: test), weights: NamedArrays(plan.parameters),
      averagedOutcome: averaged?.0, averagedWeights: averaged?.1, best: state.best,
      resumption: resumption, chain: state.chain)
  }

  /// The state before the first step, with the plan's parameters as they are.
  func beginning(stepsPerEpoch: Int) -> TrainingState {
    TrainingState(
      parameters: plan.parameters,
      optimizer: Optimizer(plan.parameters, configuration.training.update),
      average: configuration.training.averaging.map {
        WeightAverage(plan.parameters, $0, stepsPerEpoch: stepsPerEpoch)
      },
      chain: StateChain(start: configuration.runID))
  }

  /// What a checkpoint of this run is bound to, by name.
  private var bindings: [String: String] {
    get throws {
      [
        "run_id": configuration.runID, "configuration": configuration.canonicalText,
        "training_data_sha256": trainingDataSHA256,
        "numerics_fingerprint": try NumericsFingerprint.compute(),
        "instruction_set": Engine.instructionSet, "onednn": Engine.libraryVersion,
      ]
    }
  }

  /// What the weights in force say of validation and test split; nil without a test split.
  private func outcome(on test: SplitImages?) throws -> TrainedRun.Outcome? {
    try test.map { test in
      try TrainedRun.Outcome(validation: validated(), test: evaluator.evaluation(on: test))
    }
  }

  /// Runs all steps that are left; returns the one at which the loss left the finite numbers, if any.
  private func fit(
    _ source: TrainingBatches, _ state: inout TrainingState, _ keeper: inout CheckpointKeeper?,
    _ keepsBest: Bool, _ report: (TrainingProgress) -> Void
  ) throws -> Int? {
    let schedule = Schedule(configuration.training, stepsPerEpoch: source.batchesPerEpoch)
    let loader = BatchLoader(source, numbers: state.step..<schedule.stepCount, threads: threads)
    var progress = TrainingProgress(
      epoch: state.chain.hashes.count, step: state.step, stepCount: schedule.stepCount,
      imageCount: state.step * configuration.training.batch, resumedStep: state.step,
      top1Accuracy: state.series.lastAccuracy)
    while let batch = try loader.next() {
      let rate = schedule.learningRate(at: state.step)
      let result = step(batch)
      state.series.addStep(learningRate: rate, loss: result.meanLoss)
      guard result.meanLoss.isFinite else { return state.step }
      state.series.addUpdate(gradientNorm: state.optimizer.update(learningRate: rate))
      state.epoch.add(result)
      state.step += 1
      state.average?.update(afterStep: state.step)
      let endsEpoch = state.step.isMultiple(of: source.batchesPerEpoch)
      if endsEpoch { try endEpoch(&state, keepsBest) }
      progress.epoch = state.chain.hashes.count
      progress.step = state.step
      progress.imageCount += batch.count
      progress.top1Accuracy = state.series.lastAccuracy
      progress.lastStep = state.series.lastStep
      progress.endedEpoch = endsEpoch ? state.series.lastEpoch : nil
      progress.waitingShare = loader.waitingShare
      report(progress)
      try keeper?.keep(state, endsEpoch: endsEpoch)
    }
    return nil
  }

  /// Evaluates what an epoch has made and takes its state into the chain.
  private func endEpoch(_ state: inout TrainingState, _ keepsBest: Bool) throws {
    let validation = try validated()
    let averaged = try state.average?.whileInForce(validated)
    state.series.addEpoch(
      training: state.epoch, validation: validation, averagedValidation: averaged)
    state.epoch = EpochTotals()
    try state.extendChain()
    if keepsBest, let accuracy = (averaged ?? validation)?.top1Accuracy {
      try state.keepIfBest(accuracy)
    }
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
