// Files that replace an older one: whole at every moment, whatever ends the process or the machine.

import Foundation
import Glibc

extension HDF5File {
  /// Writes a file that takes the place of the one at `path`, if there is one.
  ///
  /// In this order: what `body` writes reaches the disk as `draft`, `draft` gets the name `path`, the name
  /// reaches the disk. So a crash leaves the old file or the new one.
  ///
  /// - Parameters:
  ///   - path: Where it goes; its folder is made if it is missing.
  ///   - draft: Where it is written first, on the same file system; what is there is overwritten.
  ///   - body: Writes the content.
  /// - Throws: What `body` throws, or `HDF5Error` if the file cannot be written; then the old one is untouched.
  public static func replace(
    _ path: String, draft: String, _ body: (borrowing HDF5File) throws -> Void
  ) throws {
    let file = try HDF5File(creating: draft)
    try body(file)
    try file.close()
    try sync(draft)
    let folder = URL(filePath: path).deletingLastPathComponent()
    if !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try sync(folder.deletingLastPathComponent().path(percentEncoded: false))
    }
    guard unsafe rename(draft, path) == 0 else {
      throw HDF5Place(file: path).error(
        "cannot be replaced by \(draft); check that both are on one file system and can be written")
    }
    try sync(folder.path(percentEncoded: false))
  }

  /// Returns when a file's content, or a folder's list of names, is on the disk.
  private static func sync(_ path: String) throws(HDF5Error) {
    do {
      let handle = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? handle.close() }
      try handle.synchronize()
    } catch {
      throw HDF5Place(file: path).error("cannot be brought to the disk: \(error)")
    }
  }
}
