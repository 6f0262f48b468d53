import Foundation
import Synchronization
import Testing

@testable import Records

@Suite struct JournalReaderTests {
  @Test func `records of several writers have one order, whatever their journals are called`()
    throws
  {
    let entries = ["a-0", "b-0", "d-0", "e-0"]
    var orders: Set<[String]> = []
    for names in [["x", "y"], ["y", "x"]] {
      try withStore { store in
        _ = try store.openForWriting()
        for (index, entry) in entries.enumerated() {
          try append(record(entry), index + 1, to: names[index % 2], store)
        }
        orders.insert(try store.records().map(\.runID))
      }
    }
    #expect(orders == [entries])
  }

  @Test func `a record that two writers took in counts once`() throws {
    try withStore { store in
      _ = try store.openForWriting()
      try append(record(), 1, to: "x", store)
      try append(record(), 5, to: "y", store)
      #expect(try store.records() == [record()])
    }
  }

  @Test func `a writer numbers its records behind all that it has read`() throws {
    try withStore { store in
      var one = try store.openForWriting()
      var two = try store.openForWriting()
      try complete("b-0", &one)
      try two.refresh()
      try complete("a-0", &two)
      try one.refresh()
      try complete("c-0", &one)
      #expect(try store.records().map(\.runID) == ["b-0", "a-0", "c-0"])
    }
  }

  @Test func `reading cuts nothing of the record that is being written`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      try complete("a-0", &writer)
      let file = try #require(store.journalFiles.first)
      let torn = try Data(contentsOf: file) + Data("412 9f86".utf8)
      try torn.write(to: file)
      #expect(try store.records() == [record()])
      #expect(try Data(contentsOf: file) == torn)
    }
  }

  /// Experiment M3 of the survey, whose end was a store that no process could open any more.
  ///
  /// Of Optuna's journal the last record was cut, and the next writer appended to the torn line. Seen red with the
  /// tail left as it was.
  @Test func `M3, a record torn at any byte is cut and costs nothing but itself`() throws {
    try withStore { store in
      try {
        var writer = try store.openForWriting()
        try complete("a-0", &writer)
        try complete("b-0", &writer)
      }()
      let file = try #require(store.journalFiles.first)
      let whole = try Data(contentsOf: file)
      let first = try #require(whole.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
      for length in stride(from: first, to: whole.count, by: 13) {
        try leaveKilledWriter(file, whole.prefix(length), store)
        try FileManager.default.removeItem(at: store.runFolder("b-0").url)
        var writer = try store.openForWriting()
        #expect(try Data(contentsOf: file).count == first)
        #expect(writer.history.results.keys.sorted() == ["a-0"])
        try complete("b-0", &writer)
        #expect(try store.records().map(\.runID) == ["a-0", "b-0"])
        #expect(store.check().isSound)
        for other in store.journalFiles where other != file {
          try FileManager.default.removeItem(at: other)
        }
      }
    }
  }

  @Test func `what a writer elsewhere may be writing is not cut`() throws {
    try withStore { store in
      try FileManager.default.createDirectory(
        at: store.writersFolder, withIntermediateDirectories: true)
      let elsewhere = ProcessIdentity(
        bootID: "other", processID: 7, startTicks: 1, machine: "other", hostName: "other")
      try RecordCoding.encode(StoreWriters.Content(identity: elsewhere))
        .write(to: store.writerFile("other"))
      try append(record(), 1, to: "other", store)
      let file = store.journalsFolder.appending(path: "other")
      let torn = try Data(contentsOf: file) + Data("412 9f86".utf8)
      try torn.write(to: file)
      let writer = try store.openForWriting()
      #expect(try Data(contentsOf: file) == torn)
      let results = writer.history.results
      #expect(results["a-0"] == record())
    }
  }

  /// The journal of a writer that was killed when so much of it was written.
  private func leaveKilledWriter(_ file: URL, _ bytes: Data, _ store: StudyStore) throws {
    try bytes.write(to: file)
    let ended = SelfTestStudy.endedProcess(try .current())
    try RecordCoding.encode(StoreWriters.Content(identity: ended))
      .write(to: store.writerFile(file.lastPathComponent))
  }

  private func append(
    _ record: RunRecord, _ sequence: Int, to name: String, _ store: StudyStore
  ) throws {
    try FileManager.default.createDirectory(
      at: store.journalsFolder, withIntermediateDirectories: true)
    let file = store.journalsFolder.appending(path: name)
    let known = (try? Data(contentsOf: file)) ?? JournalFormat.header
    try (known + JournalFormat.line(record, sequence: sequence)).write(to: file)
  }
}
