// Tables as they would be written now, for files that were written some time ago.

import Analysis
import Datasets
import Foundation
import Records
import Reports
import Studies

/// What can be said today of a recorded table.
enum PresentTable {
  /// It was evaluated anew.
  case evaluated(TableCells)
  /// There is no store, and the study as it stands makes no table of what is committed of its runs.
  case summaries(RunFacts)
  /// Nothing, for this reason.
  case unknown(String)
}

/// Evaluates recorded tables anew, each specification and each study once.
///
/// This is the seam to what knows results: a table of published values is evaluated from its specification, a study's
/// through its store where there is one, else from the summaries that are committed.
struct FreshTables {
  /// The folder of results that was named.
  let results: URL
  /// The records that will be asked for.
  private var expected: Set<URL> = []
  private var specified: [URL: Result<PaperTables, any Error>] = [:]
  private var studies: [URL: Result<[String: TableCells], any Error>] = [:]

  init(results: URL) { self.results = results }

  /// Says which records will be asked for, so that tables of published values are evaluated together.
  mutating func expect(_ records: [URL]) {
    expected.formUnion(records.filter(TableFinder.exists).map(\.standardizedFileURL))
  }

  /// A recorded table as it is now.
  mutating func present(_ found: FoundTable) -> PresentTable {
    do {
      guard let study = found.cells.study else { return try specified(found) }
      return try reported(study, found)
    } catch {
      return .unknown("\(error)")
    }
  }

  // MARK: - Published values

  private mutating func specified(_ found: FoundTable) throws -> PresentTable {
    let folder = found.folder.standardizedFileURL
    if specified[folder] == nil {
      let root = folder.deletingLastPathComponent()
      let beside = root.appending(path: "reference")
      let reference = TableFinder.exists(beside) ? beside : try ReferenceOptions.found()
      let folders = Set(expected.map { $0.deletingLastPathComponent() } + [folder])
        .filter { $0.deletingLastPathComponent() == root && specified[$0] == nil }
      let names = Set(
        expected.filter { folders.contains($0.deletingLastPathComponent()) }
          .map { String($0.lastPathComponent.dropLast(TableCells.fileEnding.count)) })
      // Where one of them is specified no more, each is judged by itself.
      if let all = try? PaperTables(names.sorted(), reference: reference) {
        for folder in folders { specified[folder] = .success(all) }
      } else {
        specified[folder] = Result { try PaperTables([found.cells.name], reference: reference) }
      }
    }
    guard let cells = try specified[folder]?.get().record(found.cells.name) else {
      return .unknown("no specification makes table '\(found.cells.name)' any more")
    }
    return .evaluated(cells)
  }

  // MARK: - Studies

  private mutating func reported(
    _ study: RecordedStudy, _ found: FoundTable
  ) throws -> PresentTable {
    let folders = resultFolders(found)
    let stores = try folders.map { try StudyStore(results: $0, study: study.name) }
    if let store = stores.first(where: \.exists) {
      guard let cells = try evaluated(study, store, found) else {
        return .unknown("study '\(study.name)' has no table '\(found.cells.name)' any more")
      }
      return .evaluated(cells)
    }
    for (folder, store) in zip(folders, stores) {
      guard let facts = RunFacts(besideStudy: study.name, in: folder) else { continue }
      // Summaries of a study that has changed since make no table, and still tell which runs are other ones.
      do {
        guard let cells = try evaluated(study, store, found) else {
          return .unknown("study '\(study.name)' has no table '\(found.cells.name)' any more")
        }
        return .evaluated(cells)
      } catch is SummaryError {
        return .summaries(facts)
      }
    }
    return .unknown("no results of study '\(study.name)' are here")
  }

  /// The record of a table as its study gives it now; nil where the study has no such table.
  private mutating func evaluated(
    _ study: RecordedStudy, _ store: StudyStore, _ found: FoundTable
  ) throws -> TableCells? {
    let folder = store.folder.standardizedFileURL
    if studies[folder] == nil { studies[folder] = Result { try evaluate(study, store, found) } }
    return try studies[folder]?.get()[found.cells.name]
  }

  /// Where results may be: as named, beside the folder of tables, or that which the tables lie in.
  private func resultFolders(_ found: FoundTable) -> [URL] {
    // ROOT/paper-tables/STUDY/tables, or RESULTS/STUDY/tables.
    let above = found.folder.standardizedFileURL.deletingLastPathComponent()
      .deletingLastPathComponent()
    let root = above.deletingLastPathComponent()
    return above.lastPathComponent == "paper-tables"
      ? [root.appending(path: "results"), root, results] : [above, results]
  }

  private func evaluate(
    _ recorded: RecordedStudy, _ store: StudyStore, _ found: FoundTable
  ) throws -> [String: TableCells] {
    let places = [URL(filePath: ".", directoryHint: .isDirectory)] + ancestors(of: found.folder)
    let files = places.map { URL(filePath: recorded.file, relativeTo: $0) }
    guard let file = files.first(where: TableFinder.exists) else {
      throw PaperTableError("\(recorded.file): no such study file here or above the table")
    }
    let location = DataLocation(root: nil)
    let study = try Study(
      file: file.path(percentEncoded: false), subset: recorded.subset,
      cost: { try costOfNetwork($0, at: location) },
      trainingMemory: { try trainingMemory($0, at: location) })
    let results = try StudyResults(study, store, at: location)
    let report = try StudyReport(results, store, file: recorded.file)
    return Dictionary(report.records.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func ancestors(of folder: URL) -> [URL] {
    (1...4).reduce(into: [folder.standardizedFileURL]) { folders, _ in
      folders.append(folders[folders.count - 1].deletingLastPathComponent())
    }
  }
}
