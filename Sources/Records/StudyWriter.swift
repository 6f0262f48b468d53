// A writer of a study: claims runs, acknowledges results, mends what a crash left.
//
// Several may write at once, on one machine or on several that share a file system: each claims the
// runs that it does (RunClaims) and has a journal of its own (Journal). A result is acknowledged in
// this order, and a crash between any two steps loses nothing that was: its files are synced, its
// folder gets its final name, that name is synced, the journal has it and is synced. The name is
// given once, since a folder is never renamed over another: of two attempts, wherever they run, one
// is acknowledged. A folder with its final name and no record was finished in every respect but the
// last; it is taken into the journal if its digests hold, because repeating a run can cost a day and
// the digests prove as much as the record would. If they do not hold it was never acknowledged and goes.

import Foundation

/// One attempt at a run, with a number that fences later writes of earlier ones.
public struct RunAttempt: Hashable, Sendable {
  /// Identity of the run.
  public let runID: String
  /// From 1.
  public let number: Int
  /// Where its worker writes.
  public let folder: RunFolder
}

/// A result that is not what its worker said.
public struct ResultRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String
}

/// An attempt at a run that another writer does, or has done: what it gave is not wanted, and it has not failed.
public struct AttemptOvertaken: Error, Hashable, Sendable, CustomStringConvertible {
  /// Folder of the attempt.
  public let path: String
  /// Its number.
  public let number: Int

  /// Which attempt, and what became of it.
  public var description: String {
    "\(path): attempt \(number) was overtaken by a later one; it is void"
  }
}

/// The right to claim runs of a study and to acknowledge their results, given back with its owner.
public struct StudyWriter: ~Copyable {
  /// What has been acknowledged.
  public private(set) var history: RunHistory
  let store: StudyStore
  let claims: RunClaims
  private var reader: JournalReader
  private var journal: Journal
  private var tickets: [String: RunClaims.Ticket] = [:]
  /// Journals of writers that had ended when this one began.
  private let earlierJournals: Set<String>

  static func open(_ store: StudyStore) throws -> StudyWriter {
    let identity = try ProcessIdentity.current()
    let name = WriterName(identity)
    try store.disk.createFolder(store.folder)
    try StoreFormat.prepare(store, name)
    for folder in [
      store.runsFolder, store.attemptsFolder, store.journalsFolder, store.claimsFolder,
      store.writersFolder,
    ] {
      try store.disk.createFolder(folder, at: .writerFolders)
    }
    var reader = JournalReader(store)
    let claims = RunClaims(store: store, writers: try StoreWriters(store, name, identity))
    try claims.writers.forgetEnded()
    _ = try reader.readOn()
    let earlier = reader.journals.subtracting(try store.writersFolder.names())
    var writer = StudyWriter(
      store: store, claims: claims, reader: reader, earlierJournals: earlier)
    try writer.mend()
    return writer
  }

  private init(
    store: StudyStore, claims: RunClaims, reader: JournalReader, earlierJournals: Set<String>
  ) {
    self.earlierJournals = earlierJournals
    self.store = store
    self.claims = claims
    self.reader = reader
    history = RunHistory(reader.records)
    journal = Journal(
      url: store.journalsFolder.appending(path: claims.writers.name), disk: store.disk)
  }

  /// A process that ends without this holds nothing either.
  deinit {
    for (runID, ticket) in tickets { try? claims.release(ticket, runID) }
  }

  /// Reads what other writers acknowledged since.
  ///
  /// - Throws: `StorageError` if a journal is damaged.
  public mutating func refresh() throws {
    for record in try reader.readOn() { history.add(record) }
  }

  /// Every ended attempt that was read from a journal since this was asked last, at first all there are; those that this
  /// writer recorded itself are left out.
  public mutating func takeNews() -> [RunRecord] { reader.takeNews() }

  /// Failed attempts at a run, in order: of this writer and of those that were at work at any time since it began, not of earlier ones.
  public func failures(of runID: String) -> [RunRecord] {
    reader.failures(
      of: runID, upTo: history.lastAttempt(at: runID), without: earlierJournals)
  }

  /// What other writers have under way.
  public var workElsewhere: WorkElsewhere { claims.workElsewhere }

  /// Claims a run and begins the next attempt at it: an empty folder; what earlier attempts left is removed.
  ///
  /// - Parameters:
  ///   - runID: The run.
  ///   - coreSeconds: What it is expected to take, for others to know.
  ///   - isGivenUp: Whether it is not to be tried again after the failures that `failures(of:)` tells.
  /// - Returns: The attempt; nil if the run is done, which `history` then says, if it is given up, or if another writer that
  ///   lives holds it.
  /// - Throws: `StorageError` if the disk is full.
  public mutating func claim(
    _ runID: String, coreSeconds: Double? = nil,
    unless isGivenUp: ([RunRecord]) -> Bool = { _ in false }
  ) throws -> RunAttempt? {
    guard StudyStore.isName(runID) else {
      throw StorageError(store.runsFolder, "'\(runID)' cannot name a run")
    }
    if history.results[runID] != nil || isGivenUp(failures(of: runID)) { return nil }
    let least = history.lastAttempt(at: runID) + 1
    guard let ticket = try claims.take(runID, least: least, coreSeconds: coreSeconds) else {
      try refresh()
      return nil
    }
    tickets[runID] = ticket
    guard try !settle(runID) else { return nil }
    // A greater number than asked for: others tried it since.
    if ticket.number > least { try refresh() }
    guard !isGivenUp(failures(of: runID)) else {
      try giveBack(runID)
      return nil
    }
    for number in 1...ticket.number {
      try store.disk.sweep(store.attemptFolder(runID, number).url, at: .attemptFolder)
    }
    let folder = store.attemptFolder(runID, ticket.number)
    try store.disk.makeFolder(folder.url, at: .attemptFolder)
    return RunAttempt(runID: runID, number: ticket.number, folder: folder)
  }

