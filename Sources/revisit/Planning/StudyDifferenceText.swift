// The difference of two studies, for people and for programs.

import Configuration
import Studies

/// How a difference is written.
struct StudyDifferenceText {
  private let difference: StudyDifference
  private let before: String
  private let after: String
  /// Points of each kind that people are shown.
  private static let shown = 20

  init(_ difference: StudyDifference, before: String, after: String) {
    (self.difference, self.before, self.after) = (difference, before, after)
  }

  // MARK: - For people

  /// A summary, then a line for each point that only one study has.
  var plain: String {
    let replicates = difference.replicates
    let seeds =
      replicates.before == replicates.after
      ? "" : "\nseeds: \(replicates.before) -> \(replicates.after)"
    return """
      \(before) -> \(after)
      points: \(difference.kept.count) kept, \(difference.added.count) added, \
      \(difference.retired.count) retired\(seeds)
      """ + lines("added", "+", difference.added) + lines("retired", "-", difference.retired)
  }

  private func lines(_ title: String, _ sign: String, _ points: [ChangedPoint]) -> String {
    if points.isEmpty { return "" }
    let shown = points.prefix(Self.shown).map { "\n  \(sign) \($0.id)\(Self.words(for: $0))" }
    let rest = points.count - shown.count
    let more = rest > 0 ? "\n  and \(rest) more; --json has them all" : ""
    return "\n\n\(title)" + shown.joined() + more
  }

  /// What a point is like: `like 0123456789abcdef, but` and its own settings, each on a line of its own.
  private static func words(for point: ChangedPoint) -> String {
    let changes = point.settings.map { change in
      let own = change.own?.canonicalText ?? "absent"
      guard point.nearest != nil else { return "\n      \(change.path): \(own)" }
      return "\n      \(change.path): \(own), not \(change.other?.canonicalText ?? "absent")"
    }
    return (point.nearest.map { "  like \($0), but" } ?? "") + changes.joined()
  }

  // MARK: - For programs

  /// One object.
  var json: String {
    JSONText.object([
      ("before", .text(before)), ("after", .text(after)),
      (
        "replicates",
        .object([
          ("before", .whole(difference.replicates.before)),
          ("after", .whole(difference.replicates.after)),
        ])
      ),
      ("kept", .list(difference.kept.map(JSONText.text))),
      ("added", .list(difference.added.map(Self.object))),
      ("retired", .list(difference.retired.map(Self.object))),
    ]).text
  }

  private static func object(_ point: ChangedPoint) -> JSONText {
    let settings = point.settings.map { change in
      (
        change.path,
        JSONText.object([
          ("other", change.other.map(value) ?? .null), ("own", change.own.map(value) ?? .null),
        ])
      )
    }
    return .object([
      ("id", .text(point.id)), ("nearest", point.nearest.map(JSONText.text) ?? .null),
      ("settings", .object(settings)),
    ])
  }

  private static func value(_ value: SettingValue) -> JSONText {
    switch value {
    case .integer(let number): .whole(number)
    case .number(let number): .number(number)
    case .boolean(let flag): .boolean(flag)
    case .text(let text): .text(text)
    case .integers(let numbers): .list(numbers.map(JSONText.whole))
    case .texts(let texts): .list(texts.map(JSONText.text))
    }
  }
}
