// The loop of a runner: start what fits, wait for an event, act on it.

import Dispatch
import Foundation
import Records

/// A run whose worker is at work.
struct ActiveRun {
  let run: PlannedRun
  let attempt: RunAttempt
  let worker: WorkerProcess
  let start: ContinuousClock.Instant
  var progress: WorkerProgress?
  var record: RunRecord?
  /// What it said that no worker says.
  var garbled: String?
}

struct RunnerLoop: ~Copyable {
  private let runner: StudyRunner
  private let plan: [PlannedRun]
  private var writer: StudyWriter
  private let mailbox: Mailbox<RunnerEvent>
  private let start = ContinuousClock.now
  private var doneBefore: Int
  /// Runs to be started, the next one last.
  private var waiting: [PlannedRun]
  /// Runs that another runner holds, on this machine or another: looked at again while a worker is free.
  private var elsewhere: [PlannedRun] = []
  private var active: [Int: ActiveRun] = [:]
  private var startedWorkers = 0
  private var failures: [String: [RunRecord]] = [:]
  private var doneNow = 0
  private var failed = 0
  private var isStopping = false
  private var remaining = RemainingTime()

  /// How often runs that are done elsewhere are looked at: only a file system tells of them.
  private static let interval = DispatchTimeInterval.seconds(1)

  init(
    _ runner: StudyRunner, _ plan: [PlannedRun], _ writer: consuming StudyWriter,
    _ mailbox: Mailbox<RunnerEvent>
  ) {
    let results = writer.history.results
    self.runner = runner
    self.plan = plan
    self.mailbox = mailbox
    waiting = plan.filter { results[$0.runID] == nil }.reversed()
    doneBefore = plan.count - waiting.count
    self.writer = writer
  }

  mutating func run() throws -> RunSummary {
    do {
      report(nil)
      while true {
        while active.count < runner.jobs, !isStopping, let next = waiting.popLast() {
          try launch(next)
        }
        if active.isEmpty, elsewhere.isEmpty || isStopping { return summary }
        guard !elsewhere.isEmpty, active.count < runner.jobs else {
          try act(on: mailbox.next())
          continue
        }
        if let event = mailbox.next(within: Self.interval) {
          try act(on: event)
        } else {
          waiting = elsewhere.reversed() + waiting
          elsewhere = []
        }
      }
    } catch {
      stop { _ in true }
      while !active.isEmpty {
        if case .ended(_, let worker) = mailbox.next() { active[worker] = nil }
      }
      throw error
    }
  }

  // MARK: - Events

  private mutating func launch(_ run: PlannedRun) throws {
    guard let attempt = try writer.claim(run.runID) else { return setAside(run) }
    let request = WorkerRequest(
      runID: run.runID, pointID: run.pointID, replicate: run.replicate, attempt: attempt.number,
      folder: attempt.folder.url.path(percentEncoded: false), request: run.request)
    let worker = try WorkerProcess.start(
      runner.command, request, log: attempt.folder.logFile, worker: startedWorkers, mailbox)
    active[startedWorkers] = ActiveRun(
      run: run, attempt: attempt, worker: worker, start: ContinuousClock.now)
    startedWorkers += 1
    report(nil)
  }

  /// Leaves a run to the runner that holds it or has done it.
  private mutating func setAside(_ run: PlannedRun) {
    if writer.history.results[run.runID] == nil {
      elsewhere.append(run)
    } else {
      doneBefore += 1
      report(nil)
    }
  }

  private mutating func act(on event: RunnerEvent) throws {
    switch event {
    case .message(.progress(let progress), let worker):
      active[worker]?.progress = progress
      report(nil)
    case .message(.finished(let record), let worker):
      active[worker]?.record = record
      active[worker]?.worker.dismiss()
    case .garbled(let line, let worker):
      active[worker]?.garbled = line
      active[worker]?.worker.kill()
    case .ended(let end, let worker):
      guard let ended = active.removeValue(forKey: worker) else { return }
      try conclude(ended, end)
    case .interrupted:
      isStopping ? stop { $0.record == nil } : askToStop()
    }
  }

