// The study by which a store tests itself: a few runs that train nothing, in a store of version 1
// with all that a killed process can leave.

import Configuration
import Foundation

struct SelfTestStudy {
  let store: StudyStore
  private static let runIDs = ["a-0", "b-0", "c-0"]

  /// One attempt that ended, as it was told.
  struct Acknowledged: Hashable {
    var runID: String
    var attempt: Int
    var isResult: Bool
  }

  init(in folder: URL, disk: Disk = Disk(), rules: LeaseRules = LeaseRules()) throws {
    store = try StudyStore(results: folder, study: "selftest", disk: disk, rules: rules)
  }

  /// Puts a store of version 1 there whose writer was killed, with a result, a lease, and the journal of
  /// another writer that was killed within a record.
  func prepare() throws {
    let old = Self.record("old-0", attempt: 1, .completed)
    let plain = Disk()
    for folder in [store.journalsFolder, store.writersFolder, store.firstLeaseFolder] {
      try plain.createFolder(folder)
    }
    try plain.createFolder(store.runFolder("old-0").url)
    try Self.finish(RunFolder(store.runFolder("old-0").url), old)
    try Self.firstJournal(old).write(to: store.journalFile)
    let ended = Self.endedProcess(try .current())
    try Data(#"{"holder":null}"#.utf8).write(to: store.firstLeaseFolder.appending(path: "2"))
    try RecordCoding.encode(StoreWriters.Content(identity: ended)).write(
      to: store.writerFile("killed"))
    let line = try JournalFormat.line(
      Self.record("old-1", attempt: 1, .failed(.crash, message: "killed")), sequence: 1)
    try (JournalFormat.header + line + line.prefix(40)).write(
      to: store.journalsFolder.appending(path: "killed"))
  }

  static let prepared = [
    Acknowledged(runID: "old-0", attempt: 1, isResult: true),
    Acknowledged(runID: "old-1", attempt: 1, isResult: false),
  ]

  /// Three runs: one done, one that fails and is done then, one that is given back and done then.
  func run(_ tell: (Acknowledged) throws -> Void) throws {
    var writer = try store.openForWriting()
    try keepCheckpoint("a-0")
    try complete("a-0", &writer, tell)
    let failing = try Self.claim("b-0", &writer)
    let failed = Self.record("b-0", attempt: failing.number, .failed(.crash, message: "signal 9"))
    try writer.recordFailure(failing, failed)
    try tell(Acknowledged(runID: "b-0", attempt: failing.number, isResult: false))
    try complete("b-0", &writer, tell)
    try writer.release(try Self.claim("c-0", &writer))
    try complete("c-0", &writer, tell)
  }

  /// What is wrong with the store after a process that was to do `run` ended anyhow; nil if nothing is.
  ///
  /// - Parameter acknowledged: What that process had been told.
  /// - Returns: The fault.
  /// - Throws: `StorageError` if the store cannot be opened again.
  func fault(after acknowledged: [Acknowledged]) throws -> String? {
    let told = Set(Self.prepared + acknowledged)
    let kept = try store.records().map {
      Acknowledged(runID: $0.runID, attempt: $0.attempt, isResult: $0.outcome.isResult)
    }
    if Set(kept).count != kept.count { return "a record is there twice" }
    if let lost = told.subtracting(kept).first {
      return "\(lost.runID) was acknowledged and is lost"
    }
    let untold = Set(kept).subtracting(told)
    if untold.count > 1 { return "\(untold.count) records are there that nobody was told of" }
    try finish()
    return try faultAtEnd()
  }

  /// Does what is not done, by one command and without any manual step.
  private func finish() throws {
    var writer = try store.openForWriting()
    for runID in Self.runIDs where writer.history.results[runID] == nil {
      try complete(runID, &writer) { _ in }
    }
  }

  private func faultAtEnd() throws -> String? {
    let results = try store.records().filter(\.outcome.isResult).map(\.runID).sorted()
    guard results == Self.runIDs + ["old-0"] else { return "results are \(results)" }
    let report = store.check()
    if report.verifiedFiles != results.count { return "a result is not whole" }
    let worst = report.findings.first { $0.kind != .note }
    return worst.map { "\($0.path) \($0.problem)" }
  }

  // MARK: - Parts

  private func complete(
    _ runID: String, _ writer: inout StudyWriter, _ tell: (Acknowledged) throws -> Void
  ) throws {
    let attempt = try Self.claim(runID, &writer)
    let record = Self.record(runID, attempt: attempt.number, .completed)
    try Self.finish(attempt.folder, record)
    try writer.publish(attempt, record)
    try tell(Acknowledged(runID: runID, attempt: attempt.number, isResult: true))
  }

  private static func claim(_ runID: String, _ writer: inout StudyWriter) throws -> RunAttempt {
    guard let attempt = try writer.claim(runID) else {
      throw StorageError(writer.store.claimFolder(runID), "is held by nobody, yet not to be had")
    }
    return attempt
  }

  private func keepCheckpoint(_ runID: String) throws {
    let file = store.checkpointFile(runID)
    try Disk().createFolder(file.deletingLastPathComponent())
    try Data("state".utf8).write(to: file)
  }

  static func record(_ runID: String, attempt: Int, _ outcome: RunOutcome) -> RunRecord {
    RunRecord(
      runID: runID, pointID: String(runID.prefix(1)), replicate: 0, attempt: attempt,
      outcome: outcome, metrics: ["validation.top1": 0.5])
  }

  /// What a worker leaves in its folder.
  static func finish(_ folder: RunFolder, _ record: RunRecord) throws {
    try Data("arrays of \(record.runID)".utf8).write(to: folder.runFile)
    try Data("log\n".utf8).write(to: folder.logFile)
    try folder.write(
      Manifest(
        record: record,
        configuration: Configuration(settings: [
          "model.family": .text("cifar_resnet"), "model.depth": .integer(20),
          "data.set": .text("generated"), "train.epochs": .integer(1),
          "train.batch": .integer(16), "train.learning_rate": .number(0.1),
        ]),
        environment: RunEnvironment(
          code: CodeVersion(commit: "selftest", isDirty: false), libraries: [:],
          numerics: .native, instructionSets: [:], threads: [:], determinism: .sameMachine),
        runFileSHA256: FileDigest.sha256(of: folder.runFile), dataDescription: "none",
        startedAt: Date(timeIntervalSince1970: 0)))
  }

  private static func firstJournal(_ record: RunRecord) throws -> Data {
    let payload = try RecordCoding.encode(record)
    let line = Data("\(payload.count) \(JournalFormat.checksum(payload)) ".utf8) + payload
    return JournalFormat.firstHeader + line + Data("\n".utf8)
  }

  /// A process of this machine that is no more: its number is now of another.
  static func endedProcess(_ current: ProcessIdentity) -> ProcessIdentity {
    ProcessIdentity(
      bootID: current.bootID, processID: current.processID, startTicks: current.startTicks - 1,
      processSpace: current.processSpace, machine: current.machine, hostName: current.hostName)
  }
}
