// An emitted file held against its record: which line, which cell, what is found and what was written.

import Analysis

/// A line of an emitted file that is not as it was written.
public struct TextDifference: Hashable, Sendable {
  /// The line in the file found, from 1.
  public var line: Int
  /// The row of the table, from 0, where the line is one.
  public var row: Int?
  /// The heading of the cell, where it is one.
  public var column: String?
  /// What stands there; nil where a line is gone.
  public var found: String?
  /// What was written; nil where a line was added.
  public var written: String?

  package init(
    line: Int, row: Int? = nil, column: String? = nil, found: String? = nil, written: String? = nil
  ) {
    (self.line, self.row, self.column) = (line, row, column)
    (self.found, self.written) = (found, written)
  }
}

extension TableCells {
  /// Where a text is not what was written.
  ///
  /// - Parameters:
  ///   - text: The file's content, or a copy of it.
  ///   - format: The form of the table.
  /// - Returns: The differences in the order of lines; commits do not count.
  public func differences(of text: String, in format: TableFormat) -> [TextDifference] {
    let table = table
    if text == table.text(in: format) { return [] }
    let written = Self.numberedLines(table.text(in: format)).lines
    let (found, numbers) = Self.numberedLines(text)
    let first = Self.firstRow(written, format)
    return Self.pairs(found, written).flatMap { pair -> [TextDifference] in
      let line = numbers[pair.found ?? pair.near]
      let old = pair.written.map { written[$0] }
      let new = pair.found.map { found[$0] }
      let row = pair.written.flatMap { place in
        first.map { place - $0 }.flatMap { rows.indices.contains($0) ? $0 : nil }
      }
      let whole = TextDifference(line: line, row: row, found: new, written: old)
      guard let row, let old, let new else { return [whole] }
      let cells = (Self.cells(old, format), Self.cells(new, format))
      let headings = Self.headings(table, format)
      guard cells.0.count == cells.1.count, cells.0.count == headings.count else { return [whole] }
      return headings.indices.filter { cells.0[$0] != cells.1[$0] }.map { index in
        TextDifference(
          line: line, row: row, column: headings[index], found: cells.1[index],
          written: cells.0[index])
      }
    }
  }

  /// The lines of a text without those that carry digests, and the number of each in the text, from 1.
  private static func numberedLines(_ text: String) -> (lines: [String], numbers: [Int]) {
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = all.indices.filter { !all[$0].hasPrefix(TextDigest.mark) }
    return (kept.map { TextDigest.withoutCommits(String(all[$0])) }, kept.map { $0 + 1 })
  }

  /// Which lines differ: side by side where their count is the same, else as few as will do.
  private static func pairs(
    _ found: [String], _ written: [String]
  ) -> [(found: Int?, written: Int?, near: Int)] {
    if found.count == written.count {
      return found.indices.filter { found[$0] != written[$0] }.map { ($0, $0, $0) }
    }
    let difference = found.difference(from: written)
    var removed = difference.removals.compactMap { change -> Int? in
      if case .remove(let offset, _, _) = change { offset } else { nil }
    }
    var pairs: [(found: Int?, written: Int?, near: Int)] = []
    for change in difference.insertions {
      guard case .insert(let offset, _, _) = change else { continue }
      let other = removed.firstIndex { abs($0 - offset) <= 1 }.map { removed.remove(at: $0) }
      pairs.append((offset, other, offset))
    }
    pairs += removed.map { (nil, $0, min($0, max(0, found.count - 1))) }
    return pairs.sorted { ($0.near, $0.found ?? -1) < ($1.near, $1.found ?? -1) }
  }

  /// The line of the first row of the table.
  private static func firstRow(_ lines: [String], _ format: TableFormat) -> Int? {
    let before: (String) -> Bool =
      switch format {
      case .csv: { _ in true }
      case .latex: { $0 == "\\midrule" }
      case .markdown: { $0.hasPrefix("| :--") || $0.hasPrefix("| --") }
      case .html: { $0 == "<tbody>" }
      case .text: { $0.hasPrefix("--") }
      }
    guard let line = lines.firstIndex(where: before) else { return nil }
    let isPaged = lines.contains { $0.hasPrefix("\\begin{longtable}") }
    // Between the rule and the rows of a long table stand the ends of its head and foot.
    return line + (isPaged ? 4 : 1)
  }

  private static func headings(_ table: ReportTable, _ format: TableFormat) -> [String] {
    let readers = format == .csv ? table : table.forReaders
    let headings = readers.columns.map { column in
      [column.group, column.header].compactMap(\.self).joined(separator: ", ")
    }
    guard format == .csv else { return headings }
    let header = table.text(in: .csv).split(separator: "\n").first.map { "\($0)\n" } ?? ""
    return cells(header, .csv)
  }

  private static func cells(_ line: String, _ format: TableFormat) -> [String] {
    switch format {
    case .csv: return (try? CSV.records(of: line).first?.map(\.text)) ?? []
    case .latex:
      let row = line.hasSuffix(" \\\\") ? line.dropLast(3) : line[...]
      return row.split(separator: " & ", omittingEmptySubsequences: false).map(String.init)
    case .markdown:
      return line.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false)
        .map(String.init)
    case .html:
      return line.split(separator: "</td>").dropLast().map { cell in
        String(cell.replacing(/^(<tr>)?<td[^>]*>/, with: ""))
      }
    case .text: return []
    }
  }
}

/// A copy of a LaTeX table in some text.
public struct TableCopy: Hashable, Sendable {
  /// The table's name.
  public let table: String
  /// Its study; nil for a table of published values.
  public let study: String?
  /// The digest that its first line carries.
  public let digest: String
  /// The line of the text on which it begins, from 1.
  public let line: Int
  /// The copy itself, without its first line.
  public let text: String

  /// Whether it is as its first line says.
  public var isAsWritten: Bool { TextDigest.of(text) == digest }

  /// The copies in a text, in order.
  public static func all(in text: String) -> [TableCopy] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.indices.compactMap { start in
      guard
        let match = lines[start].wholeMatch(
          of: /% Revisit table (\S+)( of study (\S+))?, digest ([0-9a-f]{16})/)
      else { return nil }
      let rest = lines[(start + 1)...]
      let isLong = rest.prefix(3).contains { $0.hasPrefix("\\begin{longtable}") }
      let end = rest.firstIndex {
        isLong ? $0.hasPrefix("\\noindent{\\footnotesize") : $0 == "\\end{table}"
      }
      let body = rest[...(end ?? rest.index(before: rest.endIndex))]
      return TableCopy(
        table: String(match.1), study: match.3.map(String.init), digest: String(match.4),
        line: start + 1, text: body.joined(separator: "\n") + "\n")
    }
  }
}
