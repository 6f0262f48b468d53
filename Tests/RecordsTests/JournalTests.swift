import Foundation
import Testing

@testable import Records

@Suite struct JournalTests {
  @Test func `an opened journal goes on behind its last whole record`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "journal")
      try append([record()], to: url)
      let whole = try Data(contentsOf: url)
      try (whole + Data("412 9f86".utf8)).write(to: url)
      #expect(try Journal.records(at: url) == [record()])
      try append([record("b-0")], to: url)
      #expect(try Journal.records(at: url) == [record(), record("b-0")])
    }
  }

  @Test func `reading does not cut the record that is being written`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "journal")
      try append([record()], to: url)
      let torn = try Data(contentsOf: url) + Data("412 9f86".utf8)
      try torn.write(to: url)
      _ = try Journal.records(at: url)
      #expect(try Data(contentsOf: url) == torn)
    }
  }

  @Test func `a journal that is not there holds nothing`() throws {
    let records = try withFolder { try Journal.records(at: $0.appending(path: "journal")) }
    #expect(records == [])
  }

  @Test func `each record is written and synced before append returns`() throws {
    try withFolder { folder in
      let counter = StepCounter()
      var (journal, _) = try Journal.open(folder.appending(path: "journal"), counter.disk)
      #expect(
        counter.take() == [
          .write("journal.new"), .sync("journal.new"), .move("journal.new", to: "journal"),
          .sync(folder.lastPathComponent),
        ])
      try journal.append(record())
      #expect(counter.take() == [.write("journal"), .sync("journal")])
    }
  }

  @Test func `a full disk acknowledges nothing and says what to do`() throws {
    let full = URL(filePath: "/dev/full")
    let handle = try FileHandle(forWritingTo: full)
    var journal = Journal(url: full, handle: handle, disk: Disk())
    let error = #expect(throws: StorageError.self) { try journal.append(record()) }
    #expect(
      error?.description
        == "/dev/full: the disk is full; nothing unfinished was acknowledged: free space and give "
        + "the same command again")
  }

  @Test func `after a failed write nothing follows the torn record`() throws {
    try withFolder { folder in
      let url = folder.appending(path: "journal")
      let counter = StepCounter(crashAt: 5)
      var (journal, _) = try Journal.open(url, counter.disk)
      #expect(throws: StorageError.self) { try journal.append(record()) }
      let error = #expect(throws: StorageError.self) { try journal.append(record("b-0")) }
      #expect(error?.problem == "an earlier record could not be written; open the study again")
    }
  }

  private func append(_ records: [RunRecord], to url: URL) throws {
    var (journal, _) = try Journal.open(url, Disk())
    for record in records { try journal.append(record) }
  }
}
