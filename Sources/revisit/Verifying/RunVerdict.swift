// What the repetition of a run shows: the same bytes or not, and under which other circumstances.

import Foundation
import Records

/// A finished run beside its repetition.
struct RunVerdict: Codable {
  /// What came of it.
  enum Outcome: String, Codable {
    /// Every array has the same bytes.
    case same
    /// Something differs.
    case differs
    /// The repetition gave no result, or the run's own files are not whole.
    case failed
  }

  let runID: String
  let title: String
  let outcome: Outcome
  /// What the same bytes show; nil where they are not the same.
  let level: DeterminismLevel?
  /// What differs in the results, or why there is no repetition.
  let differences: [String]
  /// What was not as in the first run: threads, machine, libraries, code.
  let circumstances: [String]

  var isSame: Bool { outcome == .same }

  init(_ runID: String, title: String, of store: StudyStore, again: StudyStore) {
    self.runID = runID
    self.title = title
    do {
      _ = try store.runFolder(runID).verifiedRecord()
      let first = try store.runFolder(runID).manifest()
      let second = try Self.repetition(of: runID, in: again)
      let changes = Self.circumstances(first, second)
      circumstances = changes.map(\.text)
      differences = Self.differences(first, second)
      outcome = differences.isEmpty ? .same : .differs
      let isPinned = first.environment.determinism == .anyMachine
      level = !differences.isEmpty ? nil : Self.level(changes, isPinned: isPinned)
    } catch {
      outcome = .failed
      level = nil
      differences = ["\(error)"]
      circumstances = []
    }
  }

  private static func repetition(of runID: String, in store: StudyStore) throws -> Manifest {
    let history = try store.history()
    if case .failed(let failureClass, let message)? = history.failures[runID]?.outcome {
      throw NotRepeated(description: "\(failureClass.rawValue): \(message)")
    }
    guard history.results[runID] != nil else {
      throw NotRepeated(description: "it was not repeated before the interruption")
    }
    return try store.runFolder(runID).manifest()
  }

  // MARK: - Results

  /// Compared by hashes of bytes; metrics are told so that one sees how far apart they are.
  private static func differences(_ first: Manifest, _ second: Manifest) -> [String] {
    guard first.runFileSHA256 != second.runFileSHA256 else { return [] }
    var differences = [change("run.h5", first.runFileSHA256, second.runFileSHA256)]
    let (old, new) = (first.record, second.record)
    if old.weightsSHA256 != new.weightsSHA256 {
      differences.append(
        change("weights", old.weightsSHA256 ?? "none", new.weightsSHA256 ?? "none"))
    }
    for name in Set(old.metrics.keys).union(new.metrics.keys).sorted() {
      let values = (old.metrics[name], new.metrics[name])
      guard values.0?.bitPattern != values.1?.bitPattern else { continue }
      let words = [values.0, values.1].map { $0.map { "\($0)" } ?? "none" }
      differences.append("\(name) \(words[0]) became \(words[1])")
    }
    return differences
  }

  private static func change(_ name: String, _ old: String, _ new: String) -> String {
    "\(name) \(old.prefix(12)) became \(new.prefix(12))"
  }

  // MARK: - Circumstances

  private struct Change {
    var text: String
    /// What the same bytes show in spite of it; nil for what no level speaks of.
    var level: DeterminismLevel?
  }

  private static func circumstances(_ first: Manifest, _ second: Manifest) -> [Change] {
    let (old, new) = (first.environment, second.environment)
    // A record from before these were kept says nothing of them.
    let sources = second.record.sources ?? ""
    let pairs: [(String, String, String, DeterminismLevel?)] = [
      ("processor", old.host.cpuModel, new.host.cpuModel, .anyMachine),
      ("machine", old.host.hostname, new.host.hostname, .anyMachine),
      ("threads", text(old.threads["compute"]), text(new.threads["compute"]), .anyThreads),
      ("workers", text(old.threads["jobs"]), text(new.threads["jobs"]), .anyThreads),
      ("code", old.code.text, new.code.text, nil),
      ("sources", first.record.sources ?? sources, sources, nil),
      ("libraries", text(old.libraries), text(new.libraries), nil),
      ("instruction sets", text(old.instructionSets), text(new.instructionSets), nil),
      ("data", first.dataDescription, second.dataDescription, nil),
    ]
    return pairs.filter { $0.1 != $0.2 }.map {
      Change(text: "\($0.0) \($0.2) instead of \($0.1)", level: $0.3)
    }
  }

  private static func level(_ changes: [Change], isPinned: Bool) -> DeterminismLevel {
    let levels = changes.compactMap(\.level)
    if levels.contains(.anyMachine), isPinned { return .anyMachine }
    return levels.contains(.anyThreads) ? .anyThreads : .sameMachine
  }

  private static func text(_ number: Int?) -> String { number.map(String.init) ?? "unknown" }

  private static func text(_ names: [String: String]?) -> String {
    (names ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      .joined(separator: ", ")
  }

  // MARK: - What is told

  static func json(_ verdicts: [RunVerdict]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(verdicts), as: UTF8.self)
  }

  static func text(_ verdicts: [RunVerdict]) -> String {
    let lines = verdicts.flatMap { verdict -> [String] in
      let word = verdict.outcome.rawValue
      let head = word + String(repeating: " ", count: 8 - word.count) + verdict.title
      return [head + (verdict.level.map { "  \($0.rawValue)" } ?? "")]
        + (verdict.differences + verdict.circumstances).map { "        \($0)" }
    }
    let same = verdicts.filter(\.isSame)
    let levels = ["L1", "L2", "L3"].compactMap { level in
      let count = same.count { $0.level?.rawValue == level }
      return count == 0 ? nil : "\(level) \(count)"
    }
    let shown = levels.isEmpty ? "" : " (\(levels.joined(separator: ", ")))"
    let end = "\(same.count) of \(verdicts.count) runs gave the same bytes again\(shown)."
    return (lines + [end]).joined(separator: "\n")
  }
}

/// A run without a repetition.
struct NotRepeated: Error, CustomStringConvertible {
  let description: String
}
