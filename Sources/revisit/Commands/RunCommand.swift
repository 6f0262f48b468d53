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
    if hasEndedRuns { try publish(results, store, at: machine.location) }
    print(summary)
    if hasEndedRuns { print("Tables, figures, page and notebook: \(store.folder.relativePath)") }
    guard summary.isComplete else {
      if summary.wasInterrupted { throw Self.interrupted }
      throw summary.budgetEnd != nil && summary.failures.isEmpty ? Self.overBudget : .failure
    }
  }

  /// What shells report of a program that Ctrl-C ended.
  private static let interrupted = ExitCode(128 + SIGINT)
  /// Nothing failed, and runs are left that the budget has no room for.
  private static let overBudget = ExitCode(3)

  private func publish(
    _ results: StudyResults, _ store: StudyStore, at location: DataLocation
  ) throws {
    let report = try StudyReport(results, store, file: options.recordedFile)
    try report.writeObservations()
    try report.write(
      to: store.folder, notebook: store.folder.appending(path: "\(results.study.name).ipynb"))
    try report.writePage(
      PageSurroundings(
        page: store.folder.appending(path: "\(results.study.name).html"),
        drawings: store.folder, studyFile: options.file, location: location))
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

  /// Every run of the study, each of which is made when it is begun.
  private func plannedRuns(
    _ study: Study, _ store: StudyStore, on machine: Machine
  ) throws -> RunPlan {
    let orders = try RunOrders(study, store, on: machine, command: self)
    let (points, count) = (study.points, study.points.count)
    return RunPlan(
      count: study.runs.count, runID: { "\(points.id(at: $0 % count))-\($0 / count)" },
      replicate: { $0 / count }, estimatedSeconds: { orders.seconds(of: $0 % count) },
      run: { place in
        try orders.planned(
          study.runs[place], of: points[place % count], seconds: orders.seconds(of: place % count))
      })
  }
}

/// What is asked of the workers of a study, run by run.
private struct RunOrders {
  private let machine: Machine
  private let store: StudyStore
  private let code = CodeVersion.current()
  private let cache: String
  private let titles: PointTitles
  private let checkpoints: CheckpointSettings
  private let curves: StudyCurves?
  /// Points that take alike.
  private let classes: PointClasses
  /// By class; nil where all runs are done.
  private let seconds: [Double?]

  init(
    _ study: Study, _ store: StudyStore, on machine: Machine, command: RunCommand
  ) throws {
    self.machine = machine
    self.store = store
    cache =
      URL(filePath: command.options.results).appending(path: ".cache").path(percentEncoded: false)
    titles = PointTitles(study)
    classes = study.points.classes(differingIn: RunWork.settings)
    let isOpen = try Self.isOpen(classes, of: study, store)
    let networks = zip(classes.firstIndices, isOpen).lazy.filter(\.1).map { study.points[$0.0] }
    var costs = NetworkCosts(at: machine.location)
    let calibration = try Calibration(networks, count: 3, &costs, at: machine.location)
    seconds = try zip(classes.firstIndices, isOpen).map { index, isOpen in
      guard isOpen else { return nil }
      let configuration = study.points[index].configuration
      return calibration.seconds(try RunWork(configuration, &costs, at: machine.location))
    }
    checkpoints = try command.checkpointOptions.settings(of: study)
    curves = command.tensorboard.map { StudyCurves(of: study, in: $0.url(beside: store)) }
    if isOpen.contains(true) { try curves?.writeSummary(of: study) }
  }

  /// Whether some run of each class has no result; points are looked up until that is known of all classes.
  private static func isOpen(
    _ classes: PointClasses, of study: Study, _ store: StudyStore
  ) throws -> [Bool] {
    let results = try store.history().results
    var isOpen = Array(repeating: results.isEmpty, count: classes.firstIndices.count)
    var left = results.isEmpty ? 0 : isOpen.count
    for index in study.points.indices where left > 0 && !isOpen[classes.number(of: index)] {
      let id = study.points.id(at: index)
      guard (0..<study.replicateCount).contains(where: { results["\(id)-\($0)"] == nil })
      else { continue }
      isOpen[classes.number(of: index)] = true
      left -= 1
    }
    return isOpen
  }

  /// The expected duration of a run of the point at a place.
  func seconds(of index: Int) -> Double? { seconds[classes.number(of: index)] }

  func planned(
    _ configuration: Configuration, of point: StudyPoint, seconds: Double?
  ) throws -> PlannedRun {
    let title = PointTitles.run(
      titles.title(point), replicate: configuration.seeds.replicate)
    var order = WorkOrder(
      configuration, dataRoot: machine.data, cache: cache, code: code, jobs: machine.jobs,
      threads: machine.threads, curves: curves?.order(configuration, title: title))
    order.keep(checkpoints, in: store.checkpointFile(configuration.runID))
    return PlannedRun(
      runID: configuration.runID, pointID: configuration.pointID,
      replicate: configuration.seeds.replicate, title: title, request: try order.text,
      estimatedSeconds: seconds)
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
