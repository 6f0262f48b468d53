// What a run leaves behind.

public import Configuration
public import Datasets
import HDF5
import Tensors

/// A run that has ended by itself.
public struct TrainedRun: Sendable {
  /// What was run.
  public let configuration: Configuration
  /// The set that it was trained on.
  public let set: DataSetTraits
  /// The step at which the loss left the finite numbers, if it did.
  public let divergedAtStep: Int?
  /// Metrics over steps and epochs.
  public let series: MetricSeries
  /// What the final weights say; nil for a run that diverged.
  public let outcome: Outcome?
  /// Final parameters and running statistics.
  public let weights: NamedArrays
  /// What their averages say; nil where there are none, and for a run that diverged.
  public let averagedOutcome: Outcome?
  /// Averages of parameters and running statistics; nil where there are none.
  public let averagedWeights: NamedArrays?

  /// The weights of the best epoch; nil where they were not asked for.
  public let best: BestWeights?
  /// The checkpoint that it went on from; nil for a run from the beginning.
  public let resumption: Resumption?
  /// A hash of the whole state at the end of each epoch.
  let chain: StateChain

  /// Where a run went on.
  public struct Resumption: Hashable, Sendable {
    /// Steps that were done.
    public let step: Int
    /// The training time that they took, in seconds.
    public let seconds: Double
  }

  /// Evaluations at the end of a run.
  public struct Outcome: Hashable, Sendable {
    /// The validation split; nil where nothing is held out.
    public let validation: Evaluation?
    /// The test split.
    public let test: Evaluation
  }

  /// The final metrics by name, fractions in 0...1; empty for a run that diverged.
  public var metrics: [String: Double] {
    guard divergedAtStep == nil else { return [:] }
    var metrics: [String: Double] = [:]
    metrics["train.loss"] = series.trainingLosses.last
    metrics["train.top1"] = series.trainingAccuracies.last
    for (prefix, outcome) in [("", outcome), ("ema.", averagedOutcome)] {
      metrics["\(prefix)validation.loss"] = outcome?.validation?.loss
      metrics["\(prefix)validation.top1"] = outcome?.validation?.top1Accuracy
      metrics["\(prefix)test.loss"] = outcome?.test.loss
      metrics["\(prefix)test.top1"] = outcome?.test.top1Accuracy
    }
    return metrics
  }

  /// Writes metric series, predictions and weights to a new HDF5 file; equal runs give equal bytes.
  ///
  /// - Throws: `HDF5Error` if the file cannot be written.
  public func write(to path: String) throws {
    let file = try HDF5File(creating: path)
    try file.setAttribute("", "run_id", configuration.runID)
    try file.setAttribute("", "configuration", configuration.canonicalText)
    try file.setAttribute("", "weights_sha256", weights.sha256)
    try file.setAttribute("", "classes", set.classCount)
    try file.setAttribute("", "channels", set.channels)
    for column in MetricSeries.columns {
      let values = series[keyPath: column.values]
      if !values.isEmpty { try file.write("series/\(column.name)", HDF5Array(values)) }
    }
    if !chain.hashes.isEmpty { try file.write("series/epoch/state_sha256", chain.bytes) }
    for (folder, outcome) in [("predictions", outcome), ("ema_predictions", averagedOutcome)] {
      try write(outcome?.validation, "\(folder)/validation", to: file)
      try write(outcome?.test, "\(folder)/test", to: file)
    }
    try file.write(weights, "weights")
    if let averagedWeights { try file.write(averagedWeights, "ema_weights") }
    if let best { try file.write(best) }
    try file.close()
  }

  private func write(
    _ evaluation: Evaluation?, _ folder: String, to file: borrowing HDF5File
  ) throws {
    guard let evaluation else { return }
    let images = evaluation.labels.count
    let shape = [images, evaluation.logits.count / images]
    guard let logits = HDF5Array(shape: shape, elements: evaluation.logits) else { return }
    try file.write("\(folder)/logits", logits)
    try file.write("\(folder)/labels", HDF5Array(evaluation.labels.map(Int32.init)))
  }
}
