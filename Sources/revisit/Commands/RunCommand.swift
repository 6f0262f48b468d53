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
      A run that is done is never done again. Interrupted by Ctrl-C or by force, the \
      same command goes on. Results do not depend on the number of jobs.

      Exit status: 0 if every run has a result, diverged ones too; 1 if a run failed \
      or the study cannot be run; 64 for a wrong command line; 130 if interrupted.
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
    try study.checkNumerics()
    try study.holdProcess()
    let store = try options.store(of: study)
    try study.checkData(store, at: machine.location)
    let summary = try train(study, store, on: machine)
    let hasEndedRuns = try StudyResults(study, store, at: machine.location).results.isEmpty == false
    if hasEndedRuns { try publish(study, store, at: machine.location) }
    print(summary)
    if hasEndedRuns { print("Tables, figures and notebook: \(store.folder.relativePath)") }
    guard summary.isComplete else {
      throw summary.wasInterrupted ? Self.interrupted : ExitCode.failure
    }
  }

  /// What shells report of a program that Ctrl-C ended.
  private static let interrupted = ExitCode(128 + SIGINT)

  private func publish(_ study: Study, _ store: StudyStore, at location: DataLocation) throws {
    let report = try StudyReport(study, store, at: location)
    try report.writeObservations()
    try report.write(
      to: store.folder, notebook: store.folder.appending(path: "\(study.name).ipynb"))
    print(try report.text)
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
      jobs: machine.jobs, report: writer.report)
    return try runner.run(plannedRuns(study, store, on: machine), control: control)
  }

  private func plannedRuns(
    _ study: Study, _ store: StudyStore, on machine: Machine
  ) throws -> [PlannedRun] {
    let code = CodeVersion.current()
    let cache = URL(filePath: options.results).appending(path: ".cache").path(percentEncoded: false)
    let titles = study.pointTitles
    let open = try openPoints(study, store)
    let calibration = try Calibration(open, count: 3, at: machine.location)
    let checkpoints = try checkpointOptions.settings(of: study)
    let curves = tensorboard.map { StudyCurves(of: study, in: $0.url(beside: store)) }
    if !open.isEmpty { try curves?.writeSummary(of: study) }
    return try study.runs.map { configuration in
      let title = [titles[configuration.pointID], "seed=\(configuration.seeds.replicate)"]
        .compactMap(\.self).joined(separator: " ")
      var order = WorkOrder(
        configuration, dataRoot: machine.data, cache: cache, code: code, jobs: machine.jobs,
        threads: machine.threads, curves: curves?.order(configuration, title: title))
      order.keep(checkpoints, in: store.checkpointFile(configuration.runID))
      return PlannedRun(
        runID: configuration.runID, pointID: configuration.pointID,
        replicate: configuration.seeds.replicate, title: title,
        request: try order.text,
        estimatedSeconds: try calibration.seconds(
          RunWork(configuration, at: machine.location)))
    }
  }

  /// The points with a run to do.
  private func openPoints(_ study: Study, _ store: StudyStore) throws -> [StudyPoint] {
    let results = try store.history().results
    return study.points.filter { point in
      (0..<study.replicateCount).contains {
        results[point.configuration.replicate($0).runID] == nil
      }
    }
  }
}

/// This program, which is its own worker; still this one after its file was replaced by another build.
var ownProgram: String { "/proc/\(ProcessInfo.processInfo.processIdentifier)/exe" }

extension Study {
  /// For each point, by identity, the settings that tell it from the others, for people; none for the only one.
  var pointTitles: [String: String] {
    let varied = variedSettings
    if varied.isEmpty { return [:] }
    return Dictionary(
      points.map { point in
        let words = varied.compactMap { path in
          point.configuration.settings[path].map { value in
            "\(path.split(separator: ".").last ?? "")=\(value.canonicalText)"
          }
        }
        return (point.id, words.joined(separator: " "))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The settings in which points differ, in the schema's order.
  var variedSettings: [String] { points.variedSettings }
}

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
