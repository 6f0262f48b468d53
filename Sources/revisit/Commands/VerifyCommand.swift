// Does finished runs again, elsewhere, and compares bytes.

import ArgumentParser
import Configuration
import Datasets
import Foundation
import Randomness
import Records
import Runner
import Studies

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Do finished runs again in a scratch folder and compare their bytes.",
    usage: "revisit verify <file> [<options>]",
    discussion: """
      Changes nothing in the study's results. For each run it says what the repetition \
      shows: L1, same machine; L2, also with other numbers of threads or workers; L3, \
      also on another machine, with the instruction set pinned by the study.

      Exit status: 0 if every repeated run gave the same bytes; 1 if one did not or \
      could not be repeated; 64 for a wrong command line; 130 if interrupted.
      """)

  @OptionGroup var options: StudyOptions

  @OptionGroup var machineOptions: MachineOptions

  @Option(help: "So many runs, drawn by the seed; all of them by default.")
  var sample: Int?

  @Option(help: "What the drawing of the sample depends on.")
  var sampleSeed = 1

  @Flag(help: "Write what was found as JSON.")
  var json = false

  func validate() throws {
    if let sample, sample < 1 {
      throw ValidationError("--sample is \(sample); expected at least 1.")
    }
    if sampleSeed < 0 {
      throw ValidationError("--sample-seed is \(sampleSeed); expected at least 0.")
    }
  }

  func run() throws {
    let machine = try machineOptions.machine()
    let study = try options.study(at: machine.location)
    OlderProgram()?.warn()
    try study.checkNumerics()
    let store = try options.store(of: study)
    try study.checkData(store, at: machine.location)
    let runs = try chosenRuns(study, store)
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "revisit-verify-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let repeated = try StudyStore(results: scratch, study: study.name)
    let summary = try repeatRuns(runs, of: study, in: repeated, on: machine)
    let titles = study.pointTitles
    let verdicts = runs.map { configuration in
      RunVerdict(
        configuration.runID,
        title: PointTitles.run(titles[configuration.pointID], configuration), of: store,
        again: repeated)
    }
    print(try json ? RunVerdict.json(verdicts) : RunVerdict.text(verdicts))
    if summary.wasInterrupted { throw ExitCode(128 + SIGINT) }
    if !verdicts.allSatisfy(\.isSame) { throw ExitCode.failure }
  }

  /// The runs with a result, or a sample of them that the seed alone decides.
  private func chosenRuns(_ study: Study, _ store: StudyStore) throws -> [Configuration] {
    let results = try store.history().results
    let done = study.runs.filter { results[$0.runID] != nil }
    guard !done.isEmpty else {
      throw ValidationError(
        "\(store.folder.relativePath): no run of this study is done; 'revisit run' does them.")
    }
    guard let sample, sample < done.count else { return done }
    var stream = RandomStream(
      seed: Seed(root: UInt64(sampleSeed)), purpose: .bootstrap, index: done.count)
    var left = Array(done.indices)
    let chosen = (0..<sample).map { _ in left.remove(at: stream.nextInteger(below: left.count)) }
    return chosen.sorted().map { done[$0] }
  }

  private func repeatRuns(
    _ runs: [Configuration], of study: Study, in store: StudyStore, on machine: Machine
  ) throws -> RunSummary {
    let code = CodeVersion.current()
    let cache = URL(filePath: options.results).appending(path: ".cache").path(percentEncoded: false)
    let titles = study.pointTitles
    let planned = try runs.map { configuration in
      var order = WorkOrder(
        configuration, dataRoot: machine.data, cache: cache, code: code, jobs: machine.jobs,
        threads: machine.threads)
      order.keepsBest = study.checkpoints.keep == .best
      return PlannedRun(
        runID: configuration.runID, pointID: configuration.pointID,
        replicate: configuration.seeds.replicate,
        title: PointTitles.run(titles[configuration.pointID], configuration),
        request: try order.text)
    }
    let progress = ProgressWriter(to: .standardError, isTerminal: isatty(STDERR_FILENO) == 1)
    let control = RunnerControl()
    control.interruptOnSignals()
    return try StudyRunner(
      store: store, command: WorkerCommand(executable: ownProgram, arguments: ["work"]),
      jobs: machine.jobs, report: progress.report
    ).run(planned, control: control)
  }
}
