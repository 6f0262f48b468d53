// The journal of one writer: the append-only list of the runs that ended under it.
//
// Nobody else appends to it, so that no record can follow a torn one and no two writers, on one
// machine or on two, need to agree on anything. Made with its first record.

package import Foundation

/// The journal of this writer.
package struct Journal {
  private let url: URL
  private let disk: Disk
  private var handle: FileHandle?
  private var isBroken = false

  /// The journal that will be at `url`, or that goes by `handle`.
  package init(url: URL, handle: FileHandle? = nil, disk: Disk) {
    self.url = url
    self.handle = handle
    self.disk = disk
  }

  /// Adds a record; when this returns, it is on the disk.
  ///
  /// After a failure nothing more is accepted, since nothing may follow a torn record.
  ///
  /// - Throws: `StorageError` if it is not on the disk.
  package mutating func append(_ record: RunRecord, sequence: Int) throws {
    guard !isBroken else {
      throw StorageError(url, "an earlier record could not be written; open the study again")
    }
    isBroken = true
    let handle = try openHandle()
    try disk.append(try JournalFormat.line(record, sequence: sequence), to: handle, url)
    isBroken = false
  }

  private mutating func openHandle() throws -> FileHandle {
    if let handle { return handle }
    try create()
    let opened = try storing(url) {
      let handle = try FileHandle(forWritingTo: url)
      try handle.seekToEnd()
      return handle
    }
    handle = opened
    return opened
  }

  /// The header is on the disk before the file gets its name, so no crash leaves half of it.
  private func create() throws {
    let folder = url.deletingLastPathComponent()
    let draft = folder.appending(path: ".\(url.lastPathComponent)")
    defer { try? FileManager.default.removeItem(at: draft) }
    try disk.write(JournalFormat.header, to: draft, at: .journalDraft)
    try disk.sync(draft, at: .journalSync)
    try disk.move(draft, to: url, at: .journalName)
    try disk.sync(folder, at: .journalFolderSync)
  }
}