  /// Lets workers keep their state; who interrupts again, or half a minute, ends those that are left.
  private mutating func askToStop() {
    isStopping = true
    for run in active.values where run.record == nil { run.worker.askToStop() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 30) { [mailbox] in
      mailbox.post(.interrupted)
    }
  }

  private func stop(_ isWanted: (ActiveRun) -> Bool) {
    for run in active.values where isWanted(run) { run.worker.kill() }
  }

  // MARK: - Ends

  private mutating func conclude(_ ended: ActiveRun, _ end: WorkerEnd) throws {
    do {
      try settle(ended, end)
    } catch is AttemptOvertaken {
      setAside(ended.run)
    }
  }

  private mutating func settle(_ ended: ActiveRun, _ end: WorkerEnd) throws {
    guard let record = ended.record, ended.garbled == nil else {
      // We ended it ourselves: it has not failed.
      if isStopping { return try writer.release(ended.attempt) }
      return try fail(ended, .crash, message(ended, end))
    }
    if case .failed(let failureClass, let message) = record.outcome {
      return try fail(ended, failureClass, message)
    }
    do {
      try writer.publish(ended.attempt, record)
    } catch let refusal as ResultRefused {
      return try fail(ended, .storage, refusal.description)
    }
    doneNow += 1
    failures[ended.run.runID] = nil
    // The record counts what earlier attempts had done, too.
    remaining.learn(
      max(record.durationSeconds, seconds(since: ended.start)),
      estimate: ended.run.estimatedSeconds)
    report(EndedRun(title: ended.run.title, record: record, isRetried: false))
  }

  private func message(_ ended: ActiveRun, _ end: WorkerEnd) -> String {
    FailureMessage.text(end, garbled: ended.garbled, log: ended.attempt.folder.logFile)
  }

  private mutating func fail(
    _ ended: ActiveRun, _ failureClass: FailureClass, _ message: String
  ) throws {
    let record = RunRecord(
      runID: ended.run.runID, pointID: ended.run.pointID, replicate: ended.run.replicate,
      attempt: ended.attempt.number, outcome: .failed(failureClass, message: message),
      durationSeconds: seconds(since: ended.start))
    try writer.recordFailure(ended.attempt, record)
    failures[ended.run.runID, default: []].append(record)
    let alike = failures[ended.run.runID, default: []].count { earlier in
      if case .failed(failureClass, _) = earlier.outcome { true } else { false }
    }
    let isRetried = alike <= runner.retries[failureClass, default: 0] && !isStopping
    if isRetried { waiting.append(ended.run) } else { failed += 1 }
    report(EndedRun(title: ended.run.title, record: record, isRetried: isRetried))
  }

  // MARK: - What is told

  private var summary: RunSummary {
    RunSummary(
      total: plan.count, doneBefore: doneBefore, doneNow: doneNow,
      failures: plan.compactMap { failures[$0.runID]?.last }, wasInterrupted: isStopping)
  }

  private func report(_ ended: EndedRun?) { runner.report(snapshot, ended) }

  private var snapshot: ProgressSnapshot {
    ProgressSnapshot(
      total: plan.count, doneBefore: doneBefore, doneNow: doneNow, failed: failed,
      running: running.map(\.shown), left: waiting.count + elsewhere.count,
      elapsedSeconds: seconds(since: start), etaSeconds: etaSeconds)
  }

  private var running: [(shown: RunningRun, estimate: Double?)] {
    active.sorted { $0.key < $1.key }.map { _, active in
      let shown = RunningRun(
        runID: active.run.runID, title: active.run.title, progress: active.progress,
        elapsedSeconds: seconds(since: active.start))
      return (shown, active.run.estimatedSeconds)
    }
  }

  private var etaSeconds: Double? {
    let busy = running.map { remaining.left(of: $0.shown, estimate: $0.estimate) }
    let next = waiting.reversed().map { remaining.expected($0.estimatedSeconds) }
    let known = (busy.compactMap(\.self), next.compactMap(\.self))
    guard known.0.count == busy.count, known.1.count == next.count else { return nil }
    return RemainingTime.total(running: known.0, waiting: known.1, jobs: runner.jobs)
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - start) / .seconds(1)
  }
}
