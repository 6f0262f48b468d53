// All journals of a study as one list.
//
// A record counts once for each run and attempt, whoever wrote it, and the order of the list is that
// of the records' numbers, then of the journals' names: it depends on no clock and not on the order
// in which a folder lists its files.

import Foundation

/// What the journals of a study say, and how far each was read.
struct JournalReader: Sendable {
  private let journalFile: URL
  private let journalsFolder: URL
  private var positions: [String: JournalFormat.Position] = [:]
  private var entries: [Key: Placed] = [:]
  /// A number greater than those of all records that were read.
  private(set) var nextSequence = 1
  private var news: [RunRecord] = []

  private struct Key: Hashable {
    let runID: String
    let attempt: Int
  }

  private struct Placed {
    let sequence: Int
    let journal: String
    let record: RunRecord

    /// Whether this record stands for its attempt rather than `other`, whichever was read first.
    func precedes(_ other: Placed) -> Bool {
      let isResult = record.outcome.isResult
      if isResult != other.record.outcome.isResult { return isResult }
      return (sequence, journal) < (other.sequence, other.journal)
    }
  }

  init(_ store: StudyStore) {
    journalFile = store.journalFile
    journalsFolder = store.journalsFolder
  }

  /// Every ended attempt, in order.
  var records: [RunRecord] {
    entries.values.sorted { ($0.sequence, $0.journal) < ($1.sequence, $1.journal) }.map(\.record)
  }

  /// Reads what was added since; a record that is being written at this moment is left out.
  ///
  /// - Returns: The new records.
  /// - Throws: `StorageError` if a journal is damaged or of another version.
  mutating func readOn() throws -> [RunRecord] {
    let isFirst = try StoreFormat.version(of: journalFile) == StoreFormat.first
    let first = isFirst ? try readFirstVersion(journalFile) : []
    return first
      + (try journalsFolder.names().filter { !$0.hasPrefix(".") }.flatMap { try read($0) })
  }

  /// Counts a record that this process wrote itself; it is no news.
  mutating func add(_ record: RunRecord, sequence: Int, journal: String) {
    let count = news.count
    _ = add(JournalFormat.Entry(sequence: sequence, record: record), journal)
    news.removeSubrange(count...)
  }

  /// The records of attempts that were read since this was asked last.
  mutating func takeNews() -> [RunRecord] {
    defer { news = [] }
    return news
  }

  /// The journals that were read.
  var journals: Set<String> { Set(positions.keys) }

  /// Failed attempts at a run up to some number, in order, without those of some journals.
  func failures(of runID: String, upTo last: Int, without earlier: Set<String>) -> [RunRecord] {
    (1..<last + 1).compactMap { entries[Key(runID: runID, attempt: $0)] }
      .filter { !$0.record.outcome.isResult && !earlier.contains($0.journal) }.map(\.record)
  }

  private mutating func readFirstVersion(_ url: URL) throws -> [RunRecord] {
    let content = try JournalFormat.content(try storing(url) { try Data(contentsOf: url) }, url)
    return content.entries.compactMap { add($0, StoreFormat.firstJournal) }
  }

  private mutating func read(_ name: String) throws -> [RunRecord] {
    let url = journalsFolder.appending(path: name)
    let position = positions[name] ?? JournalFormat.Position()
    let bytes = try storing(url) {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      guard try handle.seekToEnd() > position.bytes else { return Data() }
      try handle.seek(toOffset: UInt64(position.bytes))
      return try handle.readToEnd() ?? Data()
    }
    guard !bytes.isEmpty else { return [] }
    let content =
      position.bytes == 0
      ? try JournalFormat.content(bytes, url)
      : try JournalFormat.content(bytes, after: position, url)
    positions[name] = JournalFormat.Position(
      bytes: content.wholeBytes, records: position.records + content.entries.count)
    return content.entries.compactMap { add($0, name) }
  }

  private mutating func add(_ entry: JournalFormat.Entry, _ journal: String) -> RunRecord? {
    nextSequence = max(nextSequence, entry.sequence + 1)
    let key = Key(runID: entry.record.runID, attempt: entry.record.attempt)
    let placed = Placed(sequence: entry.sequence, journal: journal, record: entry.record)
    if let known = entries[key], !placed.precedes(known) { return nil }
    if entries[key] == nil { news.append(entry.record) }
    entries[key] = placed
    return entry.record
  }
}
