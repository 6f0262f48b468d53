import Foundation
import Testing

@testable import Records

@Suite struct JournalTests {
  /// The order of syncs was seen red with either sync of `append` or `create` taken out.
  @Test func `each record is written and synced before append returns`() throws {
    try withFolder { folder in
      let counter = StepCounter()
      var journal = Journal(url: folder.appending(path: "here-1"), disk: counter.disk)
      try journal.append(record(), sequence: 1)
      #expect(
        counter.take() == [
          .write(".here-1"), .sync(".here-1"), .move(".here-1", to: "here-1"),
          .sync(folder.lastPathComponent), .write("here-1"), .sync("here-1"),
        ])
      try journal.append(record("b-0"), sequence: 2)
      #expect(counter.take() == [.write("here-1"), .sync("here-1")])
    }
  }

  @Test func `a full disk acknowledges nothing and says what to do`() throws {
    let full = URL(filePath: "/dev/full")
    let handle = try FileHandle(forWritingTo: full)
    var journal = Journal(url: full, handle: handle, disk: Disk())
    let error = #expect(throws: StorageError.self) { try journal.append(record(), sequence: 1) }
    #expect(
      error?.description
        == "/dev/full: the disk is full; nothing unfinished was acknowledged: free space and give "
        + "the same command again")
  }

  /// Seen red with the guard on `isBroken` taken out: the second record followed the torn one.
  @Test func `after a failed write nothing follows the torn record`() throws {
    try withFolder { folder in
      let counter = StepCounter(crashAt: 5)
      var journal = Journal(url: folder.appending(path: "here-1"), disk: counter.disk)
      #expect(throws: StorageError.self) { try journal.append(record(), sequence: 1) }
      let error = #expect(throws: StorageError.self) {
        try journal.append(record("b-0"), sequence: 2)
      }
      #expect(error?.problem == "an earlier record could not be written; open the study again")
    }
  }
}
