// One run as the store knows it: its records, its manifest, its files.

import Foundation
import Records

/// One run as the store knows it.
struct StoredRun {
  let store: StudyStore
  /// The study's name.
  let study: String
  let runID: String
  /// Every ended attempt at it, in the order of the journal.
  let attempts: [RunRecord]
  /// What it was and what it depended on; nil for a run without a result.
  let manifest: Manifest?

  /// - Throws: `StorageError` if its manifest cannot be read.
  init(_ runID: String, study: String, _ store: StudyStore) throws {
    (self.store, self.study, self.runID) = (store, study, runID)
    attempts = try store.records().filter { $0.runID == runID }
    let hasResult = attempts.contains { $0.outcome.isResult }
    manifest = hasResult ? try store.runFolder(runID).manifest() : nil
  }

  /// Its result, or the last failure.
  var record: RunRecord? { attempts.last { $0.outcome.isResult } ?? attempts.last }

  /// Its files that are there, with their sizes in bytes.
  var files: [StoredFile] {
    let folder = store.runFolder(runID)
    return [folder.runFile, folder.manifestFile, folder.logFile, store.checkpointFile(runID)]
      .compactMap { StoredFile($0) }
  }
}

/// A file with its size.
struct StoredFile: Encodable {
  let path: String
  let sizeBytes: Int

  /// Nil where there is no such file.
  init?(_ file: URL) {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: file.path(percentEncoded: false))
    guard let size = attributes?[.size] as? Int else { return nil }
    (path, sizeBytes) = (file.relativePath, size)
  }
}

/// Looks for runs in a folder of results.
struct RunFinder {
  /// The folder that holds a folder a study.
  let results: String
  /// The only study to look in; nil for all.
  var study: String?

  /// The run that a text means: an identity, the beginning of one that no other run has, or the path of a run's folder.
  ///
  /// - Throws: `RunNotFound`, or `StorageError` where a journal cannot be read.
  func run(_ text: String) throws -> StoredRun {
    if text.contains("/") { return try run(atPath: text) }
    let found = try identities.filter { $0.runID.hasPrefix(text) }
    let exact = found.filter { $0.runID == text }
    let candidates = exact.isEmpty ? found : exact
    guard let only = candidates.first, candidates.count == 1 else {
      throw RunNotFound(text, results: results, candidates: candidates)
    }
    return try StoredRun(only.runID, study: only.study, store(only.study))
  }

  private func run(atPath path: String) throws -> StoredRun {
    let folder = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    let studyFolder = folder.deletingLastPathComponent().deletingLastPathComponent()
    let store = try StudyStore(
      results: studyFolder.deletingLastPathComponent(), study: studyFolder.lastPathComponent)
    let run = try StoredRun(
      folder.lastPathComponent, study: studyFolder.lastPathComponent, store)
    guard !run.attempts.isEmpty else { throw RunNotFound(path, results: nil, candidates: []) }
    return run
  }

  /// Every run of which an attempt ended, by study and identity.
  var identities: [RunIdentity] {
    get throws {
      try studies.flatMap { study in
        Set(try store(study).records().map(\.runID)).sorted().map {
          RunIdentity(study: study, runID: $0)
        }
      }
    }
  }

  /// The studies with a journal, sorted.
  private var studies: [String] {
    if let study { return [study] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: results)) ?? []
    return names.sorted().filter { name in
      guard let store = try? store(name) else { return false }
      return FileManager.default.fileExists(
        atPath: store.journalFile.path(percentEncoded: false))
    }
  }

  private func store(_ study: String) throws -> StudyStore {
    try StudyStore(results: URL(filePath: results), study: study)
  }
}

/// A run by its study and identity.
struct RunIdentity: Hashable {
  let study: String
  let runID: String
}

/// A text that means no run, or more than one.
struct RunNotFound: Error, CustomStringConvertible {
  let description: String

  init(_ text: String, results: String?, candidates: [RunIdentity]) {
    guard let results else {
      description =
        "\(text): holds no run of a study; expected a folder such as results/STUDY/runs/RUN"
      return
    }
    guard !candidates.isEmpty else {
      description =
        "no run in \(results) begins with '\(text)'; 'revisit plan FILE --json' lists a study's, and "
        + "--results names another folder of results"
      return
    }
    let lines = candidates.prefix(8).map { "\n  \($0.runID) of \($0.study)" }.joined()
    let more = candidates.count > 8 ? "\n  ... and \(candidates.count - 8) more" : ""
    description =
      "'\(text)' means \(candidates.count) runs; give more of its identity, or --study:" + lines
      + more
  }
}
