import Foundation
import Glibc
import Records
import Testing

@testable import Runner

/// What other tools did in our experiments with failures and kills, tried with this one.
///
/// The numbers are those of the experiments M1, M8 and M9 to M13 with Optuna, Hydra, Guild AI and Snakemake. Every worker
/// notes each attempt in a file, so that work done twice shows.
@Suite(.timeLimit(.minutes(10))) struct HarnessExperimentTests {
  @Test func `M1: a failed run is not taken for visited, and no completed one is done again`()
    throws
  {
    try withNotes { folder, notes in
      let behaviours = ["note \(notes.path())", "note \(notes.path()) fail-first"]
      let store = try StudyStore(results: folder, study: "study")
      let first = try runner(store).run(plan(behaviours))
      #expect((first.isComplete, first.failures.count) == (false, 1))
      #expect(try runner(store).run(plan(behaviours)).isComplete)
      #expect(try lines(notes) == ["p0-0 1", "p1-0 1", "p1-0 2"])
    }
  }

  @Test func `M8: the same study started again repeats nothing and writes over nothing`() throws {
    try withNotes { folder, notes in
      let behaviours = Array(repeating: "note \(notes.path())", count: 3)
      let store = try StudyStore(results: folder, study: "study")
      _ = try runner(store).run(plan(behaviours))
      let files = try contents(of: store)
      #expect(try runner(store).run(plan(behaviours)).doneBefore == 3)
      #expect(try lines(notes).count == 3)
      #expect(try contents(of: store) == files)
    }
  }

  @Test func `M9: of a batch in which some runs are done only the others are done`() throws {
    try withNotes { folder, notes in
      let behaviours = Array(repeating: "note \(notes.path())", count: 4)
      let store = try StudyStore(results: folder, study: "study")
      _ = try runner(store).run([plan(behaviours)[2], plan(behaviours)[0]])
      #expect(try runner(store).run(plan(behaviours)).isComplete)
      #expect(try lines(notes).sorted() == (0..<4).map { "p\($0)-0 1" })
    }
  }

  @Test func `M10: nothing goes on unseen after its runner was killed`() throws {
    try withNotes { folder, notes in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours =
        ["note \(notes.path()) hang \(pipe.path())"]
        + Array(repeating: "note \(notes.path())", count: 2)
      try killHost(folder, behaviours, at: pipe) { kill($0, SIGKILL) }
      // The other runs were not begun by an orphan, and nothing says that the study is in error.
      #expect(try lines(notes) == ["p0-0 1"])
      let store = try StudyStore(results: folder, study: "study")
      #expect(try store.records().isEmpty)
      #expect(store.runners().isEmpty)
    }
  }

  @Test func `M11: after a kill of the whole group the done run is not done again`() throws {
    try withNotes { folder, notes in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let note = "note \(notes.path())"
      let behaviours = [note, "\(note) hang \(pipe.path())", note]
      try killHost(folder, behaviours, at: pipe) { host in
        let workers = (try? children(of: host)) ?? []
        for process in [host] + workers { kill(process, SIGKILL) }
      }
      try FileManager.default.removeItem(at: pipe)
      try expectCompletion(folder, behaviours)
      #expect(try lines(notes) == ["p0-0 1", "p1-0 1", "p1-0 2", "p2-0 1"])
    }
  }

  @Test func `M12: after a kill the same command goes on, without a step by hand`() throws {
    try withNotes { folder, notes in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["note \(notes.path()) hang \(pipe.path())", "note \(notes.path())"]
      try killHost(folder, behaviours, at: pipe) { kill($0, SIGKILL) }
      try FileManager.default.removeItem(at: pipe)
      try expectCompletion(folder, behaviours)
      let store = try StudyStore(results: folder, study: "study")
      let left = try FileManager.default.contentsOfDirectory(
        atPath: store.folder.appending(path: "runners").path())
      #expect(left.isEmpty)
    }
  }

  /// The worker is paused, so that neither the end of its input nor a signal that it could catch reaches it.
  @Test func `M13: a worker does not outlive its runner, though it is paused`() throws {
    try withNotes { folder, _ in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["pause \(pipe.path())", "succeed"]
      // Returns when the paused worker has ended: it holds the other end of the pipe.
      try killHost(folder, behaviours, at: pipe) { kill($0, SIGKILL) }
      try FileManager.default.removeItem(at: pipe)
      try expectCompletion(folder, behaviours)
    }
  }

  // MARK: - Parts

  private func withNotes(_ body: (URL, URL) throws -> Void) throws {
    try withFolder { folder in
      let notes = folder.appending(path: "notes")
      try Data().write(to: notes)
      try body(folder, notes)
    }
  }

  private func lines(_ file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// Starts a host, has it killed once a worker holds `pipe`, and waits for the ends of both.
  private func killHost(
    _ folder: URL, _ behaviours: [String], at pipe: URL, _ end: (pid_t) -> Void
  ) throws {
    let host = try start(folder, behaviours)
    let worker = try FileHandle(forReadingFrom: pipe)
    end(host.processIdentifier)
    host.waitUntilExit()
    _ = try worker.readToEnd()
  }

  private func expectCompletion(_ folder: URL, _ behaviours: [String]) throws {
    let host = try start(folder, behaviours)
    host.waitUntilExit()
    #expect(host.terminationStatus == 0)
    let store = try StudyStore(results: folder, study: "study")
    let results = try store.records().filter(\.outcome.isResult)
    #expect(results.map(\.runID).sorted() == behaviours.indices.map { "p\($0)-0" })
    for record in results { _ = try store.runFolder(record.runID).verifiedRecord() }
  }

  private func start(_ results: URL, _ behaviours: [String]) throws -> Process {
    let process = Process()
    process.executableURL = testProgram
    process.arguments = ["host", results.path(), "1", "-"] + behaviours
    process.standardOutput = Pipe()
    try process.run()
    return process
  }

  /// Every file of the study's runs with its content and time of change.
  private func contents(of store: StudyStore) throws -> [String: String] {
    let runs = store.folder.appending(path: "runs")
    let names = try FileManager.default.subpathsOfDirectory(atPath: runs.path())
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let path = runs.appending(path: name).path()
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        return (name, "\(facts[.modificationDate] ?? "") \(FileDigest.sha256(of: bytes))")
      })
  }

  private func children(of parent: pid_t) throws -> [pid_t] {
    let path = "/proc/\(parent)/task/\(parent)/children"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: " ")
      .compactMap { pid_t($0) }
  }
}
