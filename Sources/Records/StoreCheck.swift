// A look at everything in a store: version, journals, files of results, claims, what was left behind.
//
// It writes nothing. Whether a writer elsewhere lives can only be told by writing (StoreWriters), so
// here such a one counts as living.

import Foundation

struct StoreCheck {
  private let store: StudyStore
  private var report = StoreReport()
  private var history = RunHistory()

  init(_ store: StudyStore) { self.store = store }

  consuming func run() -> StoreReport {
    do {
      report.formatVersion = try StoreFormat.version(of: store.journalFile)
      if report.formatVersion == StoreFormat.first { noteFirstVersion() }
      try checkJournals()
      try checkResults()
      try checkOrphans()
      try checkClaims()
      try checkWriters()
      try checkRemains()
    } catch {
      report.findings.append(Self.finding(of: error, in: store))
    }
    let order = StoreFinding.Kind.allCases
    report.findings.sort {
      (order.firstIndex(of: $0.kind) ?? 0, $0.path) < (order.firstIndex(of: $1.kind) ?? 0, $1.path)
    }
    return report
  }

  private mutating func add(
    _ kind: StoreFinding.Kind, _ url: URL, _ problem: String, _ mend: String
  ) {
    report.findings.append(
      StoreFinding(kind: kind, path: store.relativePath(url), problem: problem, mend: mend))
  }

  private static func finding(of error: any Error, in store: StudyStore) -> StoreFinding {
    let storage = error as? StorageError
    return StoreFinding(
      kind: .damage, path: storage.map { store.relativePath(URL(filePath: $0.path)) } ?? ".",
      problem: storage?.problem ?? "\(error)", mend: "mend this first, then check again")
  }

  private mutating func noteFirstVersion() {
    add(
      .note, store.journalFile, "is of version 1",
      "nothing to do: the next run renames it to "
        + "journals/\(StoreFormat.firstJournal), and reads it from there")
  }

  // MARK: - Journals

  /// Each by itself, so that a damaged one hides nothing of the others.
  private mutating func checkJournals() throws {
    var files = try store.journalsFolder.names().filter { !$0.hasPrefix(".") }
      .map { store.journalsFolder.appending(path: $0) }
    if report.formatVersion == StoreFormat.first { files = [store.journalFile] }
    var results: [String: Set<Int>] = [:]
    for file in files {
      report.journals += 1
      guard let content = journal(file) else { continue }
      for record in content.records {
        history.add(record)
        if record.outcome.isResult { results[record.runID, default: []].insert(record.attempt) }
      }
    }
    for (runID, attempts) in results.sorted(by: { $0.key < $1.key }) where attempts.count > 1 {
      let list = attempts.sorted().map(String.init).joined(separator: " and ")
      add(
        .damage, store.runFolder(runID).url,
        "attempts \(list) both count as its result; expected one",
        "keep the line of the attempt that manifest.json names, and delete the other from "
          + "its journal")
    }
    report.results = history.results.count
    report.failures = history.failures.count
  }

  private mutating func journal(_ file: URL) -> JournalFormat.Content? {
    do {
      let bytes = try storing(file) { try Data(contentsOf: file) }
      let content = try JournalFormat.content(bytes, file)
      if content.wholeBytes < bytes.count {
        add(
          .note, file,
          "\(bytes.count - content.wholeBytes) bytes follow its last whole record, as a kill leaves "
            + "them or a record that is being written", "nothing to do: they are never read")
      }
      return content
    } catch {
      report.findings.append(Self.finding(of: error, in: store))
      return nil
    }
  }

  // MARK: - Results

  private mutating func checkResults() throws {
    for (runID, record) in history.results.sorted(by: { $0.key < $1.key }) {
      let folder = store.runFolder(runID)
      let again =
        "restore it from a copy, or delete the line of attempt \(record.attempt) at "
        + "\(runID) from its journal: the run is then done again"
      guard folder.exists else {
        add(.damage, folder.url, "is missing, though its result is acknowledged", again)
        continue
      }
      do {
        let written = try folder.verifiedRecord()
        report.verifiedFiles += 1
        guard try RecordCoding.encode(written) != RecordCoding.encode(record) else { continue }
        add(.damage, folder.manifestFile, "holds another record than the journal", again)
      } catch {
        let finding = Self.finding(of: error, in: store)
        report.findings.append(
          StoreFinding(
            kind: .damage, path: finding.path, problem: finding.problem,
            mend: again + "; delete its folder too"))
      }
    }
  }

