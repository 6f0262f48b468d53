// A table for programs: full precision, fractions as fractions, one column each for a value and the ends of its interval.

import Analysis

extension ReportTable {
  /// The table as CSV; notes and provenance follow as lines that begin with `#`.
  var csv: String {
    let parts = columns.indices.map(csvParts)
    let header = zip(columns, parts).flatMap { column, parts in
      parts.map { part in
        CSVField(
          [column.group, column.header, part.suffix].compactMap(\.self).joined(separator: " "))
      }
    }
    let lines = rows.map { row in
      CSV.line(zip(row, parts).flatMap { cell, parts in parts.map { $0.field(cell) } })
    }
    let comments = (missingReasons + notes + [provenance.text]).map { "# \(oneLine($0))\n" }
    return CSV.line(header) + lines.joined() + comments.joined()
  }

  private func csvParts(_ column: Int) -> [CSVPart] {
    let numbers = rows.compactMap { row in
      if case .number(let number) = row[column] { number } else { nil }
    }
    return [.value] + (numbers.contains { $0.interval != nil } ? [.low, .high] : [])
      + (numbers.contains { $0.count != nil } ? [.count] : [])
  }

  private var missingReasons: [String] {
    rows.enumerated().flatMap { index, row in
      zip(row, columns).compactMap { cell, column in
        guard case .missing(let reason) = cell else { return nil }
        return "row \(index + 1), \(column.header): \(reason)"
      }
    }
  }
}

/// What of a number stands in one column of the file.
private enum CSVPart {
  case value, low, high, count

  var suffix: String? {
    switch self {
    case .value: nil
    case .low: "low"
    case .high: "high"
    case .count: "n"
    }
  }

  func field(_ cell: ReportCell) -> CSVField {
    switch cell {
    case .text(let text): CSVField(self == .value ? text : "")
    case .missing: CSVField("")
    case .number(let number): CSVField(value(of: number).map(shortestText) ?? "")
    }
  }

  private func value(of number: ReportNumber) -> Double? {
    switch self {
    case .value: number.value
    case .low: number.interval?.low
    case .high: number.interval?.high
    case .count: number.count.map { Double($0) }
    }
  }
}

/// A text without line breaks.
func oneLine(_ text: String) -> String {
  escaped(text) { $0.isNewline ? " " : nil }
}
