import Foundation
import Testing

@testable import Records

@Suite struct StoreCheckTests {
  @Test func `a sound store has no findings`() throws {
    try withStore { store in
      try fill(store)
      let report = store.check()
      #expect(report.findings == [])
      #expect(report.results == 2 && report.verifiedFiles == 2 && report.journals == 1)
      #expect(report.isSound && report.formatVersion == 2 && report.writers == 0)
    }
  }

  @Test func `a study that never ran has nothing to check`() throws {
    try withStore { store in
      #expect(store.check() == StoreReport())
    }
  }

  private static let again =
    "restore it from a copy, or delete the line of attempt 1 at a-0 from its journal: the run is "
    + "then done again"

  @Test func `arrays that changed are named`() throws {
    try withStore { store in
      try fill(store)
      try Data("other".utf8).write(to: store.runFolder("a-0").runFile)
      let finding = try #require(store.check().findings.first)
      #expect(finding.kind == .damage && finding.path == "runs/a-0/run.h5")
      #expect(finding.problem.hasPrefix("has SHA-256 "))
      #expect(finding.mend == Self.again + "; delete its folder too")
    }
  }

  @Test func `a result whose folder is gone is named`() throws {
    try withStore { store in
      try fill(store)
      try FileManager.default.removeItem(at: store.runFolder("a-0").url)
      #expect(
        store.check().findings == [
          StoreFinding(
            kind: .damage, path: "runs/a-0",
            problem: "is missing, though its result is acknowledged", mend: Self.again)
        ])
    }
  }

  @Test func `a damaged journal is named and hides no other`() throws {
    try withStore { store in
      try fill(store)
      let file = try #require(store.journalFiles.first)
      var bytes = try Data(contentsOf: file)
      bytes[60] ^= 1
      try bytes.write(to: file)
      #expect(throws: StorageError.self) { _ = try store.openForWriting() }
      let report = store.check()
      let finding = try #require(report.findings.first)
      #expect(finding.path == "journals/\(file.lastPathComponent)")
      #expect(
        finding.problem
          == "record 1 at byte 18 is damaged and whole ones follow; restore the file from a copy, "
          + "or delete that line: its result is taken again from its folder in runs, or the run is "
          + "repeated")
      #expect(!report.isSound)
    }
  }

  @Test func `what killed processes left is named and removed, and nothing else`() throws {
    try withStore { store in
      try fill(store)
      let ended = SelfTestStudy.endedProcess(try .current())
      try RecordCoding.encode(StoreWriters.Content(identity: ended))
        .write(to: store.writerFile("here-7"))
      try Data().write(to: store.writersFolder.appending(path: ".here-aa-8-9-word"))
      try Data().write(to: store.folder.appending(path: ".kept"))
      try FileManager.default.createDirectory(
        at: store.attemptsFolder.appending(path: "c-0-1"), withIntermediateDirectories: true)
      try FileManager.default.createDirectory(
        at: store.claimFolder("a-0"), withIntermediateDirectories: true)
      let report = try store.repair()
      #expect(
        report.findings.map { "\($0.kind.rawValue) \($0.path)" } == [
          "remains claims/a-0", "remains runs/.attempts/c-0-1", "remains writers/.here-aa-8-9-word",
          "remains writers/here-7",
        ])
      #expect(store.check().findings == [])
      #expect(try store.records().count == 2)
    }
  }

  @Test func `nothing is removed while a writer is at work`() throws {
    try withStore { store in
      let writer = try store.openForWriting()
      let error = #expect(throws: StorageError.self) { try store.repair() }
      #expect(
        error?.problem
          == "1 of its writers may be at work; wait until they end, or stop them")
      _ = writer.history
    }
  }

  @Test func `a run that two attempts claim to have done is damage`() throws {
    try withStore { store in
      try fill(store)
      let line = try JournalFormat.line(record(attempt: 2), sequence: 9)
      try (JournalFormat.header + line).write(to: store.journalsFolder.appending(path: "other"))
      #expect(
        store.check().findings.contains {
          $0.problem == "attempts 1 and 2 both count as its result; expected one"
        })
    }
  }

  private func fill(_ store: StudyStore) throws {
    var writer = try store.openForWriting()
    try complete("a-0", &writer)
    try complete("b-0", &writer)
  }
}
