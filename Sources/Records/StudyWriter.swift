// The one writer of a study: begins attempts, acknowledges results, mends what a crash left.
//
// A result is acknowledged in this order, and a crash between any two steps loses nothing that was:
// its files are synced, its folder gets its final name, that name is synced, the journal has it and
// is synced. A folder with its final name and no record was finished in every respect but the last;
// it is taken into the journal if its digests hold, because repeating a run can cost a day and the
// digests prove as much as the record would. If they do not hold it was never acknowledged and goes.

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

/// The right to write a study, given back with its owner.
public struct StudyWriter: ~Copyable {
  /// What has been acknowledged.
  public private(set) var history: RunHistory
  private let store: StudyStore
  private let lease: Lease
  private var journal: Journal

  static func open(_ store: StudyStore) throws -> StudyWriter {
    try store.disk.createFolder(store.folder)
    let lease = try Lease.take(in: store.leaseFolder, store.disk)
    let (journal, records) = try Journal.open(store.journalFile, store.disk)
    try store.disk.createFolder(store.runsFolder)
    try store.disk.createFolder(store.attemptsFolder)
    var writer = StudyWriter(
      history: RunHistory(records), store: store, lease: lease, journal: journal)
    try writer.adoptFinishedRuns()
    for runID in writer.history.results.keys { writer.removeCheckpoint(of: runID) }
    return writer
  }

  private init(
    history: RunHistory, store: StudyStore, lease: consuming Lease, journal: Journal
  ) {
    self.history = history
    self.store = store
    self.lease = lease
    self.journal = journal
  }

  /// Begins the next attempt at a run: an empty folder; what earlier attempts left is removed.
  ///
  /// - Throws: `StorageError` if the run is done already or the disk is full.
  public func beginAttempt(at runID: String) throws -> RunAttempt {
    let target = store.runFolder(runID)
    guard StudyStore.isName(runID) else {
      throw StorageError(store.runsFolder, "'\(runID)' cannot name a run")
    }
    guard history.results[runID] == nil else {
      throw StorageError(target.url, "this run is done; results are never overwritten")
    }
    let leftovers = try leftoverAttempts(at: runID)
    let number = max(history.lastAttempt(at: runID), leftovers.max() ?? 0) + 1
    for leftover in leftovers { try store.attemptFolder(runID, leftover).remove() }
    let folder = store.attemptFolder(runID, number)
    try store.disk.createFolder(folder.url)
    return RunAttempt(runID: runID, number: number, folder: folder)
  }

  /// Acknowledges the result of an attempt: when this returns, no crash can lose it.
  ///
  /// - Throws: `ResultRefused` if its files are not whole or not those of the record; `StorageError` if
  ///   the attempt is not the latest or the disk is full.
  public mutating func commit(_ attempt: RunAttempt, _ record: RunRecord) throws {
    try fence(attempt, record)
    try verify(attempt.folder, record)
    try attempt.folder.sync(store.disk)
    try store.disk.move(attempt.folder.url, to: store.runFolder(attempt.runID).url)
    try store.disk.sync(store.runsFolder)
    try add(record)
    removeCheckpoint(of: attempt.runID)
  }

  /// Records that an attempt failed; its folder stays, with its log, until the next attempt.
  ///
  /// - Throws: `StorageError` if the attempt is not the latest or the disk is full.
  public mutating func recordFailure(_ attempt: RunAttempt, _ record: RunRecord) throws {
    try fence(attempt, record)
    try add(record)
  }

  // MARK: - Guards

  /// Refuses what comes from an attempt that was overtaken, and from a writer that was.
  private func fence(_ attempt: RunAttempt, _ record: RunRecord) throws {
    guard try lease.isHeld else {
      throw StorageError(
        store.folder, "another process took this study over; nothing more is written here")
    }
    guard record.runID == attempt.runID, record.attempt == attempt.number else {
      throw ResultRefused(
        description:
          "the record is of attempt \(record.attempt) at \(record.runID); expected attempt "
          + "\(attempt.number) at \(attempt.runID)")
    }
    let latest = max(
      history.lastAttempt(at: attempt.runID) + 1, try leftoverAttempts(at: attempt.runID).max() ?? 0
    )
    guard attempt.number == latest else {
      throw StorageError(
        attempt.folder.url, "attempt \(attempt.number) was overtaken by a later one; it is void")
    }
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

  /// Removes what a run that is done would go on from; one that stays is removed when the study is opened again.
  private func removeCheckpoint(of runID: String) {
    try? FileManager.default.removeItem(at: store.checkpointFile(runID))
  }

  private mutating func add(_ record: RunRecord) throws {
    try journal.append(record)
    history.add(record)
  }

  private func leftoverAttempts(at runID: String) throws -> [Int] {
    try names(in: store.attemptsFolder).compactMap { name in
      let prefix = runID + "-"
      guard name.hasPrefix(prefix) else { return nil }
      return Int(name.dropFirst(prefix.count))
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try storing(folder) { try FileManager.default.contentsOfDirectory(atPath: folder.systemPath) }
      .sorted()
  }

  // MARK: - Recovery

  /// Takes in runs that have their final name but no record.
  private mutating func adoptFinishedRuns() throws {
    for runID in try names(in: store.runsFolder)
    where StudyStore.isName(runID) && history.results[runID] == nil {
      let folder = store.runFolder(runID)
      if let record = try? folder.verifiedRecord(), record.runID == runID, record.outcome.isResult {
        try store.disk.sync(store.runsFolder)
        try add(record)
      } else {
        try folder.remove()
      }
    }
  }
}
