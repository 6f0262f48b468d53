import Foundation
import Glibc
import Records
import Testing

/// Two runners of one study at once.
@Suite(.timeLimit(.minutes(10))) struct TwoRunnersTests {
  @Test func `two runners share a study, and every run is done once`() throws {
    try withFolder { folder in
      let behaviours = Array(repeating: "succeed", count: 12)
      let hosts = try (0..<2).map { _ in try start(folder, jobs: 2, behaviours) }
      for host in hosts {
        host.waitUntilExit()
        #expect(host.terminationStatus == 0)
      }
      try expectAllDone(folder, behaviours)
    }
  }

  /// The run of the one that is killed is taken over by the one that waits for it.
  @Test func `a runner that waits for another's run does it once the other is killed`() throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["hang \(pipe.path())", "succeed"]
      let first = try start(folder, jobs: 1, behaviours)
      let workers = try FileHandle(forReadingFrom: pipe)  // Its worker is at work now.
      try FileManager.default.removeItem(at: pipe)
      let second = try start(folder, jobs: 1, behaviours)
      let store = try StudyStore(results: folder, study: "study")
      while try store.records().isEmpty { usleep(10_000) }
      #expect(try store.records().map(\.runID) == ["p1-0"])
      kill(first.processIdentifier, SIGKILL)
      _ = try workers.readToEnd()
      second.waitUntilExit()
      #expect(second.terminationStatus == 0)
      first.waitUntilExit()
      try expectAllDone(folder, behaviours)
      #expect(try store.history().results["p0-0"]?.attempt == 2)
    }
  }

  /// A run is expected to take two seconds, and says so afterwards.
  @Test(arguments: [false, true])
  func `what another runner has under way is of the same budget`(isKilled: Bool) throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["wait \(pipe.path())", "succeed", "succeed"]
      let first = try start(folder, jobs: 1, options: ["--core-seconds=5.9"], behaviours)
      let worker = try FileHandle(forReadingFrom: pipe)  // The first run is under way now.
      let second = try start(folder, jobs: 1, options: ["--core-seconds=5.9"], behaviours)
      let store = try StudyStore(results: folder, study: "study")
      // One more has room; then the second runner waits for what the first comes to.
      while !store.runners().contains(where: { $0.done >= 1 && $0.running.isEmpty }) {
        usleep(10_000)
      }
      #expect(try store.records().map(\.runID) == ["p1-0"])
      if isKilled { kill(first.processIdentifier, SIGKILL) }
      try worker.close()
      for host in [first, second] { host.waitUntilExit() }
      let done = try store.records().map(\.runID)
      #expect(done == ["p1-0", isKilled ? "p2-0" : "p0-0"])
    }
  }

  @Test(arguments: [false, true])
  func `failures under another runner count against the retries of a run`(isKilled: Bool) throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["wait \(pipe.path())", "fail"]
      let first = try start(folder, jobs: 1, options: ["--data-retries=1"], behaviours)
      let worker = try FileHandle(forReadingFrom: pipe)  // The first runner is busy now.
      let second = try start(folder, jobs: 1, options: ["--data-retries=1"], behaviours)
      let store = try StudyStore(results: folder, study: "study")
      while try store.records().count < 2 { usleep(10_000) }
      if isKilled { kill(second.processIdentifier, SIGKILL) }
      try worker.close()
      for host in [first, second] { host.waitUntilExit() }
      #expect(try store.records().map(\.runID).sorted() == ["p0-0", "p1-0", "p1-0"])
      // The next command tries it anew.
      let next = try start(folder, jobs: 1, options: ["--data-retries=1"], behaviours)
      next.waitUntilExit()
      #expect(try store.records().count == 5)
    }
  }

  private func expectAllDone(_ folder: URL, _ behaviours: [String]) throws {
    let store = try StudyStore(results: folder, study: "study")
    let records = try store.records()
    #expect(records.map(\.runID).sorted() == behaviours.indices.map { "p\($0)-0" }.sorted())
    for record in records { _ = try store.runFolder(record.runID).verifiedRecord() }
    _ = try store.openForWriting()  // Removes what the killed one left.
    #expect(store.check().findings == [])
  }

  private func start(
    _ results: URL, jobs: Int, options: [String] = [], _ behaviours: [String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = testProgram
    process.arguments = ["host", results.path(), "\(jobs)", "-"] + options + behaviours
    process.standardOutput = Pipe()
    try process.run()
    return process
  }
}
