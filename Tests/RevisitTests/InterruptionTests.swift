import Foundation
import Glibc
import HDF5
import Records
import Testing

/// A study that is ended on the way, and the same command afterwards.
@Suite(.serialized, .timeLimit(.minutes(10))) struct InterruptionTests {
  private static let command = ["run", "tiny.yaml", "--jobs"]

  /// What an uninterrupted study leaves, once for all tests.
  private static let reference = Result { try Workplace.with { try finish($0, jobs: 1) } }

  @Test func `two jobs give the bytes that one gives`() throws {
    let parallel = try Workplace.with { try Self.finish($0, jobs: 2) }
    #expect(try parallel == Self.reference.get())
    #expect(Set(parallel.weights).count == 6)
  }

  @Test(arguments: [false, true])
  func `after a kill no worker lives on and the same command gives the same bytes`(
    withWorkers: Bool
  ) throws {
    try Workplace.with { place in
      let runner = try RunningStudy(in: place, Self.command + ["2"])
      try runner.waitForResult()
      let workers = try runner.pausedWorkers()
      #expect(!workers.isEmpty)
      if withWorkers { workers.forEach { kill($0, SIGKILL) } }
      kill(runner.process.processIdentifier, SIGKILL)
      runner.process.waitUntilExit()
      workers.forEach(waitForEnd)
      let kept = try place.records()
      #expect((1..<6).contains(kept.count))
      #expect(try Self.finish(place, jobs: 2) == Self.reference.get())
      #expect(try place.records().prefix(kept.count) == kept[...])
    }
  }

  @Test func `an interrupt ends the study in order and says how to go on`() throws {
    try Workplace.with { place in
      let runner = try RunningStudy(in: place, Self.command + ["1"])
      try runner.waitForResult()
      kill(runner.process.processIdentifier, SIGINT)
      let output = try runner.end()
      #expect(runner.process.terminationStatus == 130)
      let done = try place.records().count
      let message = """
        Interrupted; finished results are kept: \(done) of 6 runs are done. \
        The same command goes on with the others.
        """
      #expect(output.contains(message + "\n"))
      #expect(try Self.finish(place, jobs: 1) == Self.reference.get())
    }
  }

  @Test func `a run that is killed in mid-course goes on from its checkpoint to the same bytes`()
    throws
  {
    let whole = try Workplace.with { try Self.finishLong($0) }
    #expect(whole.resumedFromStep == nil)
    try Workplace.with { place in
      var steps: [Int] = []
      for _ in 0..<3 {
        let runner = try RunningStudy(
          in: place, Self.command + ["1", "--checkpoint-every", "0"], TinyStudy.long)
        steps.append(try runner.waitForCheckpoint(in: place, after: (steps.last ?? 0) + 5))
        let workers = try runner.pausedWorkers()
        #expect(!workers.isEmpty)
        workers.forEach { kill($0, SIGKILL) }
        kill(runner.process.processIdentifier, SIGKILL)
        runner.process.waitUntilExit()
        workers.forEach(waitForEnd)
      }
      let run = try Self.finishLong(place)
      #expect(run.bytes == whole.bytes)
      #expect(run.resumedFromStep ?? 0 >= steps[2])
      // A run that is done needs none.
      let folder = place.folder.appending(path: "results/tiny/checkpoints")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
          .isEmpty)
    }
  }

  @Test func `an interrupt lets the run keep its state first`() throws {
    try Workplace.with { place in
      let runner = try RunningStudy(
        in: place, Self.command + ["1", "--checkpoint-every", "1s"], TinyStudy.endless)
      let step = try runner.waitForCheckpoint(in: place, after: 0)
      kill(runner.process.processIdentifier, SIGINT)
      #expect(try runner.end().hasPrefix("Interrupted; finished results are kept: 0 of 1 "))
      #expect(runner.process.terminationStatus == 130)
      #expect(try place.checkpointStep() ?? 0 > step)
    }
  }

  @Test func `without checkpoints nothing is kept, and an interrupt ends the run at once`() throws {
    try Workplace.with { place in
      let study = TinyStudy.endless + "run: {checkpoint: {keep: none}}\n"
      let runner = try RunningStudy(in: place, Self.command + ["1"], study)
      runner.waitUntilOpened(place)
      kill(runner.process.processIdentifier, SIGINT)
      _ = try runner.end()
      #expect(runner.process.terminationStatus == 130)
      #expect(try place.checkpointStep() == nil)
      let refused = try place.revisit("run", "tiny.yaml", "--checkpoint-every", "1s")
      #expect(refused.status == 64)
      #expect(
        refused.errors.hasPrefix(
          "Error: --checkpoint-every is given, but run.checkpoint.keep of the study is none; "
            + "remove one.\n"))
    }
  }

  @Test func `a second runner leaves a run to the first, and both end without a result`() throws {
    try Workplace.with { place in
      let runner = try RunningStudy(in: place, Self.command + ["1"], TinyStudy.endless)
      runner.waitUntilOpened(place)
      let id = runner.process.processIdentifier
      let second = try RunningStudy(in: place, Self.command + ["1"], TinyStudy.endless)
      second.waitUntilOpened(place, writers: 2)
      kill(second.process.processIdentifier, SIGINT)
      #expect(try second.end().hasPrefix("Interrupted; finished results are kept: 0 of 1 runs"))
      #expect(second.process.terminationStatus == 130)
      #expect(runner.process.isRunning)
      kill(id, SIGINT)
      #expect(
        try runner.end() == """
          Interrupted; finished results are kept: 0 of 1 runs are done. The same command goes on \
          with the others.

          """)
      #expect(runner.process.terminationStatus == 130)
    }
  }

  @Test func `a program that another build replaces goes on with its own workers`() throws {
    try Workplace.with { place in
      let program = place.folder.appending(path: "revisit")
      try FileManager.default.copyItem(at: builtProgram, to: program)
      let runner = try RunningStudy(in: place, Self.command + ["1"], program: program)
      try runner.waitForResult()
      try FileManager.default.removeItem(at: program)
      #expect(try runner.end().contains("\n6 of 6 runs are done.\n"))
      #expect(runner.process.terminationStatus == 0)
    }
  }

  /// Runs the long study to its end.
  private static func finishLong(
    _ place: Workplace
  ) throws -> (bytes: Data, resumedFromStep: Int?) {
    try place.write(TinyStudy.long, to: "tiny.yaml")
    let ended = try place.revisit("run", "tiny.yaml")
    #expect(ended.status == 0, "\(ended.errors)")
    let record = try #require(try place.records().last)
    let store = try StudyStore(results: place.folder.appending(path: "results"), study: "tiny")
    let folder = store.runFolder(record.runID)
    return (try Data(contentsOf: folder.runFile), try folder.manifest().resumedFromStep)
  }

  /// What a finished study leaves.
  private struct Results: Equatable {
    var weights: [String]
    var observations: String
  }

  /// Runs the study to its end; every run has one record.
  private static func finish(_ place: Workplace, jobs: Int) throws -> Results {
    try place.write(TinyStudy.sixRuns, to: "tiny.yaml")
    let ended = try place.revisit("run", "tiny.yaml", "--jobs", "\(jobs)")
    #expect(ended.status == 0, "\(ended.errors)")
    let records = try place.records()
    #expect(records.count == 6 && Set(records.map(\.runID)).count == 6)
    let observations = "results/tiny/observations.csv"
    return Results(
      weights: try place.column("weights_sha256", of: observations),
      observations: try place.text(observations))
  }
}