  /// Folders with a final name and no record.
  private mutating func checkOrphans() throws {
    for runID in try store.runsFolder.names()
    where StudyStore.isName(runID) && history.results[runID] == nil {
      let folder = store.runFolder(runID)
      if let record = try? folder.verifiedRecord(), record.runID == runID {
        add(
          .note, folder.url, "is whole, but was not acknowledged before its runner ended",
          "nothing to do: the next run takes it in")
      } else {
        add(
          .note, folder.url, "is neither whole nor acknowledged",
          "nothing to do: the next run removes it and does the run again")
      }
    }
  }

  // MARK: - Claims and writers

  private mutating func checkClaims() throws {
    for runID in try store.claimsFolder.names() where history.results[runID] == nil {
      let folder = store.claimFolder(runID)
      let names = try folder.names()
      guard let newest = RunClaims.newest(names), !names.contains("\(newest).released") else {
        continue
      }
      let file = folder.appending(path: "\(newest)")
      guard let content = RunClaims.content(store, runID, newest) else {
        add(
          .note, file, "does not say who holds the run, so nobody does",
          "nothing to do: the next run takes it over")
        continue
      }
      let holder = Self.words(content.holder)
      switch try content.holder.state {
      case .running: break
      case .ended:
        add(
          .note, file, "attempt \(newest) was held by \(holder), which ended",
          "nothing to do: the next run takes it over at once")
      case .unknown:
        add(
          .note, file, "attempt \(newest) is held by \(holder), which cannot be asked from here",
          "nothing to do: the run is taken over once that writer was silent for "
            + "\(Int(store.rules.expirySeconds)) seconds")
      }
    }
  }

  private mutating func checkWriters() throws {
    for name in try store.writersFolder.names() where !name.hasPrefix(".") {
      let file = store.writerFile(name)
      guard let content = StoreWriters.content(store, name) else {
        add(.remains, file, "does not say which process it is", Self.removal)
        continue
      }
      if try content.identity.state == .ended {
        add(.remains, file, "is of \(Self.words(content.identity)), which ended", Self.removal)
      } else {
        report.writers += 1
      }
    }
  }

  private static func words(_ identity: ProcessIdentity) -> String {
    "process \(identity.processID) of \(identity.hostName ?? "this machine")"
  }

  private static let removal = "'revisit check --repair' removes it, and so does the next run"

  private mutating func checkRemains() throws {
    let remains = try store.remains(history) { runID, number in
      guard let holder = RunClaims.content(store, runID, number)?.holder else { return false }
      return (try? holder.state) != .ended
    }
    for url in remains {
      add(.remains, url, "is of an attempt that ended, or of a run that is done", Self.removal)
    }
    for url in try store.drafts() {
      add(
        .remains, url, "was being written when its process ended, or is being written now",
        "'revisit check --repair' removes it")
    }
  }
}

extension StudyStore {
  /// Looks at everything in the store: version, journals, digests of all files, claims, what was left behind.
  public func check() -> StoreReport { StoreCheck(self).run() }

  /// Removes what processes that were killed left, and nothing else.
  ///
  /// - Returns: What it found before.
  /// - Throws: `StorageError` if a writer is at work, since then drafts are not remains.
  public func repair() throws -> StoreReport {
    let report = check()
    guard report.writers == 0 else {
      throw StorageError(
        folder, "\(report.writers) of its writers may be at work; wait until they end, or stop them"
      )
    }
    for finding in report.findings where finding.kind == .remains {
      try disk.remove(folder.appending(path: finding.path), at: .claimRemoval)
    }
    return report
  }

  /// Files that have not got their names.
  func drafts() throws -> [URL] {
    try [folder, journalsFolder, writersFolder].flatMap { folder in
      try folder.names().filter { WriterName.writer(ofDraft: $0) != nil }
        .map { folder.appending(path: $0) }
    }
  }

  func relativePath(_ url: URL) -> String {
    let (whole, start) = (url.systemPath, folder.systemPath)
    guard whole.hasPrefix(start), whole != start else { return "." }
    return String(whole.dropFirst(start.count))
  }
}
