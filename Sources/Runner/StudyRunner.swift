// Has the runs of a plan done that are not done: `jobs` worker processes at a time.
//
// The state of a study is the journal and nothing else: what is to be done is the plan less the
// results. So the same command goes on after whatever ended the last one.

import Foundation
public import Records

/// Has the runs of a plan done by worker processes.
public struct StudyRunner: Sendable {
  let store: StudyStore
  let command: WorkerCommand
  let jobs: Int
  let settings: RunnerSettings
  let memoryKills: MemoryKills
  let report: @Sendable (ProgressSnapshot, EndedRun?) -> Void

  /// A runner of the study in `store`.
  ///
  /// - Parameters:
  ///   - store: Where results go.
  ///   - command: What a worker is.
  ///   - jobs: Workers at a time, at least 1.
  ///   - settings: Retries, limits, budget and order.
  ///   - report: Told of every change and several times a second; an attempt that ended comes with it once.
  public init(
    store: StudyStore, command: WorkerCommand, jobs: Int,
    settings: RunnerSettings = RunnerSettings(),
    report: @escaping @Sendable (ProgressSnapshot, EndedRun?) -> Void = { _, _ in }
  ) {
    self.init(
      store: store, command: command, jobs: jobs, settings: settings, memoryKills: MemoryKills(),
      report: report)
  }

  package init(
    store: StudyStore, command: WorkerCommand, jobs: Int, settings: RunnerSettings,
    memoryKills: MemoryKills,
    report: @escaping @Sendable (ProgressSnapshot, EndedRun?) -> Void = { _, _ in }
  ) {
    self.store = store
    self.command = command
    self.jobs = jobs
    self.settings = settings
    self.memoryKills = memoryKills
    self.report = report
  }

  /// Does what of `plan` has no result yet; a run that fails does not stop the others.
  ///
  /// - Throws: `PlanError` for a plan that cannot be run, `StudyBusyError` if a program of an older
  ///   version runs the study, `StorageError` if results cannot be kept, `WorkerLaunchError` if no worker can be started.
  ///   Workers are ended first, and what was acknowledged stays.
  public func run(
    _ plan: [PlannedRun], control: RunnerControl = RunnerControl()
  ) throws -> RunSummary {
    try run(RunPlan(plan), control: control)
  }

  /// Does what of `plan` has no result yet; a run that fails does not stop the others.
  ///
  /// - Throws: The same, and what making a run throws.
  public func run(
    _ plan: RunPlan, control: RunnerControl = RunnerControl()
  ) throws -> RunSummary {
    guard jobs >= 1 else { throw PlanError(description: "\(jobs) jobs; expected at least 1") }
    var writer = try store.openForWriting()
    let progress = try RunnerProgress(beginningAt: Date(), jobs: jobs)
    let file = try RunnerFile.open(progress, in: store)
    let spending = Spending(settings, of: store, writer.takeNews())
    var loop = RunnerLoop(
      self, plan, writer, RunnerTelling(progress, file, report),
      spending: spending, control.mailbox)
    return try loop.run()
  }
}

/// A plan that cannot be run.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String
}
