// A cell's explanation for people, at most 80 columns wide where words can be parted.

import Analysis
import Configuration
import Foundation
import Reports

extension CellExplanation {
  /// The explanation in lines: a word at the left says what each is.
  var text: String {
    let sections =
      [
        line("table", "\(table): \(title)"), line("row", "\(row): \(rowTitle)"),
        line("column", "\(column): \(Self.heading(columnTitle, unit))"), line("written", shown),
      ] + exact + ruleLines + runLines + publishedLines + ownLines
      + [line("from", provenance)] + (macro.map { [line("macro", $0)] } ?? [])
      + again.enumerated().map { line($0 == 0 ? "again" : "", $1) }
    return sections.compactMap(\.self).joined(separator: "\n")
  }

  private static func heading(_ title: String, _ unit: String) -> String {
    unit.isEmpty ? title : "\(title) (\(unit))"
  }

  private var shown: String {
    if let missing { return "nothing: \(missing)" }
    switch mark {
    case "best": return "\(written), the best of its column"
    case .some: return "\(written), not told from the best of its column"
    case nil: return written
    }
  }

  private var exact: [String?] {
    guard let value else { return [] }
    let range = low.flatMap { low in high.map { " [\(low), \($0)]" } } ?? ""
    return [line("exactly", "\(shortest(value))\(range)")]
  }

  private var ruleLines: [String?] {
    guard let rule else { return [] }
    let metric = [
      rule.metric, rule.epoch.map { "epoch: \($0)" }, rule.weights.map { "weights: \($0)" },
    ].compactMap(\.self)
    return [
      line("rule", rule.quantity),
      metric.isEmpty ? nil : line("metric", metric.joined(separator: "; ")),
      rule.interval.map { line("interval", $0) } ?? nil, rule.test.map { line("test", $0) } ?? nil,
    ]
  }

  private var runLines: [String?] {
    guard !runs.isEmpty else { return [] }
    let count = counted(runs.count, "run") + (study.map { " of study \($0)" } ?? "")
    let width = runs.map(\.run.count).max() ?? 0
    let listed = runs.prefix(Self.listedRuns).map { run -> String in
      let name = run.run + String(repeating: " ", count: width - run.run.count)
      let value = run.value.map { shortest($0) } ?? (rule?.metric == nil ? nil : "no value")
      let parts = [name, run.seed.map { "seed \($0)" }, value, run.outcome]
      return line("", parts.compactMap(\.self).joined(separator: "  "), isWrapped: false)
    }
    let rest = runs.count - listed.count
    return [line("runs", count)] + listed
      + [
        rest > 0 ? line("", "and \(rest) more; --json lists all") : nil,
        line("commit", Self.list(commits, none: "not known")),
        line("numerics", Self.list(numerics, none: "not known")),
      ]
  }

  private var publishedLines: [String?] {
    published.flatMap { value -> [String?] in
      let words = [value.text.map { "\($0)" }, value.provenance].compactMap(\.self)
      let place = value.file + (value.line.map { ":\($0)" } ?? "")
      return [line("published", words.isEmpty ? "all rows" : words.joined(separator: ", "))]
        + [line("", place, isWrapped: false)]
        + value.sources.map { line("source", $0) }
    }
  }

  private var ownLines: [String?] {
    counts.map { count in
      let parts = [
        "\(count.quantity) of \(count.network)", count.resolution.map { "at \($0) px" },
        count.stem.map { "stem \($0)" }, count.width.map { "width \(shortest($0))" },
      ]
      return line("counted", parts.compactMap(\.self).joined(separator: ", "))
    }
      + [
        points.map { points in
          line("points", "\(points.file): \(points.measure) where \(points.condition)")
        } ?? nil
      ] + measured.map { line("measured", $0) }
  }

  private static let listedRuns = 20

  private static func list(_ words: [String], none: String) -> String {
    words.isEmpty ? none : words.joined(separator: ", ")
  }

  /// A line behind its word, broken between words at 80 columns.
  private func line(_ word: String, _ text: String, isWrapped: Bool = true) -> String {
    let start = 11
    let label = word + String(repeating: " ", count: start - word.count)
    guard isWrapped else { return label + text }
    return label + wrapped(text, start: start, indent: start).dropFirst(start)
  }
}

/// A number in its shortest form that reads back exactly.
private func shortest(_ value: Double) -> String { ObservationValue.number(value).text }
