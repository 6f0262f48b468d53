// The loop of a runner: start what fits, wait for an event or a quarter of a second, act on it.

import Dispatch
import Foundation
import Records

struct RunnerLoop: ~Copyable {
  private let runner: StudyRunner
  private let plan: [PlannedRun]
  private var writer: StudyWriter
  private var telling: RunnerTelling
  private var spending: Spending
  private let mailbox: Mailbox<RunnerEvent>
  private let start = ContinuousClock.now
  private var doneBefore: Int
  private var queue: WorkQueue
  private var active: [Int: ActiveRun] = [:]
  private var startedWorkers = 0
  private var failures: [String: [RunRecord]] = [:]
  private var doneNow = 0
  private var failed = 0
  private var isStopping = false
  private var remaining = RemainingTime()
  private var lookedAt = ContinuousClock.now
  private var sharedAt = ContinuousClock.now

  /// How often workers are looked at, and the view and the file are renewed.
  private static let interval = DispatchTimeInterval.milliseconds(250)
  private static let lookInterval = Duration.milliseconds(200)
  /// How often runs that others hold are looked at: only a file system tells of them.
  private static let shareInterval = Duration.seconds(1)

  init(
    _ runner: StudyRunner, _ plan: [PlannedRun], _ writer: consuming StudyWriter,
    _ telling: consuming RunnerTelling, spending: Spending, _ mailbox: Mailbox<RunnerEvent>
  ) {
    let results = writer.history.results
    let open = plan.filter { results[$0.runID] == nil }
    self.runner = runner
    self.plan = plan
    self.mailbox = mailbox
    self.spending = spending
    queue = WorkQueue(runner.settings.order.sorted(open))
    doneBefore = plan.count - open.count
    self.writer = writer
    self.telling = telling
  }

  mutating func run() throws -> RunSummary {
    do {
      report(nil)
      while true {
        while let next = nextRun {
          queue.removeNext()
          try launch(next.run, isAlone: next.isAlone)
        }
        if active.isEmpty, hasEnded { return summary }
        if let event = mailbox.next(within: Self.interval) { try act(on: event) }
        look()
      }
    } catch {
      stop { _ in true }
      while !active.isEmpty {
        if case .ended(_, let worker) = mailbox.next() { active[worker] = nil }
      }
      throw error
    }
  }

  // MARK: - Starting

  /// The next run, where a worker is free for it and the budget has room.
  private var nextRun: (run: PlannedRun, isAlone: Bool)? {
    guard !isStopping, active.count < runner.jobs, !active.values.contains(where: \.isAlone),
      let next = queue.next(beside: active.count),
      spending.fits(remaining.expected(next.run.estimatedSeconds), beside: activeSeconds)
    else { return nil }
    return next
  }

  private var activeSeconds: [Double] {
    active.values.map { remaining.whole(of: shown($0), estimate: $0.run.estimatedSeconds) }
  }

  /// Whether, with no worker at work, nothing is left to wait for: what others hold may come back, what the budget has no room for
  /// does not.
  private var hasEnded: Bool { isStopping || !queue.hasElsewhere || queue.next(beside: 0) != nil }

  private mutating func launch(_ run: PlannedRun, isAlone: Bool) throws {
    guard let attempt = try writer.claim(run.runID) else { return leaveElsewhere(run) }
    let request = WorkerRequest(
      runID: run.runID, pointID: run.pointID, replicate: run.replicate, attempt: attempt.number,
      memoryFailures: memoryFailures(of: run),
      runnerID: ProcessInfo.processInfo.processIdentifier,
      folder: attempt.folder.url.path(percentEncoded: false), request: run.request)
    let memoryKills = runner.memoryKills.count
    let worker = try WorkerProcess.start(
      runner.command, request, log: attempt.folder.logFile, worker: startedWorkers, mailbox)
    active[startedWorkers] = ActiveRun(
      run: run, attempt: attempt, worker: worker, isAlone: isAlone, memoryKills: memoryKills,
      start: ContinuousClock.now)
    startedWorkers += 1
    report(nil)
  }

  /// Leaves a run to the runner that holds it or has done it.
  private mutating func leaveElsewhere(_ run: PlannedRun) {
    if writer.history.results[run.runID] == nil {
      queue.leaveElsewhere(run)
    } else {
      doneBefore += 1
    }
    report(nil)
  }

  /// Of this command, and the last one of earlier ones.
  private func memoryFailures(of run: PlannedRun) -> Int {
    let now = count(.memory, in: failures[run.runID, default: []])
    let before = count(.memory, in: writer.history.failures[run.runID].map { [$0] } ?? [])
    return max(now, before)
  }

  // MARK: - Events

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

  /// Looks at what workers use and whether someone asked for an end, several times a second.
  private mutating func look() {
    let now = ContinuousClock.now
    guard now - lookedAt >= Self.lookInterval else { return }
    lookedAt = now
    for worker in active.keys { active[worker]?.hold(to: runner.settings.limits) }
    if now - sharedAt >= Self.shareInterval { share(now) }
    switch telling.wish {
    case .clean where !isStopping: askToStop()
    case .now:
      isStopping = true
      stop { $0.record == nil }
    default: break
    }
    report(nil)
  }

  /// Ends what another runner took over, and tries again what others held, where a worker is free.
  private mutating func share(_ now: ContinuousClock.Instant) {
    sharedAt = now
    for run in active.values where !writer.holds(run.attempt) { run.worker.kill() }
    if active.count < runner.jobs { queue.returnElsewhere() }
  }

