// Runs that are in the store and no longer in the study.

import Configuration
import Records
import Studies

/// A point with runs in the store that the study does not ask for.
struct RetiredPoint: Encodable {
  let id: String
  /// Its runs, sorted.
  let runs: [String]
  /// How many of them have a result.
  let done: Int
  /// Settings with a value that no point of the study has, and that value; empty where only the combination is new.
  let otherSettings: [String: String]
}

/// Finds what a study retired.
struct RetiredRuns {
  let points: [RetiredPoint]

  /// The runs of a history that neither a study nor one of its subsets has.
  ///
  /// - Parameters:
  ///   - unknown: Identities of runs in the store that the planned part of the study does not have.
  ///   - history: What ended.
  ///   - store: Where it is.
  ///   - parts: The study and its subsets; asked for only where there are unknown runs.
  /// - Throws: What `parts` throws.
  init(
    _ unknown: Set<String>, _ history: RunHistory, _ store: StudyStore, parts: () throws -> [Study]
  ) throws {
    guard !unknown.isEmpty else {
      points = []
      return
    }
    let studies = try parts()
    let wanted = Set(studies.flatMap { $0.runs.map(\.runID) })
    let retired = unknown.subtracting(wanted).sorted()
    let values = Self.values(of: studies)
    let byPoint = Dictionary(grouping: retired) { runID in
      (history.results[runID] ?? history.failures[runID])?.pointID ?? runID
    }
    points = byPoint.sorted { $0.key < $1.key }.map { id, runs in
      let done = runs.filter { history.results[$0] != nil }
      let manifest = done.first.flatMap { try? store.runFolder($0).manifest() }
      let others = (manifest?.settings ?? [:]).filter { path, value in
        values[path]?.contains(value) != true
      }
      return RetiredPoint(id: id, runs: runs, done: done.count, otherSettings: others)
    }
  }

  /// The values that each setting has at the points of some studies.
  private static func values(of studies: [Study]) -> [String: Set<String>] {
    var values: [String: Set<String>] = [:]
    for point in studies.lazy.flatMap(\.points) {
      for (path, value) in point.configuration.settings {
        values[path, default: []].insert(value.canonicalText)
      }
    }
    return values
  }
}
