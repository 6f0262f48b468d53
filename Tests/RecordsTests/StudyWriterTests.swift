import Foundation
import Testing

@testable import Records

@Suite struct StudyWriterTests {
  private let failure = RunOutcome.failed(.crash, message: "signal 9")

  @Test func `an acknowledged result is in its folder and in the journal`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      try complete("a-0", &writer)
      #expect(try store.records() == [record()])
      #expect(try store.runFolder("a-0").verifiedRecord() == record())
      let log = try String(contentsOf: store.runFolder("a-0").logFile, encoding: .utf8)
      #expect(log == "log\n")
    }
  }

  /// The order of syncs and rename: seen red with the syncs of the run's files, of `runs` and of the journal taken out,
  /// and with a copy in the place of the rename.
  @Test func `a result is acknowledged in the order that survives a crash`() throws {
    let counter = StepCounter()
    try withStore(counter.disk) { store in
      var writer = try store.openForWriting()
      try complete("b-0", &writer)
      let attempt = try begin("a-0", &writer)
      try finish(attempt, record())
      _ = counter.take()
      try writer.publish(attempt, record())
      let journal = try #require(store.journalFiles.first).lastPathComponent
      #expect(
        counter.take() == [
          .sync("run.h5"), .sync("manifest.json"), .sync("log.txt"), .sync("a-0-1"),
          .move("a-0-1", to: "a-0"), .sync("runs"), .write(journal), .sync(journal),
          .remove("a-0"),
        ])
    }
  }

  @Test func `a checkpoint outlives failures and goes once its run is acknowledged`() throws {
    try withStore { store in
      let (file, other) = (store.checkpointFile("a-0"), store.checkpointFile("b-0"))
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      for url in [file, other] { try Data("state".utf8).write(to: url) }
      func isThere(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path(percentEncoded: false))
      }
      do {
        var writer = try store.openForWriting()
        let first = try begin("a-0", &writer)
        try writer.recordFailure(first, record(outcome: failure))
        let second = try begin("a-0", &writer)
        #expect(isThere(file))
        try finish(second, record(attempt: 2))
        try writer.publish(second, record(attempt: 2))
        #expect(!isThere(file) && isThere(other))
      }
      try Data("state".utf8).write(to: file)
      _ = try store.openForWriting()
      #expect(!isThere(file) && isThere(other))
    }
  }

  @Test func `a folder is on the disk before anything is acknowledged in it`() throws {
    let counter = StepCounter()
    try withStore(counter.disk) { store in
      let writer = try store.openForWriting()
      let results = store.folder.deletingLastPathComponent().lastPathComponent
      let steps = counter.take().filter { step in
        switch step {
        case .make, .sync, .link: true
        default: false
        }
      }
      let folders = ["runs", ".attempts", "journals", "claims", "writers"].flatMap { name in
        [DiskCall.make(name), .sync(name == ".attempts" ? "runs" : "study")]
      }
      #expect(
        steps.map { call in
          if case .sync(let name) = call, name.count > 20, name.hasPrefix(".") {
            .sync("draft")
          } else {
            call
          }
        } == [
          .make("study"), .sync(results), .sync("draft"), .link("journal"), .sync("study"),
        ] + folders)
      _ = writer.history
    }
  }

  @Test func `a crash at any step loses nothing that was acknowledged and needs no mending`() throws
  {
    var crashAt = 0
    while try !scenarioFinishes(crashingAt: crashAt) { crashAt += 1 }
    #expect(crashAt > 40)
  }

  /// Runs two runs, one of which fails at first; after a crash, checks and finishes the study.
  private func scenarioFinishes(crashingAt step: Int) throws -> Bool {
    try withFolder { folder in
      var acknowledged: [RunRecord] = []
      let counter = StepCounter(crashAt: step)
      let crashing = try StudyStore(results: folder, study: "study", disk: counter.disk)
      let finished = (try? scenario(crashing, &acknowledged)) != nil
      let store = try StudyStore(results: folder, study: "study")
      #expect(try store.records().starts(with: acknowledged))
      var writer = try store.openForWriting()
      for runID in ["a-0", "b-0"] where writer.history.results[runID] == nil {
        try complete(runID, &writer)
      }
      let results = try store.records().filter(\.outcome.isResult).map(\.runID)
      #expect(results.sorted() == ["a-0", "b-0"])
      for runID in results { _ = try store.runFolder(runID).verifiedRecord() }
      return finished
    }
  }

  private func scenario(_ store: StudyStore, _ acknowledged: inout [RunRecord]) throws {
    var writer = try store.openForWriting()
    acknowledged.append(try complete("a-0", &writer))
    let attempt = try begin("b-0", &writer)
    let failed = record("b-0", outcome: failure)
    try writer.recordFailure(attempt, failed)
    acknowledged.append(failed)
    acknowledged.append(try complete("b-0", &writer))
  }

  @Test func `a finished run without a record is taken in if its digests hold`() throws {
    try withStore { store in
      try leaveUnacknowledged("a-0", in: store)
      let writer = try store.openForWriting()
      let results = writer.history.results
      #expect(results["a-0"] == record())
      #expect(try store.records() == [record()])
    }
  }

  @Test func `a finished run without a record is removed if its digests do not hold`() throws {
    try withStore { store in
      try leaveUnacknowledged("a-0", in: store)
      try Data("other".utf8).write(to: store.runFolder("a-0").runFile)
      var writer = try store.openForWriting()
      let results = writer.history.results
      #expect(results.isEmpty)
      try complete("a-0", &writer)
      #expect(try store.runFolder("a-0").verifiedRecord() == record(attempt: 2))
    }
  }

  /// The state between the rename and the journal.
  private func leaveUnacknowledged(_ runID: String, in store: StudyStore) throws {
    var writer = try store.openForWriting()
    try complete(runID, &writer)
    for journal in store.journalFiles { try FileManager.default.removeItem(at: journal) }
  }

  @Test func `a finished run that a living writer has not recorded yet is left to it`() throws {
    try withFolder { folder in
      let plain = try StudyStore(results: folder, study: "study")
      let disk = Disk { step in
        guard step.boundary == .recordWrite else { return }
        var other = try plain.openForWriting()
        let attempt = try other.claim("a-0")
        #expect(attempt == nil)
        #expect(try plain.records() == [])
      }
      var writer = try StudyStore(results: folder, study: "study", disk: disk).openForWriting()
      try complete("a-0", &writer)
      #expect(try plain.records() == [record()])
    }
  }

  @Test func `attempts are numbered on and what killed ones left is removed`() throws {
    try withStore { store in
      let first = try leaveKilled("a-0", in: store)
      try Data("partial".utf8).write(to: first.folder.runFile)
      var writer = try store.openForWriting()
      #expect(!FileManager.default.fileExists(atPath: first.folder.url.systemPath))
      let second = try begin("a-0", &writer)
      #expect(second.number == 2)
      try writer.recordFailure(second, record(attempt: 2, outcome: failure))
      #expect(FileManager.default.fileExists(atPath: second.folder.url.systemPath))
      #expect(try begin("a-0", &writer).number == 3)
    }
  }

  /// A run under way whose writer was killed: its claim stands, its writer's file is gone.
  private func leaveKilled(_ runID: String, in store: StudyStore) throws -> RunAttempt {
    let stuck = Disk { step in
      if step.boundary == .claimRelease { throw Crash() }
    }
    let results = store.folder.deletingLastPathComponent()
    var writer = try StudyStore(results: results, study: "study", disk: stuck).openForWriting()
    return try begin(runID, &writer)
  }

  @Test func `the attempts of a run whose name begins alike are left alone`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let other = try begin("a-0-1", &writer)
      _ = try begin("a-0", &writer)
      #expect(FileManager.default.fileExists(atPath: other.folder.url.systemPath))
    }
  }

  /// Fencing: seen red with `fence` asking nobody.
  @Test func `a late write of an overtaken attempt is refused`() throws {
    try withStore { store in
      var late = try store.openForWriting()
      let first = try begin("a-0", &late)
      try takeOver("a-0", in: store)
      var writer = try store.openForWriting()
      let second = try begin("a-0", &writer)
      #expect(second.number == 3)
      try FileManager.default.createDirectory(
        at: first.folder.url, withIntermediateDirectories: true)
      try finish(first, record())
      let isHeld = late.holds(first)
      #expect(!isHeld)
      let error = #expect(throws: AttemptOvertaken.self) { try late.publish(first, record()) }
      #expect(
        error?.description
          == "\(first.folder.url.systemPath): attempt 1 was overtaken by a later one; it is void")
      #expect(throws: AttemptOvertaken.self) {
        try late.recordFailure(first, record(outcome: failure))
      }
      #expect(try store.records() == [])
      try finish(second, record(attempt: 3))
      try writer.publish(second, record(attempt: 3))
      #expect(throws: AttemptOvertaken.self) { try late.publish(first, record()) }
      #expect(try store.records() == [record(attempt: 3)])
    }
  }

  /// Seen red with the folder that is there replaced.
  @Test func `of two attempts that pass the fence together one is acknowledged`() throws {
    try withFolder { folder in
      let plain = try StudyStore(results: folder, study: "study")
      let takeOver = takeOver
      let disk = Disk { step in
        guard step.boundary == .resultName, case .move = step.call else { return }
        // Fenced this moment, and done by another.
        try takeOver("a-0", plain)
        var other = try plain.openForWriting()
        try complete("a-0", &other)
      }
      var writer = try StudyStore(results: folder, study: "study", disk: disk).openForWriting()
      let attempt = try begin("a-0", &writer)
      try finish(attempt, record())
      #expect(throws: AttemptOvertaken.self) { try writer.publish(attempt, record()) }
      #expect(try plain.records() == [record(attempt: 3)])
    }
  }

  /// A writer elsewhere claims a run and dies.
  private func takeOver(_ runID: String, in store: StudyStore) throws {
    let holder = SelfTestStudy.endedProcess(try .current())
    try RecordCoding.encode(RunClaims.Content(holder: holder, writer: "other", token: "token"))
      .write(to: store.claimFolder(runID).appending(path: "2"))
  }

  @Test func `an attempt that was recorded as failed gives no result`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try begin("a-0", &writer)
      try finish(attempt, record())
      try writer.recordFailure(attempt, record(outcome: failure))
      #expect(throws: AttemptOvertaken.self) { try writer.publish(attempt, record()) }
    }
  }

  @Test func `a record of another run or attempt is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try begin("a-0", &writer)
      try finish(attempt, record())
      #expect(throws: ResultRefused.self) { try writer.publish(attempt, record("b-0")) }
      #expect(throws: ResultRefused.self) { try writer.publish(attempt, record(attempt: 2)) }
      #expect(throws: ResultRefused.self) {
        try writer.recordFailure(attempt, record("b-0", outcome: failure))
      }
      #expect(throws: ResultRefused.self) {
        try writer.publish(attempt, record(outcome: .diverged(step: 1)))
      }
      #expect(try store.records() == [])
    }
  }

  @Test func `a result whose arrays changed after their digest was taken is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try begin("a-0", &writer)
      try finish(attempt, record())
      try Data("cut".utf8).write(to: attempt.folder.runFile)
      #expect(throws: ResultRefused.self) { try writer.publish(attempt, record()) }
      #expect(try store.records() == [])
    }
  }

  @Test func `a done run is never begun again`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      try complete("a-0", &writer)
      let again = try writer.claim("a-0")
      #expect(again == nil)
    }
  }

  @Test func `a name that is no name of a run is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let error = #expect(throws: StorageError.self) { try writer.claim("../a") }
      #expect(error?.problem == "'../a' cannot name a run")
    }
  }
}