  /// Lets workers keep their state; who interrupts again ends those that are left, and so does half a minute.
  private mutating func askToStop() {
    isStopping = true
    let deadline = ContinuousClock.now + WorkerProcess.patience
    for (worker, run) in active where run.record == nil {
      run.worker.askToStop()
      active[worker]?.deadline = deadline
    }
    report(nil)
  }

  private func stop(_ isWanted: (ActiveRun) -> Bool) {
    for run in active.values where isWanted(run) { run.worker.kill() }
  }

  // MARK: - Ends

  private mutating func conclude(_ ended: ActiveRun, _ end: WorkerEnd) throws {
    do {
      try settle(ended, end)
    } catch is AttemptOvertaken {
      leaveElsewhere(ended.run)
    }
  }

  private mutating func settle(_ ended: ActiveRun, _ end: WorkerEnd) throws {
    guard let record = ended.record, ended.garbled == nil else {
      // We ended it ourselves: it has not failed.
      if isStopping, ended.verdict == nil { return try writer.release(ended.attempt) }
      return try fail(ended, ended.failure(end, memoryKillsNow: runner.memoryKills.count))
    }
    if case .failed(let failureClass, let message) = record.outcome {
      return try fail(ended, WorkerFailure(failureClass: failureClass, message: message))
    }
    do {
      try writer.publish(ended.attempt, record)
    } catch let refusal as ResultRefused {
      return try fail(
        ended, WorkerFailure(failureClass: .storage, message: refusal.description))
    }
    doneNow += 1
    failures[ended.run.runID] = nil
    spending.add(record)
    spending.add(runner.store.runFolder(record.runID))
    // The record counts what earlier attempts had done, too.
    remaining.learn(
      max(record.durationSeconds, ended.elapsedSeconds), estimate: ended.run.estimatedSeconds)
    report(EndedRun(title: ended.run.title, record: record, isRetried: false))
  }

  private mutating func fail(_ ended: ActiveRun, _ failure: WorkerFailure) throws {
    var record = RunRecord(
      runID: ended.run.runID, pointID: ended.run.pointID, replicate: ended.run.replicate,
      attempt: ended.attempt.number,
      outcome: .failed(failure.failureClass, message: failure.message),
      durationSeconds: ended.elapsedSeconds)
    record.threads = runner.settings.threadsPerRun
    try writer.recordFailure(ended.attempt, record)
    spending.add(record)
    failures[ended.run.runID, default: []].append(record)
    let alike = count(failure.failureClass, in: failures[ended.run.runID, default: []])
    let isRetried =
      alike <= runner.settings.retries[failure.failureClass, default: 0] && !isStopping
    if isRetried {
      queue.putBack(ended.run, alone: failure.failureClass == .memory)
    } else {
      failed += 1
    }
    report(EndedRun(title: ended.run.title, record: record, isRetried: isRetried))
  }

  private func count(_ failureClass: FailureClass, in records: [RunRecord]) -> Int {
    records.count { record in
      if case .failed(failureClass, _) = record.outcome { true } else { false }
    }
  }

  // MARK: - What is told

  private var summary: RunSummary {
    let isOverBudget = !isStopping && queue.count > 0
    return RunSummary(
      total: plan.count, doneBefore: doneBefore, doneNow: doneNow,
      failures: plan.compactMap { failures[$0.runID]?.last }, wasInterrupted: isStopping,
      budgetEnd: isOverBudget
        ? spending.end(left: queue.count, seconds: queue.expectedSeconds(remaining)) : nil)
  }

  private mutating func report(_ ended: EndedRun?) {
    let snapshot = snapshot
    telling.tell(snapshot, ended)
    if telling.isDue { telling.write(snapshot, sortedActive) }
  }

  private var sortedActive: [ActiveRun] { active.sorted { $0.key < $1.key }.map(\.value) }

  private var snapshot: ProgressSnapshot {
    ProgressSnapshot(
      total: plan.count, doneBefore: doneBefore, doneNow: doneNow, failed: failed,
      running: sortedActive.map { shown($0) }, left: queue.count,
      elapsedSeconds: (ContinuousClock.now - start) / .seconds(1), etaSeconds: etaSeconds,
      isStopping: isStopping)
  }

  private func shown(_ active: ActiveRun) -> RunningRun {
    var shown = RunningRun(
      runID: active.run.runID, title: active.run.title, progress: active.progress,
      elapsedSeconds: active.elapsedSeconds)
    shown.secondsLeft = remaining.left(of: shown, estimate: active.run.estimatedSeconds)
    return shown
  }

  /// Runs that wait are dealt to workers one by one while they are few; of many, the sum is shared, which costs nothing.
  private var etaSeconds: Double? {
    let busy = active.values.map { shown($0).secondsLeft }
    let known = busy.compactMap(\.self)
    guard known.count == busy.count else { return nil }
    if isStopping { return known.max() ?? 0 }
    if let runs = queue.runs(upTo: 100) {
      let next = runs.map { remaining.expected($0.estimatedSeconds) }
      let waiting = next.compactMap(\.self)
      guard waiting.count == next.count else { return nil }
      return RemainingTime.total(running: known, waiting: waiting, jobs: runner.jobs)
    }
    return queue.expectedSeconds(remaining).map {
      (known.reduce(0, +) + $0) / Double(runner.jobs)
    }
  }
}
