// What was packed or checked, as text.

import Datasets
import Foundation
import Packing

/// What a preparation made, for people.
struct PreparationSummary {
  let text: String

  init(_ result: PreparationResult, output: String) {
    let content = result.content
    let left = result.leftOut.map { "\n  \($0)" }.joined()
    var lines = ["\(output): \(content.summary)"]
    if !result.leftOut.isEmpty { lines.append("left out, \(result.leftOut.count) broken:\(left)") }
    lines += result.notes
    lines += result.phases.map { phase in
      let resumed = phase.resumed > 0 ? " (\(phase.resumed) of them before)" : ""
      let speed = phase.speed > 0 ? ", \(Int(phase.speed.rounded())) a second" : ""
      let verb = phase.phase == .checking ? "checked" : "packed"
      return "\(verb) \(phase.done)\(resumed) in \(durationText(phase.seconds))\(speed)"
    }
    if content.description.kind == .images {
      let name = URL(filePath: output).lastPathComponent
      lines.append(
        "in a study: data: {set: packed, file: \(name), sha256: \(content.sha256.prefix(16))}")
    }
    text = lines.joined(separator: "\n")
  }
}

extension PackCheckResult {
  /// What a check found, for people.
  var text: String {
    let counts = file.counts.values.reduce(0, +)
    let lines = problems.map { "  \($0)" } + notes
    let verdict =
      problems.isEmpty
      ? "sound" : "\(problems.count) problem\(problems.count == 1 ? "" : "s")"
    let head =
      "\(file.path): \(verdict); \(file.description.name), \(counts) \(file.description.kind.rawValue) of "
      + "\(file.description.classNames.count) classes, content SHA-256 \(file.contentSHA256)"
    return ([head] + lines).joined(separator: "\n")
  }
}

/// What a check found, for programs: the keys of `revisit data check --json`, in camel case.
struct PackCheckListing: Encodable {
  let file: String
  let isSound: Bool
  let name: String
  /// images or clips.
  let kind: String
  let classes: Int
  /// Samples of each split.
  let counts: [String: Int]
  let contentSha256: String
  let problems: [String]
  let notes: [String]

  init(_ result: PackCheckResult) {
    file = result.file.path
    isSound = result.problems.isEmpty
    name = result.file.description.name
    kind = result.file.description.kind.rawValue
    classes = result.file.description.classNames.count
    counts = Dictionary(
      result.file.counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 })
    contentSha256 = result.file.contentSHA256
    problems = result.problems.map(\.description)
    notes = result.notes
  }
}

extension PackedContent {
  /// For example: photos, 832 images of 8 classes: 640 training, 96 test; 23.5 MB; content SHA-256 ....
  fileprivate var summary: String {
    let counts = PackedSplit.allCases.compactMap { split in
      parts[split].map { "\($0.count) \(split.rawValue)" }
    }
    let samples = parts.values.map(\.count).reduce(0, +)
    let bytes = parts.values.flatMap(\.images).map(\.byteCount).reduce(0, +)
    return "\(description.name), \(samples) \(description.kind.rawValue) of "
      + "\(description.classNames.count) classes: \(counts.joined(separator: ", ")); "
      + "\(scaledText(Double(bytes)))B; content SHA-256 \(sha256)"
  }
}
