// The few operations that make a result durable, each of which a test can stop at.

package import Foundation

/// A step after which a crash must leave the store in order.
package enum DiskStep: Hashable, Sendable {
  /// A file gets its content.
  case write(String)
  /// A file or folder reaches the disk.
  case sync(String)
  /// A file or folder gets its final name.
  case move(String, to: String)
}

/// Writes, syncs and renames; nothing else in the store touches what a crash could harm.
package struct Disk: Sendable {
  private let before: @Sendable (DiskStep) throws -> Void

  /// A disk that hands each step, named by the last part of its path, to `before` first.
  package init(before: @escaping @Sendable (DiskStep) throws -> Void = { _ in }) {
    self.before = before
  }

  /// Makes a folder and those above it, and syncs the folder that holds it.
  func createFolder(_ url: URL) throws {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      throw StorageError(
        url, "is a file; expected a folder: move it away or choose another results folder")
    } catch {
      throw StorageError(url, error)
    }
    try sync(url.deletingLastPathComponent())
  }

  /// Gives a new file its content; the file may be torn until it is synced.
  func write(_ bytes: Data, to url: URL) throws {
    try storing(url) {
      try before(.write(url.lastPathComponent))
      try bytes.write(to: url)
    }
  }

  /// Adds to an open file.
  func append(_ bytes: Data, to handle: FileHandle, _ url: URL) throws {
    try storing(url) {
      try before(.write(url.lastPathComponent))
      try handle.write(contentsOf: bytes)
      try before(.sync(url.lastPathComponent))
      try handle.synchronize()
    }
  }

  /// Returns when a file's content, or a folder's list of names, is on the disk.
  func sync(_ url: URL) throws {
    try storing(url) {
      try before(.sync(url.lastPathComponent))
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      try handle.synchronize()
    }
  }

  /// Renames, never over something.
  func move(_ source: URL, to target: URL) throws {
    try storing(target) {
      try before(.move(source.lastPathComponent, to: target.lastPathComponent))
      try FileManager.default.moveItem(at: source, to: target)
    }
  }
}

extension URL {
  /// The path as the system takes it: a space is a space.
  package var systemPath: String { path(percentEncoded: false) }
}
