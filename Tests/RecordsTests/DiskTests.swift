import Foundation
import Synchronization
import Testing

@testable import Records

@Suite struct DiskTests {
  @Test(arguments: [1, 3, 100])
  func `a short write goes on until all is written`(count: Int) throws {
    try withFolder { folder in
      let file = folder.appending(path: "file")
      let bytes = Data("some bytes of a record".utf8)
      try Disk.answering { _ in .part(count) }.write(bytes, to: file, at: .recordWrite)
      #expect(try Data(contentsOf: file) == bytes)
    }
  }

  /// Seen red with `uninterrupted` taken out.
  @Test func `a call that a signal interrupts is made again`() throws {
    try withFolder { folder in
      let calls = Mutex(0)
      let disk = Disk { _ in
        let number = calls.withLock { calls in
          calls += 1
          return calls
        }
        if number % 2 == 1 { throw POSIXError(.EINTR) }
      }
      let file = folder.appending(path: "file")
      try disk.write(Data("bytes".utf8), to: file, at: .recordWrite)
      try disk.sync(file, at: .recordSync)
      try disk.move(file, to: folder.appending(path: "moved"), at: .resultName)
      #expect(calls.withLock { $0 } == 6)
    }
  }

  @Test func `a folder that holds something is never replaced`() throws {
    try withFolder { folder in
      for name in ["one", "two"] {
        try Disk().createFolder(folder.appending(path: name))
        try Data(name.utf8).write(to: folder.appending(path: "\(name)/file"))
      }
      let two = folder.appending(path: "two")
      #expect(throws: StorageError.self) {
        try Disk().move(folder.appending(path: "one"), to: two, at: .resultName)
      }
      #expect(try String(contentsOf: two.appending(path: "file"), encoding: .utf8) == "two")
    }
  }

  @Test func `a name that is taken is not linked again`() throws {
    try withFolder { folder in
      let (one, two) = (folder.appending(path: "one"), folder.appending(path: "two"))
      try Data("one".utf8).write(to: one)
      #expect(try Disk().link(one, to: two, at: .claimLink))
      #expect(try !Disk().link(one, to: two, at: .claimLink))
    }
  }
}
