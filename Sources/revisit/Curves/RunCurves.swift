// The curves of one run, written while it trains.

import Foundation
import TensorBoard
import Training

/// Writes a run's event file.
///
/// Nothing of it is a result: how many of the steps have points, and the speed, depend on the clock.
struct RunCurves {
  private let order: CurvesOrder
  private let group: String
  private let clock = ContinuousClock()
  private var file: EventFile?
  private var last: (time: ContinuousClock.Instant, images: Int)
  private var step = 0

  /// The curves of a run that begins now, or goes on; runs of one group are replicates of each other.
  init(_ order: CurvesOrder, group: String) {
    (self.order, self.group) = (order, group)
    last = (clock.now, 0)
  }

  /// Adds a step, if the last point is long ago or an epoch ends.
  mutating func add(_ progress: TrainingProgress) throws {
    let now = clock.now
    let seconds = (now - last.time) / .seconds(1)
    guard file == nil || seconds >= Self.interval || progress.endedEpoch != nil else { return }
    let file = try opened(at: progress.step)
    step = progress.step
    var scalars: [Scalar] = []
    if let step = progress.lastStep {
      scalars = [
        Scalar("train/loss", step.loss), Scalar("train/learning_rate", step.learningRate),
        Scalar("train/gradient_norm", step.gradientNorm),
      ]
    }
    if last.images > 0, seconds > 0 {
      let speed = Double(progress.imageCount - last.images) / seconds
      scalars.append(Scalar("speed/images_per_second", speed))
    }
    last = (now, progress.imageCount)
    try file.write(scalars + (progress.endedEpoch?.scalars ?? []), step: progress.step)
  }

  /// Adds the metrics at the end, and that it has ended.
  ///
  /// - Parameters:
  ///   - metrics: The final metrics; those of the test split are not among the curves yet.
  ///   - isSuccess: False for a run that diverged.
  /// - Throws: What the file system throws.
  mutating func end(_ metrics: [String: Double], isSuccess: Bool) throws {
    let file = try opened(at: step)
    let scalars = metrics.sorted { $0.key < $1.key }.filter { $0.key.contains("test.") }
      .map { Scalar($0.key.replacing(".", with: "/"), $0.value) }
    if !scalars.isEmpty { try file.write(scalars, step: step) }
    try file.write(.end(isSuccess: isSuccess))
  }

  /// Seconds from one point to the next.
  private static let interval = 0.25

  /// The event file, begun at a step: what an earlier attempt said of that and of all later ones is void.
  private mutating func opened(at step: Int) throws -> EventFile {
    if let file { return file }
    let folder = URL(filePath: order.folder)
    let earlier = (try? FileManager.default.contentsOfDirectory(atPath: order.folder)) ?? []
    let file = try EventFile(in: folder, resumedStep: earlier.isEmpty ? nil : step)
    try file.write(.start(hyperparameters: order.hyperparameters, group: group))
    self.file = file
    return file
  }
}

extension EpochMetrics {
  fileprivate var scalars: [Scalar] {
    let named: [(String, Double?)] = [
      ("train/epoch_loss", trainingLoss), ("train/top1", trainingAccuracy),
      ("validation/loss", validationLoss), ("validation/top1", validationAccuracy),
      ("ema/validation/loss", averagedValidationLoss),
      ("ema/validation/top1", averagedValidationAccuracy),
    ]
    return named.compactMap { tag, value in value.map { Scalar(tag, $0) } }
  }
}