/// A study under way, whose progress is read as it is told.
private struct RunningStudy {
  let process: Process
  let output: Pipe
  private let progress = Pipe()

  init(
    in place: Workplace, _ arguments: [String], _ study: String = TinyStudy.sixRuns,
    program: URL = builtProgram
  ) throws {
    try place.write(study, to: "tiny.yaml")
    (process, output) = try place.start(arguments, program: program, errors: progress)
  }

  /// What it printed, when it has ended.
  func end() throws -> String {
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns when so many processes write the study, this one among them.
  func waitUntilOpened(_ place: Workplace, writers: Int = 1) {
    let folder = place.folder.appending(path: "results/tiny/writers").path(percentEncoded: false)
    while process.isRunning {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if names.count(where: { !$0.hasPrefix(".") }) >= writers { return }
      sched_yield()
    }
  }

  /// Returns the step of the first checkpoint after `step`.
  func waitForCheckpoint(in place: Workplace, after step: Int) throws -> Int {
    while process.isRunning {
      if let found = try place.checkpointStep(), found > step { return found }
      usleep(2_000)
    }
    Issue.record("the study ended before step \(step) was kept")
    return step
  }

  /// Returns when the first result was told.
  func waitForResult() throws {
    var told = Data()
    while case let piece = progress.fileHandleForReading.availableData, !piece.isEmpty {
      told += piece
      if told.contains(UInt8(ascii: "\n")) { break }
    }
    #expect(String(decoding: told, as: UTF8.self).hasPrefix("[1/6] completed "))
  }

  /// Stops the runner, so that it starts no other, while one worker at least is at work.
  func pausedWorkers() throws -> [pid_t] {
    let runner = process.processIdentifier
    while process.isRunning {
      kill(runner, SIGSTOP)
      let workers = try children(of: runner)
      if !workers.isEmpty { return workers }
      kill(runner, SIGCONT)
      sched_yield()
    }
    return []
  }
}

extension Workplace {
  /// The step of the only checkpoint; nil where there is none.
  fileprivate func checkpointStep() throws -> Int? {
    let path = folder.appending(path: "results/tiny/checkpoints").path(percentEncoded: false)
    guard let name = try? FileManager.default.contentsOfDirectory(atPath: path).first else {
      return nil
    }
    return try HDF5File(opening: path + "/" + name).attribute("", "step", as: Int.self)
  }
}

/// The running processes that a process started.
private func children(of parent: pid_t) throws -> [pid_t] {
  try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
    .filter { runningParent(of: $0) == parent }
}

/// Returns when a process has ended; the suite's time limit bounds it.
private func waitForEnd(of process: pid_t) {
  while runningParent(of: process) != nil { sched_yield() }
}

/// The parent of a process that runs; nil for one that ended, waited for or not.
private func runningParent(of process: pid_t) -> pid_t? {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let nameEnd = text.lastIndex(of: ")")
  else { return nil }
  // Behind the name: the state and the parent (proc_pid_stat(5)).
  let fields = text[text.index(after: nameEnd)...].split(separator: " ")
  guard fields.count > 1, let parent = pid_t(fields[1]), !["Z", "X"].contains(fields[0]) else {
    return nil
  }
  return parent
}
