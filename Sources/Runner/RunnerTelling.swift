// What a runner tells while it works: a snapshot to its caller, and the same to a file for others.

import Foundation
import Records

/// What a runner tells while it works.
struct RunnerTelling: ~Copyable {
  private var progress: RunnerProgress
  private let file: RunnerFile
  private let report: @Sendable (ProgressSnapshot, EndedRun?) -> Void
  private var writtenAt: ContinuousClock.Instant?

  private static let interval = Duration.seconds(1)

  init(
    _ progress: RunnerProgress, _ file: consuming RunnerFile,
    _ report: @escaping @Sendable (ProgressSnapshot, EndedRun?) -> Void
  ) {
    self.progress = progress
    self.file = file
    self.report = report
  }

  /// How soon someone asked the runner to end; nil if nobody did.
  var wish: StopWish? { file.wish }

  /// Tells the caller.
  func tell(_ snapshot: ProgressSnapshot, _ ended: EndedRun?) { report(snapshot, ended) }

  /// Whether the file was not replaced within the last second.
  var isDue: Bool { writtenAt.map { ContinuousClock.now - $0 >= Self.interval } ?? true }

  /// Replaces the file.
  ///
  /// A disk that is full ends no study here: the journal's next record does.
  mutating func write(_ snapshot: ProgressSnapshot, _ active: [ActiveRun]) {
    writtenAt = ContinuousClock.now
    progress.updatedAt = Date()
    (progress.total, progress.done) = (snapshot.total, snapshot.done)
    (progress.failed, progress.left) = (snapshot.failed, snapshot.left)
    progress.isStopping = snapshot.isStopping
    progress.secondsLeft = snapshot.etaSeconds
    progress.running = zip(active, snapshot.running).map(Self.progress)
    try? file.write(progress)
  }

  private static func progress(_ active: ActiveRun, _ shown: RunningRun) -> RunProgress {
    var told = RunProgress(
      runID: active.run.runID, pointID: active.run.pointID, replicate: active.run.replicate,
      attempt: active.attempt.number, title: active.run.title,
      processID: active.worker.processID, elapsedSeconds: shown.elapsedSeconds)
    told.secondsLeft = shown.secondsLeft
    told.memoryBytes = active.memory?.residentBytes
    guard let progress = shown.progress else { return told }
    (told.epoch, told.epochs) = (progress.epoch, progress.epochs)
    (told.step, told.steps) = (progress.step, progress.steps)
    (told.imagesPerSecond, told.accuracy) = (progress.imagesPerSecond, progress.accuracy)
    return told
  }
}
