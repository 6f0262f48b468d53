import Foundation
import Records
import Testing

/// What `revisit selftest --crash` does without processes; the kills are tested with the command.
@Suite(.timeLimit(.minutes(10))) struct StoreSelfTestTests {
  @Test func `a disk that fails at any write loses nothing that was acknowledged`() throws {
    try withFolder { folder in
      let rows = StoreSelfTest(in: folder).faults()
      #expect(rows.compactMap(\.fault) == [])
      #expect(
        rows.map(\.title) == [
          "disk full (ENOSPC)", "disk broken (EIO)", "folder not writable (EACCES)",
          "call interrupted (EINTR)", "short writes", "short write, then disk full",
        ])
    }
  }

  /// Seen red with no lease held, with the start of a process not compared, and with a beat from the future taken for
  /// a young one.
  @Test func `leases of all kinds are taken over if their holder ended, and only then`() throws {
    try withFolder { folder in
      let rows = StoreSelfTest(in: folder).leases()
      #expect(rows.compactMap(\.fault) == [])
      #expect(rows.count == 9)
    }
  }

  @Test func `every write of the store is a place to stop at`() throws {
    try withFolder { folder in
      let stops = try StoreSelfTest(in: folder).stops()
      #expect(Set(stops.map(\.boundary)) == Set(StoreBoundary.allCases))
      #expect(stops.allSatisfy { SelfTestStop($0.description) == $0 })
      #expect(Set(stops.filter(\.isWithin).map(\.boundary)).contains(.recordWrite))
    }
  }
}
