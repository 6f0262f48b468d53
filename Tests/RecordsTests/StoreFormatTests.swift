import Dispatch
import Foundation
import Testing

@testable import Records

@Suite struct StoreFormatTests {
  /// A store that the first version wrote, with three results and one failure.
  private func withFirstVersion(_ body: (StudyStore) throws -> Void) throws {
    let golden = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    try withFolder { folder in
      try FileManager.default.copyItem(
        at: golden.appending(path: "store-1"), to: folder.appending(path: "study"))
      try body(StudyStore(results: folder, study: "study"))
    }
  }

  private static let records = ["p0-0 1", "p1-0 1", "p2-0 1", "p3-0 1", "p3-0 2"]

  @Test func `a store of version 1 is read as it is`() throws {
    try withFirstVersion { store in
      let before = try Data(contentsOf: store.journalFile)
      #expect(try store.records().map { "\($0.runID) \($0.attempt)" } == Self.records)
      #expect(try Data(contentsOf: store.journalFile) == before)
      let report = store.check()
      #expect(report.isSound && report.verifiedFiles == 3 && report.formatVersion == 1)
    }
  }

  @Test func `a store of version 1 goes on as one of this version, its journal unchanged`() throws {
    try withFirstVersion { store in
      let before = try Data(contentsOf: store.journalFile)
      try {
        var writer = try store.openForWriting()
        #expect(try begin("p2-0", &writer).number == 2)
        try complete("p4-0", &writer)
      }()
      let moved = store.journalsFolder.appending(path: "version-1")
      #expect(try Data(contentsOf: moved) == before)
      #expect(
        try store.records().map { "\($0.runID) \($0.attempt)" } == Self.records + ["p4-0 1"])
      #expect(
        try String(contentsOf: store.journalFile, encoding: .utf8)
          == "revisit store 2\nIts records are in journals/.\n")
      #expect(!store.isThere("lease"))
      #expect(store.check().isSound)
    }
  }

  @Test func `a torn tail of version 1 is left out`() throws {
    try withFirstVersion { store in
      try (Data(contentsOf: store.journalFile) + Data("199 88".utf8)).write(to: store.journalFile)
      let writer = try store.openForWriting()
      let results = writer.history.results
      #expect(results.count == 3)
    }
  }

  @Test func `a program of version 1 that is writing is not disturbed`() throws {
    try withFirstVersion { store in
      let current = try ProcessIdentity.current()
      let lease = try JSONEncoder().encode([
        "holder": ProcessIdentity(
          bootID: current.bootID, processID: current.processID, startTicks: current.startTicks)
      ])
      try lease.write(to: store.folder.appending(path: "lease/9"))
      let error = #expect(throws: StudyBusyError.self) { _ = try store.openForWriting() }
      #expect(
        error?.description
          == "\(store.folder.systemPath): process \(current.processID), of an older version, is "
          + "running this study; wait until it ends, or stop it")
    }
  }

  @Test func `a store of a newer version is refused by its first line`() throws {
    try withStore { store in
      try FileManager.default.createDirectory(at: store.folder, withIntermediateDirectories: true)
      try Data("revisit store 3\n".utf8).write(to: store.journalFile)
      let problem =
        "begins with 'revisit store 3'; expected 'revisit store 2' or an older version: use the "
        + "version that wrote it, or a newer one"
      #expect(throws: StorageError(store.journalFile, problem)) { try store.records() }
      #expect(throws: StorageError(store.journalFile, problem)) { _ = try store.openForWriting() }
      #expect(store.check().findings.map(\.problem) == [problem])
    }
  }

  @Test func `several writers that open a new study at once agree`() throws {
    for _ in 0..<5 {
      try withStore { store in
        DispatchQueue.concurrentPerform(iterations: 6) { index in
          guard var writer = try? store.openForWriting() else { return }
          _ = try? complete("a-\(index)", &writer)
        }
        #expect((try? store.history())?.results.count == 6)
        #expect(store.check().findings == [])
      }
    }
  }
}
