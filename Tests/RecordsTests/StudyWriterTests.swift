import Foundation
import Records
import Testing

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

  @Test func `a result is acknowledged in the order that survives a crash`() throws {
    let counter = StepCounter()
    try withStore(counter.disk) { store in
      var writer = try store.openForWriting()
      let attempt = try writer.beginAttempt(at: "a-0")
      try finish(attempt, record())
      _ = counter.take()
      try writer.commit(attempt, record())
      #expect(
        counter.take() == [
          .sync("run.h5"), .sync("manifest.json"), .sync("log.txt"), .sync("a-0-1"),
          .move("a-0-1", to: "a-0"), .sync("runs"), .write("journal"), .sync("journal"),
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
        let first = try writer.beginAttempt(at: "a-0")
        try writer.recordFailure(first, record(outcome: failure))
        let second = try writer.beginAttempt(at: "a-0")
        #expect(isThere(file))
        try finish(second, record(attempt: 2))
        try writer.commit(second, record(attempt: 2))
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
      let steps = counter.take().filter { step in
        if case .write(let name) = step { !name.hasPrefix(".1-") } else { true }
      }
      #expect(
        steps == [
          .sync(store.folder.deletingLastPathComponent().lastPathComponent), .sync("study"),
          .write("journal.new"), .sync("journal.new"), .move("journal.new", to: "journal"),
          .sync("study"), .sync("study"), .sync("runs"),
        ])
      _ = try writer.beginAttempt(at: "a-0")
      #expect(counter.take() == [.sync(".attempts")])
    }
  }

  @Test func `a crash at any step loses nothing that was acknowledged and needs no mending`() throws
  {
    var crashAt = 0
    while try !scenarioFinishes(crashingAt: crashAt) { crashAt += 1 }
    #expect(crashAt > 20)
  }

  /// Runs two runs, one of which fails at first; after a crash, checks and finishes the study.
  private func scenarioFinishes(crashingAt step: Int) throws -> Bool {
    try withFolder { folder in
      var acknowledged: [RunRecord] = []
      let counter = StepCounter(crashAt: step)
      let crashing = try StudyStore(results: folder, study: "study", disk: counter.disk)
      let finished = (try? scenario(crashing, &acknowledged)) != nil
      let store = try StudyStore(results: folder, study: "study")
      // A process that crashed holds no lease; this one lives on.
      try? FileManager.default.removeItem(at: store.folder.appending(path: "lease"))
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
    let attempt = try writer.beginAttempt(at: "b-0")
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
      #expect(try store.runFolder("a-0").verifiedRecord() == record())
    }
  }

  /// The state between the rename and the journal.
  private func leaveUnacknowledged(_ runID: String, in store: StudyStore) throws {
    var writer = try store.openForWriting()
    try complete(runID, &writer)
    try FileManager.default.removeItem(at: store.journalFile)
  }

  @Test func `attempts are numbered on and what killed ones left is removed`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let first = try writer.beginAttempt(at: "a-0")
      try Data("partial".utf8).write(to: first.folder.runFile)
      let second = try writer.beginAttempt(at: "a-0")
      #expect(second.number == 2)
      #expect(!FileManager.default.fileExists(atPath: first.folder.url.systemPath))
      try writer.recordFailure(second, record(attempt: 2, outcome: failure))
      #expect(FileManager.default.fileExists(atPath: second.folder.url.systemPath))
      #expect(try writer.beginAttempt(at: "a-0").number == 3)
    }
  }

  @Test func `the attempts of a run whose name begins alike are left alone`() throws {
    try withStore { store in
      let writer = try store.openForWriting()
      let other = try writer.beginAttempt(at: "a-0-1")
      _ = try writer.beginAttempt(at: "a-0")
      #expect(FileManager.default.fileExists(atPath: other.folder.url.systemPath))
    }
  }

  @Test func `a late write of an overtaken attempt is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let first = try writer.beginAttempt(at: "a-0")
      _ = try writer.beginAttempt(at: "a-0")
      try FileManager.default.createDirectory(
        at: first.folder.url, withIntermediateDirectories: true)
      try finish(first, record())
      let error = #expect(throws: StorageError.self) { try writer.commit(first, record()) }
      #expect(error?.problem == "attempt 1 was overtaken by a later one; it is void")
      #expect(try store.records() == [])
    }
  }

  @Test func `an attempt that was recorded as failed gives no result`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try writer.beginAttempt(at: "a-0")
      try finish(attempt, record())
      try writer.recordFailure(attempt, record(outcome: failure))
      #expect(throws: StorageError.self) { try writer.commit(attempt, record()) }
    }
  }

  @Test func `a record of another run or attempt is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try writer.beginAttempt(at: "a-0")
      try finish(attempt, record())
      #expect(throws: ResultRefused.self) { try writer.commit(attempt, record("b-0")) }
      #expect(throws: ResultRefused.self) { try writer.commit(attempt, record(attempt: 2)) }
      #expect(throws: ResultRefused.self) {
        try writer.recordFailure(attempt, record("b-0", outcome: failure))
      }
      #expect(throws: ResultRefused.self) {
        try writer.commit(attempt, record(outcome: .diverged(step: 1)))
      }
      #expect(try store.records() == [])
    }
  }

  @Test func `a result whose arrays changed after their digest was taken is refused`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try writer.beginAttempt(at: "a-0")
      try finish(attempt, record())
      try Data("cut".utf8).write(to: attempt.folder.runFile)
      #expect(throws: ResultRefused.self) { try writer.commit(attempt, record()) }
      #expect(try store.records() == [])
    }
  }

  @Test func `a writer whose study was taken over writes nothing`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      let attempt = try writer.beginAttempt(at: "a-0")
      try finish(attempt, record())
      try Data().write(to: store.folder.appending(path: "lease/99"))
      let error = #expect(throws: StorageError.self) { try writer.commit(attempt, record()) }
      #expect(
        error?.problem == "another process took this study over; nothing more is written here")
      #expect(try store.records() == [])
    }
  }

  @Test func `a done run is never begun again`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      try complete("a-0", &writer)
      let error = #expect(throws: StorageError.self) { try writer.beginAttempt(at: "a-0") }
      #expect(error?.problem == "this run is done; results are never overwritten")
    }
  }

  @Test func `a study has one writer at a time`() throws {
    try withStore { store in
      let writer = try store.openForWriting()
      #expect(throws: StudyBusyError.self) { _ = try store.openForWriting() }
      _ = try writer.beginAttempt(at: "a-0")
    }
  }

  @discardableResult
  private func complete(_ runID: String, _ writer: inout StudyWriter) throws -> RunRecord {
    let attempt = try writer.beginAttempt(at: runID)
    let record = record(runID, attempt: attempt.number)
    try finish(attempt, record)
    try writer.commit(attempt, record)
    return record
  }
}
