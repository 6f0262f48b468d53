// The loop of a runner: start what fits, wait for an event or a quarter of a second, act on it.

import Dispatch
import Foundation
import Records

struct RunnerLoop: ~Copyable {
  private let runner: StudyRunner
  private let plan: RunPlan
  private var writer: StudyWriter
  private var telling: RunnerTelling
  private var spending: Spending
  private let mailbox: Mailbox<RunnerEvent>
  private let start = ContinuousClock.now
  private var doneBefore: Int
  private var queue: WorkQueue
  private var active: [Int: ActiveRun] = [:]
  private var startedWorkers = 0
  /// The last failure of each run that has failed and has no result, by place.
  private var failures: [Int: RunRecord] = [:]
  /// What other writers have under way, where that counts.
  private var elsewhere = WorkElsewhere()
  private var isDoneElsewhere = false
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
    _ runner: StudyRunner, _ plan: RunPlan, _ writer: consuming StudyWriter,
    _ telling: consuming RunnerTelling, spending: Spending, _ mailbox: Mailbox<RunnerEvent>
  ) {
    let results = writer.history.results
    // An identity is a hash: none is made where nothing is to be looked up.
    let open =
      results.isEmpty
      ? Array(0..<plan.count) : (0..<plan.count).filter { results[plan.runID($0)] == nil }
    self.runner = runner
    self.plan = plan
    self.mailbox = mailbox
    self.spending = spending
    queue = WorkQueue(runner.settings.order.sorted(open, of: plan), of: plan)
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
          try launch(next.place, isAlone: next.isAlone)
        }
        if active.isEmpty, hasEnded { return try end() }
        if let event = mailbox.next(within: Self.interval) { try act(on: event) }
        try look()
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
  private var nextRun: (place: Int, isAlone: Bool)? {
    guard !isStopping, active.count < runner.jobs, !active.values.contains(where: \.isAlone),
      let next = queue.next(beside: active.count),
      spending.fits(expectedSeconds(next.place), beside: activeSeconds, elsewhere)
    else { return nil }
    return next
  }

  private func expectedSeconds(_ place: Int) -> Double? {
    remaining.expected(plan.estimatedSeconds(place))
  }

  private var activeSeconds: [Double] {
    active.values.map { remaining.whole(of: shown($0), estimate: $0.run.estimatedSeconds) }
  }

  /// Whether, with no worker at work, nothing is left to wait for: what others hold may come back, and what they have under way may
  /// take less of the budget than is expected; what the budget has no room for without that does not fit later.
  private var hasEnded: Bool {
    if isStopping { return true }
    guard let next = queue.next(beside: 0) else { return !queue.hasElsewhere }
    return elsewhere.count == 0
      || !spending.fits(expectedSeconds(next.place), beside: [], WorkElsewhere())
  }

  private mutating func launch(_ place: Int, isAlone: Bool) throws {
    let run = try plan.run(place)
    let retries = runner.settings.retries
    guard
      let attempt = try writer.claim(
        run.runID, coreSeconds: spending.coreSeconds(of: expectedSeconds(place)),
        unless: { retries.areUsedUp(by: $0) })
    else { return leaveElsewhere(place, run.runID) }
    guard try hasRoom(place) else {
      try writer.release(attempt)
      return queue.putBack(place, alone: isAlone)
    }
    let request = WorkerRequest(
      runID: run.runID, pointID: run.pointID, replicate: run.replicate, attempt: attempt.number,
      memoryFailures: memoryFailures(of: run.runID),
      runnerID: ProcessInfo.processInfo.processIdentifier,
      folder: attempt.folder.url.path(percentEncoded: false), request: run.request)
    let memoryKills = runner.memoryKills.count
    let worker = try WorkerProcess.start(
      runner.command, request, log: attempt.folder.logFile, worker: startedWorkers, mailbox)
    active[startedWorkers] = ActiveRun(
      place: place, run: run, attempt: attempt, worker: worker, isAlone: isAlone,
      memoryKills: memoryKills,
      start: ContinuousClock.now)
    startedWorkers += 1
    report(nil)
  }

  /// Whether a run that was just claimed still fits into the budget.
  ///
  /// Each writer claims first and looks at the others' claims then, so that of two that claim at once at least one sees the other.
  private mutating func hasRoom(_ place: Int) throws -> Bool {
    guard spending.isLimited else { return true }
    try lookElsewhere()
    return spending.fits(expectedSeconds(place), beside: activeSeconds, elsewhere)
  }

  /// Counts what other writers have done since, and what they have under way.
  ///
  /// Claims first: a run that ends between the two looks is counted twice until the next one, never not at all.
  private mutating func lookElsewhere() throws {
    let work = writer.workElsewhere
    try writer.refresh()
    countNews()
    elsewhere = work
  }

  private mutating func countNews() {
    for record in writer.takeNews() {
      spending.add(record)
      guard record.outcome.isResult else { continue }
      spending.add(runner.store.runFolder(record.runID))
      isDoneElsewhere = true
    }
  }

  /// Leaves a run to the runner that holds it, has done it or has tried it as often as it may be.
  private mutating func leaveElsewhere(_ place: Int, _ runID: String) {
    countNews()
    if writer.history.results[runID] != nil {
      failures[place] = nil
      doneBefore += 1
    } else if let last = writer.failures(of: runID).last,
      runner.settings.retries.areUsedUp(by: writer.failures(of: runID))
    {
      failures[place] = last
      failed += 1
    } else {
      queue.leaveElsewhere(place)
    }
    report(nil)
  }

  /// Of the runners at work now, and the last one of earlier ones.
  private func memoryFailures(of runID: String) -> Int {
    let now = writer.failures(of: runID).count { $0.outcome.isFailure(.memory) }
    let isBefore = writer.history.failures[runID]?.outcome.isFailure(.memory) == true
    return max(now, isBefore ? 1 : 0)
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
  private mutating func look() throws {
    let now = ContinuousClock.now
    guard now - lookedAt >= Self.lookInterval else { return }
    lookedAt = now
    for worker in active.keys { active[worker]?.hold(to: runner.settings.limits) }
    if now - sharedAt >= Self.shareInterval { try share(now) }
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
  private mutating func share(_ now: ContinuousClock.Instant) throws {
    sharedAt = now
    if spending.isLimited { try lookElsewhere() }
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
      leaveElsewhere(ended.place, ended.run.runID)
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
    failures[ended.place] = nil
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
    failures[ended.place] = record
    try writer.refresh()
    countNews()
    let isUsedUp = runner.settings.retries.areUsedUp(by: writer.failures(of: ended.run.runID))
    let isRetried = !isUsedUp && !isStopping
    if isRetried {
      queue.putBack(ended.place, alone: failure.failureClass == .memory)
    } else {
      failed += 1
    }
    report(EndedRun(title: ended.run.title, record: record, isRetried: isRetried))
  }

  /// Takes off the queue what others did that was not asked for again.
  private mutating func end() throws -> RunSummary {
    try lookElsewhere()
    if isDoneElsewhere {
      let results = writer.history.results
      queue.removeAll { [plan] in results[plan.runID($0)] != nil }
      doneBefore = (0..<plan.count).count { results[plan.runID($0)] != nil } - doneNow
      failures = failures.filter { [plan] in results[plan.runID($0.key)] == nil }
    }
    return summary
  }

  // MARK: - What is told

  private var summary: RunSummary {
    let isOverBudget = !isStopping && queue.count > 0
    return RunSummary(
      total: plan.count, doneBefore: doneBefore, doneNow: doneNow,
      failures: failures.sorted { $0.key < $1.key }.map(\.value), wasInterrupted: isStopping,
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
    if let places = queue.places(upTo: 100) {
      let next = places.map { expectedSeconds($0) }
      let waiting = next.compactMap(\.self)
      guard waiting.count == next.count else { return nil }
      return RemainingTime.total(running: known, waiting: waiting, jobs: runner.jobs)
    }
    return queue.expectedSeconds(remaining).map {
      (known.reduce(0, +) + $0) / Double(runner.jobs)
    }
  }
}

extension [FailureClass: Int] {
  /// Whether a run that failed so often is not tried again: one more of a class than retries of it.
  fileprivate func areUsedUp(by failures: [RunRecord]) -> Bool {
    FailureClass.allCases.contains { failureClass in
      let count = failures.count { $0.outcome.isFailure(failureClass) }
      return count > self[failureClass, default: 0]
    }
  }
}