  /// Whether nobody took the run over since.
  public func holds(_ attempt: RunAttempt) -> Bool {
    guard let ticket = tickets[attempt.runID], ticket.number == attempt.number else { return false }
    return (try? claims.isHeld(ticket, attempt.runID)) ?? false
  }

  /// Acknowledges the result of an attempt: when this returns, no crash can lose it.
  ///
  /// - Throws: `ResultRefused` if its files are not whole or not those of the record; `AttemptOvertaken` if
  ///   another writer does or did the run; `StorageError` if the disk is full.
  public mutating func publish(_ attempt: RunAttempt, _ record: RunRecord) throws {
    try fence(attempt, record)
    do {
      try verify(attempt.folder, record)
      try attempt.folder.sync(store.disk)
      try store.disk.move(
        attempt.folder.url, to: store.runFolder(attempt.runID).url, at: .resultName)
    } catch  where !holds(attempt) || store.runFolder(attempt.runID).exists {
      throw overtaken(attempt)
    }
    try store.disk.sync(store.runsFolder, at: .runsFolderSync)
    try add(record)
    try forget(attempt.runID)
  }

  /// Records that an attempt failed; its folder stays, with its log, until the next attempt.
  ///
  /// - Throws: `AttemptOvertaken` if another writer does or did the run; `StorageError` if the disk is full.
  public mutating func recordFailure(_ attempt: RunAttempt, _ record: RunRecord) throws {
    try fence(attempt, record)
    try add(record)
    try giveBack(attempt.runID)
  }

  /// Lets others claim a run that was begun and has not failed.
  ///
  /// - Throws: `StorageError` if that cannot be written.
  public mutating func release(_ attempt: RunAttempt) throws {
    guard holds(attempt) else { return }
    try store.disk.sweep(attempt.folder.url, at: .claimRelease)
    try giveBack(attempt.runID)
  }

  // MARK: - Guards

  /// Refuses what comes from an attempt that was overtaken.
  private func fence(_ attempt: RunAttempt, _ record: RunRecord) throws {
    guard holds(attempt) else { throw overtaken(attempt) }
    guard record.runID == attempt.runID, record.attempt == attempt.number else {
      throw ResultRefused(
        description:
          "the record is of attempt \(record.attempt) at \(record.runID); expected attempt "
          + "\(attempt.number) at \(attempt.runID)")
    }
  }

  private func overtaken(_ attempt: RunAttempt) -> AttemptOvertaken {
    AttemptOvertaken(path: attempt.folder.url.systemPath, number: attempt.number)
  }

  private func verify(_ folder: RunFolder, _ record: RunRecord) throws {
    let written: RunRecord
    do {
      written = try folder.verifiedRecord()
    } catch let error as StorageError {
      throw ResultRefused(description: "\(error)")
    }
    // Compared as text, because a metric that is not a number equals nothing.
    guard try RecordCoding.encode(written) == RecordCoding.encode(record) else {
      throw ResultRefused(
        description:
          "\(folder.manifestFile.systemPath): holds another record than the worker reported")
    }
  }

  private mutating func add(_ record: RunRecord) throws {
    let sequence = reader.nextSequence
    try journal.append(record, sequence: sequence)
    reader.add(record, sequence: sequence, journal: claims.writers.name)
    history.add(record)
  }

  private mutating func giveBack(_ runID: String) throws {
    guard let ticket = tickets.removeValue(forKey: runID) else { return }
    try claims.release(ticket, runID)
  }

  /// Removes what a run that is done no longer needs; what stays is removed when the study is opened again.
  private mutating func forget(_ runID: String) throws {
    tickets[runID] = nil
    try store.disk.sweep(store.checkpointFile(runID), at: .checkpointRemoval)
    try claims.remove(runID)
  }

  // MARK: - Recovery

  /// Takes in a claimed run that has its final name, or removes what has that name wrongly.
  ///
  /// - Returns: Whether the run is done.
  private mutating func settle(_ runID: String) throws -> Bool {
    let folder = store.runFolder(runID)
    guard folder.exists else { return false }
    try refresh()
    if history.results[runID] == nil {
      guard let record = try? folder.verifiedRecord(), record.runID == runID,
        record.outcome.isResult
      else {
        try removeBroken(folder)
        return false
      }
      try store.disk.sync(store.runsFolder, at: .runsFolderSync)
      try add(record)
    }
    try forget(runID)
    return true
  }

  /// Renames before it removes, so that a result which appeared just now is seen and put back.
  private func removeBroken(_ folder: RunFolder) throws {
    let name = folder.url.lastPathComponent
    let aside = RunFolder(store.attemptsFolder.appending(path: "\(name)-0"))
    try store.disk.remove(aside.url, at: .attemptFolder)
    try store.disk.move(folder.url, to: aside.url, at: .attemptFolder)
    guard (try? aside.verifiedRecord()) != nil else {
      return try store.disk.remove(aside.url, at: .attemptFolder)
    }
    try store.disk.move(aside.url, to: folder.url, at: .attemptFolder)
  }

  /// Takes in runs that have their final name but no record, and removes what nobody needs any more.
  private mutating func mend() throws {
    for runID in try store.runsFolder.names()
    where StudyStore.isName(runID) && history.results[runID] == nil {
      let least = history.lastAttempt(at: runID) + 1
      guard let ticket = try claims.take(runID, least: least) else { continue }
      tickets[runID] = ticket
      if try !settle(runID) { try giveBack(runID) }
    }
    for remain in try store.remains(history, isHeld: claims.isHeld) {
      try store.disk.sweep(remain, at: .claimRemoval)
    }
  }
}
