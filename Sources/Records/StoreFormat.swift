// The version of a store, and how one of version 1 becomes one of version 2.
//
// Version 1 had one journal, `journal`, one writer and a lease for the whole study in `lease/`.
// Version 2 has a journal for each writer in `journals/` and claims single runs. `journal` tells the
// version: a program that knows version 1 alone refuses it by its first line. The journal of
// version 1 is not rewritten: it is renamed to `journals/version-1` and read from there.

import Foundation

/// A study that a program of the store's first version is writing.
public struct StudyBusyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Folder of the study.
  public let path: String
  /// Number of the process that writes it.
  public let processID: Int32

  /// Which process, and what to do.
  public var description: String {
    "\(path): process \(processID), of an older version, is running this study; wait until it "
      + "ends, or stop it"
  }
}

enum StoreFormat {
  static let first = 1
  static let current = 2
  /// Name of the journal that version 1 left.
  static let firstJournal = "version-1"
  private static let line = "revisit store \(current)"
  private static let text = Data("\(line)\nIts records are in journals/.\n".utf8)

  /// The version of the store whose file `journal` is at `url`; nil if there is none yet.
  ///
  /// - Throws: `StorageError` for another version.
  static func version(of url: URL) throws -> Int? {
    guard FileManager.default.fileExists(atPath: url.systemPath) else { return nil }
    let head = try storing(url) {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      return try handle.read(upToCount: 40) ?? Data()
    }
    if head.starts(with: JournalFormat.firstHeader) { return first }
    let found = String(decoding: head.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard found == line else {
      throw StorageError(
        url,
        "begins with '\(found)'; expected '\(line)' or an older version: use the "
          + "version that wrote it, or a newer one")
    }
    return current
  }

  /// Makes a store of the current version, or one of version 1 into one.
  ///
  /// - Throws: `StudyBusyError` if a program of version 1 is writing; `StorageError` for a newer version.
  static func prepare(_ store: StudyStore, _ writer: WriterName) throws {
    let version = try version(of: store.journalFile)
    if version == current { return }
    if version == first { try moveFirstJournal(store) }
    let draft = store.folder.appending(path: writer.draft)
    defer { try? FileManager.default.removeItem(at: draft) }
    try store.disk.write(text, to: draft, at: .formatDraft)
    try store.disk.sync(draft, at: .formatSync)
    // Another writer may have been faster.
    _ = try store.disk.link(draft, to: store.journalFile, at: .formatName)
    try store.disk.sync(store.folder, at: .formatFolderSync)
  }

  private static func moveFirstJournal(_ store: StudyStore) throws {
    if let holder = firstLeaseHolder(store), holder.isAlive {
      throw StudyBusyError(path: store.folder.systemPath, processID: holder.processID)
    }
    try store.disk.createFolder(store.journalsFolder, at: .firstFolder)
    try store.disk.move(
      store.journalFile, to: store.journalsFolder.appending(path: firstJournal), at: .firstName)
    try store.disk.sync(store.journalsFolder, at: .firstSync)
    try store.disk.remove(store.firstLeaseFolder, at: .firstLease)
  }

  /// The lease of version 1 with the highest number counts; it may name nobody.
  private static func firstLeaseHolder(_ store: StudyStore) -> ProcessIdentity? {
    struct FirstLease: Codable {
      var holder: ProcessIdentity?
    }
    let numbers = (try? store.firstLeaseFolder.names()) ?? []
    guard let newest = numbers.compactMap({ Int($0) }).max(),
      let bytes = try? Data(contentsOf: store.firstLeaseFolder.appending(path: "\(newest)"))
    else { return nil }
    return (try? RecordCoding.decode(FirstLease.self, from: bytes))?.holder
  }
}
