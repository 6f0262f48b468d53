import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Records

@Suite struct RunClaimsTests {
  /// Seen red with `isHeld` always false: the second writer took the run.
  @Test func `a run that a living writer holds is not to be had, another run is`() throws {
    try withStore { store in
      var one = try store.openForWriting()
      var two = try store.openForWriting()
      let first = try begin("a-0", &one)
      let again = try two.claim("a-0")
      #expect(again == nil)
      #expect(try begin("b-0", &two).number == 1)
      let isHeld = one.holds(first)
      #expect(isHeld)
    }
  }

  @Test func `a run that was given back, or whose writer ended, is free with the next number`()
    throws
  {
    try withStore { store in
      var one = try store.openForWriting()
      try one.release(try begin("a-0", &one))
      try {
        var two = try store.openForWriting()
        #expect(try begin("a-0", &two).number == 2)
      }()
      #expect(try begin("a-0", &one).number == 3)
    }
  }

  @Test func `what another writer did is done for all`() throws {
    try withStore { store in
      var one = try store.openForWriting()
      var two = try store.openForWriting()
      try complete("a-0", &one)
      let again = try two.claim("a-0")
      #expect(again == nil)
      let results = two.history.results
      #expect(results["a-0"] == record())
    }
  }

  @Test func `of many writers at once exactly one gets a run`() throws {
    for _ in 0..<10 {
      try withStore { store in
        _ = try store.openForWriting()
        let race = Race()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in race.run(store) }
        #expect(race.winners.withLock { $0 } == 1)
      }
    }
  }

  @Test func `one who looked before others came and went does not hold the run`() throws {
    try withFolder { folder in
      let plain = try StudyStore(results: folder, study: "study")
      let disk = Disk { step in
        guard step.boundary == .claimLink else { return }
        let file = plain.claimFolder("a-0").appending(path: "5")
        try Data("{}".utf8).write(to: file)
      }
      var writer = try StudyStore(results: folder, study: "study", disk: disk).openForWriting()
      let attempt = try writer.claim("a-0")
      #expect(attempt == nil)
    }
  }

  @Test func `a claim whose answer the file server lost is held all the same`() throws {
    try withFolder { folder in
      let plain = try StudyStore(results: folder, study: "study")
      let disk = Disk { step in
        guard step.boundary == .claimLink else { return }
        let claims = plain.claimFolder("a-0")
        let names = try FileManager.default.contentsOfDirectory(atPath: claims.systemPath)
        let draft = try #require(names.first { $0.hasPrefix(".") })
        try FileManager.default.linkItem(
          at: claims.appending(path: draft), to: claims.appending(path: "1"))
      }
      var writer = try StudyStore(results: folder, study: "study", disk: disk).openForWriting()
      #expect(try begin("a-0", &writer).number == 1)
    }
  }

  @Test func `files of earlier claims do not pile up, nor do those of runs that are done`() throws {
    try withStore { store in
      var writer = try store.openForWriting()
      for _ in 0..<5 { try writer.release(try begin("a-0", &writer)) }
      #expect(try store.claimFolder("a-0").names().count <= 4)
      try complete("a-0", &writer)
      #expect(!store.isThere("claims/a-0"))
    }
  }

  @Test func `a writer that ended leaves no file`() throws {
    try withStore { store in
      try {
        var writer = try store.openForWriting()
        _ = try begin("a-0", &writer)
        #expect(try store.writersFolder.names().count == 1)
      }()
      #expect(try store.writersFolder.names() == [])
    }
  }
}

/// Writers that keep what they claimed until all have tried.
private final class Race: Sendable {
  let winners = Mutex(0)
  private let tried = Mutex(0)
  private let allTried = DispatchSemaphore(value: 0)

  func run(_ store: StudyStore) {
    guard var writer = try? store.openForWriting() else { return arrive() }
    let attempt = try? writer.claim("a-0")
    if attempt != nil { winners.withLock { $0 += 1 } }
    arrive()
    if attempt != nil { allTried.wait() }
  }

  private func arrive() {
    let isLast = tried.withLock { tried in
      tried += 1
      return tried == 8
    }
    if isLast { for _ in 0..<8 { allTried.signal() } }
  }
}
