// A run whose worker is at work, and what it may use.

import Records

/// A run whose worker is at work.
struct ActiveRun {
  /// Its place in the plan.
  let place: Int
  let run: PlannedRun
  let attempt: RunAttempt
  let worker: WorkerProcess
  /// Whether nothing is begun beside it.
  let isAlone: Bool
  /// Processes that the kernel had ended for lack of memory when it was started.
  let memoryKills: Int?
  let start: ContinuousClock.Instant
  var progress: WorkerProgress?
  var record: RunRecord?
  /// What it said that no worker says.
  var garbled: String?
  /// What it was seen to hold last.
  var memory: WorkerMemory?
  /// Why the runner ends it.
  var verdict: WorkerFailure?
  /// When it is ended by force.
  var deadline: ContinuousClock.Instant?

  var elapsedSeconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Looks at what the worker uses, and ends it where that is too much: by force for memory, and for time so that it can keep
  /// its state first.
  mutating func hold(to limits: AttemptLimits) {
    guard record == nil else { return }
    memory = WorkerMemory(of: worker.processID) ?? memory
    if let deadline, ContinuousClock.now >= deadline { worker.kill() }
    guard verdict == nil else { return }
    if let limit = limits.memoryBytes, let memory, memory.peakBytes > limit {
      verdict = WorkerFailure(
        failureClass: .memory,
        message: "it held \(ByteText.text(memory.peakBytes)) of memory; the limit of a run is "
          + ByteText.text(limit))
      worker.kill()
    } else if let limit = limits.seconds, elapsedSeconds > limit {
      verdict = WorkerFailure(
        failureClass: .time,
        message: "it took \(ProgressText.duration(elapsedSeconds)); the limit of an attempt is "
          + ProgressText.duration(limit))
      deadline = ContinuousClock.now + WorkerProcess.patience
      worker.askToStop()
    }
  }

  /// Why there is no record of a worker that ended.
  func failure(_ end: WorkerEnd, memoryKillsNow: Int?) -> WorkerFailure {
    if let verdict { return verdict }
    var kills: Int?
    if let memoryKills, let memoryKillsNow { kills = memoryKillsNow - memoryKills }
    return WorkerDeath(
      end: end, garbled: garbled, log: attempt.folder.logFile, peakBytes: memory?.peakBytes,
      memoryKills: kills
    ).failure
  }
}
