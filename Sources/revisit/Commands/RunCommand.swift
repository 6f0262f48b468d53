// Runs a study: what is not done yet, then its tables.

import ArgumentParser
import Configuration
import Datasets
import Foundation
import Records
import Runner
import Studies
import Training

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train every run of a study that is not done, then report.",
    usage: "revisit run <file> [<options>]",
    discussion: """
      A run that is done is never done again. Interrupted by Ctrl-C, by 'revisit stop' \
      or by force, the same command goes on. Results do not depend on the number of \
      jobs. Ctrl-C lets the runs under way keep their state; a second one does not.

      Exit status: 0 if every run has a result, diverged ones too; 1 if a run failed \
      or the study cannot be run; 3 if the budget ended first; 64 for a wrong command \
      line; 130 if interrupted or stopped.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var machineOptions: MachineOptions

  @OptionGroup var checkpointOptions: CheckpointOptions

  @Option(
    defaultAsFlag: BoardFolder.ofStudy,
    help: ArgumentHelp(
      "Write curves for TensorBoard, to a folder or beside the study's results.",
      valueName: "folder"))
  var tensorboard: BoardFolder?

  func run() throws {
    let machine = try machineOptions.machine()
    let study = try options.study(at: machine.location)
    OlderProgram()?.warn()
    try study.checkNumerics()
    try study.holdProcess()
    let store = try options.store(of: study)
    try study.checkData(store, at: machine.location)
    let summary = try train(study, store, on: machine)
    let results = try StudyResults(study, store, at: machine.location)
    let hasEndedRuns = !results.results.isEmpty
    if hasEndedRuns { try publish(results, store) }
    print(summary)
    if hasEndedRuns { print("Tables, figures and notebook: \(store.folder.relativePath)") }
    guard summary.isComplete else {
      if summary.wasInterrupted { throw Self.interrupted }
      throw summary.budgetEnd != nil && summary.failures.isEmpty ? Self.overBudget : .failure
    }
  }

  /// What shells report of a program that Ctrl-C ended.
  private static let interrupted = ExitCode(128 + SIGINT)
  /// Nothing failed, and runs are left that the budget has no room for.
  private static let overBudget = ExitCode(3)

  private func publish(_ results: StudyResults, _ store: StudyStore) throws {
    let report = try StudyReport(results, store)
    try report.writeObservations()
    try report.write(
      to: store.folder, notebook: store.folder.appending(path: "\(results.study.name).ipynb"))
    print(report.text)
  }

  private func train(
    _ study: Study, _ store: StudyStore, on machine: Machine
  ) throws -> RunSummary {
    let writer = ProgressWriter(
      to: .standardError, isTerminal: isatty(STDERR_FILENO) == 1)
    let control = RunnerControl()
    control.interruptOnSignals()
    let runner = StudyRunner(
      store: store,
      command: WorkerCommand(executable: ownProgram, arguments: ["work"]),
      jobs: machine.jobs, settings: RunnerSettings(study, threadsPerRun: machine.threads),
      report: writer.report)
    defer { writer.close() }
    return try runner.run(plannedRuns(study, store, on: machine), control: control)
  }

  /// Every run of the study; of those that are done nothing but their identity is told, since nothing else is asked.
  private func plannedRuns(
    _ study: Study, _ store: StudyStore, on machine: Machine
  ) throws -> [PlannedRun] {
    let results = try store.history().results
    let orders = try RunOrders(study, store, on: machine, command: self, done: results)
    return try study.runs.map { configuration in
      results[configuration.runID] == nil
        ? try orders.planned(configuration)
        : PlannedRun(
          runID: configuration.runID, pointID: configuration.pointID,
          replicate: configuration.seeds.replicate, title: "", request: "")
    }
  }
}

/// What is asked of the workers of a study, run by run.
private final class RunOrders {
  private let machine: Machine
  private let store: StudyStore
  private let code = CodeVersion.current()
  private let cache: String
  private let titles: [String: String]
  private let calibration: Calibration
  private let checkpoints: CheckpointSettings
  private let curves: StudyCurves?
  /// By point, since replicates take alike.
  private var seconds: [String: Double] = [:]

  init(
    _ study: Study, _ store: StudyStore, on machine: Machine, command: RunCommand,
    done results: [String: RunRecord]
  ) throws {
    self.machine = machine
    self.store = store
    cache =
      URL(filePath: command.options.results).appending(path: ".cache").path(percentEncoded: false)
    titles = study.pointTitles
    let open = study.points.filter { point in
      (0..<study.replicateCount).contains {
        results[point.configuration.replicate($0).runID] == nil
      }
    }
    calibration = try Calibration(open, count: 3, at: machine.location)
    checkpoints = try command.checkpointOptions.settings(of: study)
    curves = command.tensorboard.map { StudyCurves(of: study, in: $0.url(beside: store)) }
    if !open.isEmpty { try curves?.writeSummary(of: study) }
  }

  func planned(_ configuration: Configuration) throws -> PlannedRun {
    let title = PointTitles.run(titles[configuration.pointID], configuration)
    var order = WorkOrder(
      configuration, dataRoot: machine.data, cache: cache, code: code, jobs: machine.jobs,
      threads: machine.threads, curves: curves?.order(configuration, title: title))
    order.keep(checkpoints, in: store.checkpointFile(configuration.runID))
    return PlannedRun(
      runID: configuration.runID, pointID: configuration.pointID,
      replicate: configuration.seeds.replicate, title: title, request: try order.text,
      estimatedSeconds: try expectedSeconds(configuration))
  }

  private func expectedSeconds(_ configuration: Configuration) throws -> Double {
    if let known = seconds[configuration.pointID] { return known }
    let expected = calibration.seconds(try RunWork(configuration, at: machine.location))
    seconds[configuration.pointID] = expected
    return expected
  }
}

/// This program, which is its own worker; still this one after its file was replaced by another build.
var ownProgram: String { "/proc/\(ProcessInfo.processInfo.processIdentifier)/exe" }

/// Where the curves of a study go.
enum BoardFolder: ExpressibleByArgument, CustomStringConvertible {
  /// Beside the study's results.
  case ofStudy
  /// A folder that was named.
  case named(String)

  init?(argument: String) { self = .named(argument) }

  var description: String {
    switch self {
    case .ofStudy: "tensorboard/ in the study's results"
    case .named(let path): path
    }
  }

  func url(beside store: StudyStore) -> URL {
    switch self {
    case .ofStudy: store.folder.appending(path: "tensorboard").absoluteURL
    case .named(let path): URL(filePath: path).absoluteURL
    }
  }
}
