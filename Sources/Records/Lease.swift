// The right to write a study, held by one process at a time.
//
// A lease is a numbered file that names its holder; the highest number counts. To take it is to
// create the next number, which succeeds once: the file is linked into place with its content, so
// it is never seen half-written. Numbers only rise and the highest file is never removed, so one who
// looked too early is found out by looking again. A holder that ended, or another boot of the
// machine, holds nothing: recovery needs no manual step. Nothing here locks a file or waits.
// Writers must see each other's processes: one machine, one process namespace.

package import Foundation

/// A study that another process is writing.
public struct StudyBusyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Folder of the study.
  public let path: String
  /// Number of the process that writes it.
  public let processID: Int32

  /// Which process, and what to do.
  public var description: String {
    "\(path): process \(processID) is running this study; wait until it ends, or stop it"
  }
}

/// The held right to write a study, given back with its owner.
package struct Lease: ~Copyable {
  private let folder: URL
  private let number: Int
  private let disk: Disk

  /// What a lease file holds: nobody, after a release.
  private struct Content: Codable {
    var holder: ProcessIdentity?
  }

  /// Takes the lease in `folder` if its holder ended.
  ///
  /// - Throws: `StudyBusyError` if its holder runs.
  package static func take(in folder: URL, _ disk: Disk = Disk()) throws -> Lease {
    let holder = try ProcessIdentity.current()
    try disk.createFolder(folder)
    while true {
      let number = try newest(in: folder)
      if let current = content(folder, number)?.holder, current.isAlive {
        throw StudyBusyError(
          path: folder.deletingLastPathComponent().systemPath, processID: current.processID)
      }
      guard try create(number + 1, Content(holder: holder), in: folder, disk) else { continue }
      guard try newest(in: folder) == number + 1 else { continue }
      removeOlder(than: number, in: folder)
      return Lease(folder: folder, number: number + 1, disk: disk)
    }
  }

  /// Whether nobody took the lease since.
  package var isHeld: Bool {
    get throws { try Self.newest(in: folder) == number }
  }

  /// Says that nobody holds it; a process that ends without this holds nothing either.
  deinit { _ = try? Self.create(number + 1, Content(holder: nil), in: folder, disk) }

  // MARK: - Files

  private static func file(_ folder: URL, _ number: Int) -> URL {
    folder.appending(path: "\(number)")
  }

  private static func newest(in folder: URL) throws -> Int {
    let names = try storing(folder) {
      try FileManager.default.contentsOfDirectory(atPath: folder.systemPath)
    }
    return names.compactMap { Int($0) }.max() ?? 0
  }

  /// Nil also where the file was replaced by a newer one in between; then creating the next fails.
  private static func content(_ folder: URL, _ number: Int) -> Content? {
    guard let bytes = try? Data(contentsOf: file(folder, number)) else { return nil }
    return try? RecordCoding.decode(Content.self, from: bytes)
  }

  /// Creates the file of a number; false if it is there already.
  private static func create(
    _ number: Int, _ content: Content, in folder: URL, _ disk: Disk
  ) throws -> Bool {
    let draft = folder.appending(path: ".\(number)-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: draft) }
    try disk.write(try RecordCoding.encode(content), to: draft)
    do {
      try FileManager.default.linkItem(at: draft, to: file(folder, number))
      return true
    } catch let error as CocoaError where error.code == .fileWriteFileExists {
      return false
    } catch {
      throw StorageError(folder, error)
    }
  }

  /// Removes the files before the one that was taken over; that one may still be being read.
  private static func removeOlder(than number: Int, in folder: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.systemPath)) ?? []
    for older in names.compactMap({ Int($0) }) where older < number {
      try? FileManager.default.removeItem(at: file(folder, older))
    }
  }
}
