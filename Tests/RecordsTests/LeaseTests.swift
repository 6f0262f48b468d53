import Dispatch
import Foundation
import Records
import Synchronization
import Testing

@Suite struct LeaseTests {
  @Test func `a living holder is named`() throws {
    try withFolder { folder in
      let lease = try Lease.take(in: folder.appending(path: "lease"))
      let error = #expect(throws: StudyBusyError.self) {
        _ = try Lease.take(in: folder.appending(path: "lease"))
      }
      let id = ProcessInfo.processInfo.processIdentifier
      #expect(
        error?.description
          == "\(folder.systemPath)/: process \(id) is running this study; wait until it ends, or stop it"
      )
      let isHeld = try lease.isHeld
      #expect(isHeld)
    }
  }

  @Test func `a lease that was given back is free`() throws {
    try withFolder { folder in
      do { _ = try Lease.take(in: folder) }
      let lease = try Lease.take(in: folder)
      let isHeld = try lease.isHeld
      #expect(isHeld)
    }
  }

  static let dead: [@Sendable (ProcessIdentity) -> ProcessIdentity] = [
    { ProcessIdentity(bootID: "b", processID: $0.processID, startTicks: $0.startTicks) },
    { ProcessIdentity(bootID: $0.bootID, processID: .max, startTicks: $0.startTicks) },
    { ProcessIdentity(bootID: $0.bootID, processID: $0.processID, startTicks: 1) },
  ]

  @Test(arguments: ["another boot", "no such process", "another process of that number"].indices)
  func `a holder that ended is replaced without any manual step`(index: Int) throws {
    try withFolder { folder in
      try hold(folder, 7, try Self.dead[index](ProcessIdentity.current()))
      let lease = try Lease.take(in: folder)
      let isHeld = try lease.isHeld
      #expect(isHeld)
    }
  }

  @Test func `a lease file without content holds nothing`() throws {
    try withFolder { folder in
      try Data().write(to: folder.appending(path: "1"))
      let lease = try Lease.take(in: folder)
      let isHeld = try lease.isHeld
      #expect(isHeld)
    }
  }

  @Test func `a holder that was replaced finds out`() throws {
    try withFolder { folder in
      let lease = try Lease.take(in: folder)
      try hold(folder, 9, try ProcessIdentity.current())
      let isHeld = try lease.isHeld
      #expect(!isHeld)
    }
  }

  @Test func `of many takers at once exactly one holds the lease`() throws {
    for _ in 0..<20 {
      try withFolder { folder in
        try hold(folder, 3, try Self.dead[0](ProcessIdentity.current()))
        let race = Race()
        DispatchQueue.concurrentPerform(iterations: 8) { _ in race.run(folder) }
        #expect(race.winners.withLock { $0 } == 1)
      }
    }
  }

  @Test func `one who looked before others came and went does not hold the lease`() throws {
    try withFolder { folder in
      let current = try ProcessIdentity.current()
      let disk = Disk { step in
        guard case .write(let name) = step, name.hasPrefix(".1-") else { return }
        try self.hold(folder, 5, current)
      }
      #expect(throws: StudyBusyError.self) { _ = try Lease.take(in: folder, disk) }
    }
  }

  @Test func `files of earlier holders do not pile up`() throws {
    try withFolder { folder in
      for _ in 0..<5 { _ = try Lease.take(in: folder) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.systemPath).count <= 3)
    }
  }

  private func hold(_ folder: URL, _ number: Int, _ holder: ProcessIdentity) throws {
    let bytes = try JSONEncoder().encode(["holder": holder])
    try bytes.write(to: folder.appending(path: "\(number)"))
  }
}

/// Takers that keep what they took until all have tried.
private final class Race: Sendable {
  let winners = Mutex(0)
  private let tried = Mutex(0)
  private let allTried = DispatchSemaphore(value: 0)

  func run(_ folder: URL) {
    let lease = try? Lease.take(in: folder)
    if lease != nil { winners.withLock { $0 += 1 } }
    arrive()
    if lease != nil { allTried.wait() }
  }

  private func arrive() {
    let isLast = tried.withLock { tried in
      tried += 1
      return tried == 8
    }
    if isLast { for _ in 0..<8 { allTried.signal() } }
  }
}
