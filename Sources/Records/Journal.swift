// The journal: the append-only list of ended runs, and the system of record.

package import Foundation

/// The journal open for appending.
package struct Journal {
  private let url: URL
  private let handle: FileHandle
  private let disk: Disk
  private var isBroken = false

  /// The records of the journal at `url`; none if there is none.
  ///
  /// A record that is being written at this moment is left out.
  static func records(at url: URL) throws -> [RunRecord] {
    guard FileManager.default.fileExists(atPath: url.systemPath) else { return [] }
    return try JournalFormat.content(try storing(url) { try Data(contentsOf: url) }, url).records
  }

  /// Opens the journal at `url`, made if there is none, and cuts a torn tail.
  ///
  /// - Returns: The journal and the records in it.
  static func open(_ url: URL, _ disk: Disk) throws -> (Journal, [RunRecord]) {
    if !FileManager.default.fileExists(atPath: url.systemPath) { try create(url, disk) }
    let content = try JournalFormat.content(try storing(url) { try Data(contentsOf: url) }, url)
    let handle = try storing(url) {
      let handle = try FileHandle(forWritingTo: url)
      try handle.truncate(atOffset: UInt64(content.wholeBytes))
      return handle
    }
    return (Journal(url: url, handle: handle, disk: disk), content.records)
  }

  package init(url: URL, handle: FileHandle, disk: Disk) {
    self.url = url
    self.handle = handle
    self.disk = disk
  }

  /// Adds a record; when this returns, it is on the disk.
  ///
  /// After a failure nothing more is accepted: what reached the file is cut when it is opened again.
  ///
  /// - Throws: `StorageError` if it is not on the disk.
  package mutating func append(_ record: RunRecord) throws {
    guard !isBroken else {
      throw StorageError(url, "an earlier record could not be written; open the study again")
    }
    isBroken = true
    try disk.append(try JournalFormat.line(record), to: handle, url)
    isBroken = false
  }

  /// The header is on the disk before the file gets its name, so no crash leaves half of it.
  private static func create(_ url: URL, _ disk: Disk) throws {
    let draft = url.appendingPathExtension("new")
    try disk.write(JournalFormat.header, to: draft)
    try disk.sync(draft)
    try disk.move(draft, to: url)
    try disk.sync(url.deletingLastPathComponent())
  }
}
