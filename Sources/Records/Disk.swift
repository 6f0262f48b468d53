// The few operations that make a result durable, each of which a test can stop, fail or cut short.

package import Foundation

/// One call of the system, named by the last part of its path.
package enum DiskCall: Hashable, Sendable {
  /// A folder is made.
  case make(String)
  /// A file gets its content.
  case write(String)
  /// A file or folder reaches the disk.
  case sync(String)
  /// A file or folder gets its final name.
  case move(String, to: String)
  /// A file gets a second name, unless that is taken.
  case link(String)
  /// What lies behind the whole records goes.
  case cut(String)
  /// A file or folder goes.
  case remove(String)
}

/// A call before which a crash must leave the store in order.
package struct DiskStep: Hashable, Sendable {
  /// Which of the store's writes it belongs to.
  package let boundary: StoreBoundary
  /// What is done.
  package let call: DiskCall
}

/// What a call is to do.
package enum DiskAnswer: Hashable, Sendable {
  /// All of it.
  case all
  /// A write takes so many bytes and no more.
  case part(Int)
}

/// Writes, syncs, renames and removes; nothing else in the store touches what a crash could harm.
package struct Disk: Sendable {
  private let answer: @Sendable (DiskStep) throws -> DiskAnswer

  /// A disk that hands each step to `before` first, which may end the process or throw an error of the system.
  package init(before: @escaping @Sendable (DiskStep) throws -> Void = { _ in }) {
    answer = { step in
      try before(step)
      return .all
    }
  }

  /// A disk that asks `answer` before each step.
  package static func answering(
    _ answer: @escaping @Sendable (DiskStep) throws -> DiskAnswer
  ) -> Disk { Disk(answer: answer) }

  private init(answer: @escaping @Sendable (DiskStep) throws -> DiskAnswer) {
    self.answer = answer
  }

  /// Makes a folder and those above it, and syncs the folder that holds it.
  func createFolder(_ url: URL, at boundary: StoreBoundary = .studyFolder) throws {
    try makeFolder(url, at: boundary)
    try sync(url.deletingLastPathComponent(), at: boundary)
  }

  /// Makes a folder that a crash of the machine may lose.
  func makeFolder(_ url: URL, at boundary: StoreBoundary) throws {
    do {
      try perform(.make(url.lastPathComponent), boundary) {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      }
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      throw StorageError(
        url, "is a file; expected a folder: move it away or choose another results folder")
    } catch {
      throw StorageError(url, error)
    }
  }

  /// Gives a new file its content; the file may be torn until it is synced.
  func write(_ bytes: Data, to url: URL, at boundary: StoreBoundary) throws {
    try storing(url) {
      try Data().write(to: url)
      let handle = try FileHandle(forWritingTo: url)
      defer { try? handle.close() }
      try write(bytes, handle, url, boundary)
    }
  }

  /// Adds to an open file, and returns when that is on the disk.
  func append(_ bytes: Data, to handle: FileHandle, _ url: URL) throws {
    try storing(url) {
      try write(bytes, handle, url, .recordWrite)
      try perform(.sync(url.lastPathComponent), .recordSync) { try handle.synchronize() }
    }
  }

  /// Returns when a file's content, or a folder's list of names, is on the disk.
  func sync(_ url: URL, at boundary: StoreBoundary) throws {
    try storing(url) {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      try perform(.sync(url.lastPathComponent), boundary) { try handle.synchronize() }
    }
  }

  /// Renames, never over something.
  func move(_ source: URL, to target: URL, at boundary: StoreBoundary) throws {
    try storing(target) {
      let step = DiskCall.move(source.lastPathComponent, to: target.lastPathComponent)
      try perform(step, boundary) { try FileManager.default.moveItem(at: source, to: target) }
    }
  }

  /// Gives a file a second name; false if that is taken.
  func link(_ source: URL, to target: URL, at boundary: StoreBoundary) throws -> Bool {
    do {
      try perform(.link(target.lastPathComponent), boundary) {
        try FileManager.default.linkItem(at: source, to: target)
      }
      return true
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      return false
    } catch {
      throw StorageError(target, error)
    }
  }

  /// Cuts a file.
  func cut(_ url: URL, toBytes count: Int, at boundary: StoreBoundary) throws {
    try storing(url) {
      let handle = try FileHandle(forWritingTo: url)
      defer { try? handle.close() }
      try perform(.cut(url.lastPathComponent), boundary) {
        try handle.truncate(atOffset: UInt64(count))
      }
    }
  }

  /// Removes a file, or a folder with all in it; what is not there is removed already.
  func remove(_ url: URL, at boundary: StoreBoundary) throws {
    guard FileManager.default.fileExists(atPath: url.systemPath) else { return }
    try storing(url) {
      try perform(.remove(url.lastPathComponent), boundary) {
        do {
          try FileManager.default.removeItem(at: url)
        } catch let error as CocoaError where error.code == .fileNoSuchFile {}
      }
    }
  }

  /// Removes what nobody needs; where others are at it, it stays until the study is opened again.
  func sweep(_ url: URL, at boundary: StoreBoundary) throws {
    do {
      try remove(url, at: boundary)
    } catch let error as StorageError where error.isGone || error.isInUse {}
  }

  // MARK: - Calls

  private func write(
    _ bytes: Data, _ handle: FileHandle, _ url: URL, _ boundary: StoreBoundary
  ) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      rest = try uninterrupted {
        let step = DiskStep(boundary: boundary, call: .write(url.lastPathComponent))
        let piece =
          switch try answer(step) {
          case .all: rest
          case .part(let count): rest.prefix(max(1, count))
          }
        try handle.write(contentsOf: piece)
        return rest.dropFirst(piece.count)
      }
    }
  }

  private func perform(
    _ call: DiskCall, _ boundary: StoreBoundary, _ body: () throws -> Void
  ) throws {
    try uninterrupted {
      _ = try answer(DiskStep(boundary: boundary, call: call))
      try body()
    }
  }

  /// Does again what a signal interrupted: fsync and rename may end so on a network file system.
  private func uninterrupted<Value>(_ body: () throws -> Value) throws -> Value {
    while true {
      do { return try body() } catch  where StorageError.systemCode(error) == .EINTR {}
    }
  }
}

extension URL {
  /// The path as the system takes it: a space is a space.
  package var systemPath: String { path(percentEncoded: false) }

  /// The names in a folder, sorted; none if there is no such folder.
  func names() throws -> [String] {
    do {
      return try storing(self) {
        try FileManager.default.contentsOfDirectory(atPath: systemPath)
      }
      .sorted()
    } catch let error as StorageError where error.isGone {
      return []
    }
  }
}
