// Which cell somebody means: rows and columns by place or by their words.

/// One of several rows or columns, as people name it.
struct NamedPlace {
  /// Its place, from 0.
  let place: Int
  /// What it is called, the usual name first.
  let names: [String]
}

extension TableCells {
  /// The row that a text names: its place from 1, the words of its first cells, or `heading=value`.
  ///
  /// Capitals and punctuation do not matter, and the beginning is enough where no other row has it.
  ///
  /// - Throws: `ReportError` with the rows that there are, or those that fit.
  public func row(_ text: String) throws -> Int {
    if text.contains("="), let row = try row(where: text) { return row }
    let rows = labels.enumerated().map { NamedPlace(place: $0, names: Self.names($1)) }
    return try chosen(text, among: rows, kind: "row")
  }

  /// The column that a text names: its place from 1, or its heading, with that of its group where it has one.
  ///
  /// - Throws: `ReportError` with the columns that there are, or those that fit.
  public func column(_ text: String) throws -> Int {
    try chosen(
      text, among: columns.indices.map { NamedPlace(place: $0, names: columnNames($0)) },
      kind: "column")
  }

  /// The words of a row's first cells, for people.
  public func rowTitle(_ row: Int) -> String { Self.names(labels[row]).first ?? "" }

  /// The heading of a column with that of its group, for people.
  public func columnTitle(_ column: Int) -> String { columnNames(column)[0] }

  /// What names each row: the cells of the columns at the left that hold words, and of as many more as tell rows apart.
  var labels: [[String]] {
    let count = labelCount
    return table.writtenRows.map { row in row.prefix(count).map(\.plain) }
  }

  /// How many columns at the left name rows; at least one, and none from the first on that is for programs.
  ///
  /// Where words do not tell rows apart, whole numbers after them do, else plain numbers without a unit: epochs, widths.
  var labelCount: Int {
    let words = columns.indices.prefix { column in
      !(columns[column].isForPrograms ?? false)
        && rows.allSatisfy { $0[column].text != nil && $0[column].origin == nil }
    }.count
    let fewest = max(1, words)
    let limits = [columns.indices.prefix(while: isWhole), columns.indices.prefix(while: isPlain)]
    let enough = limits.lazy.compactMap { limit in
      (fewest..<max(fewest, limit.count) + 1).first(where: tellsRowsApart)
    }.first
    return min(columns.count, enough ?? fewest)
  }

  private func tellsRowsApart(_ count: Int) -> Bool {
    Set(rows.map { row in row.prefix(count).map(\.asLabel) }).count == rows.count
  }

  /// Whether a column holds words and whole numbers alone.
  private func isWhole(_ column: Int) -> Bool {
    isPlain(column) && rows.allSatisfy { $0[column].value.map { $0 == $0.rounded() } ?? true }
  }

  /// Whether a column holds words and numbers that have no unit and no interval.
  private func isPlain(_ column: Int) -> Bool {
    columns[column].unit == nil
      && rows.allSatisfy {
        $0[column].text != nil || ($0[column].value != nil && $0[column].low == nil)
      }
  }

  /// All labels, then fewer of them.
  private static func names(_ labels: [String]) -> [String] {
    labels.indices.reversed().map { labels[...$0].joined(separator: ", ") }
  }

  private func columnNames(_ column: Int) -> [String] {
    let (header, group) = (columns[column].header, columns[column].group)
    return (group.map { ["\($0), \(header)"] } ?? []) + [header]
  }

  private func row(where text: String) throws -> Int? {
    let conditions = text.split(separator: ",").map { part in
      part.split(separator: "=", maxSplits: 1).map(String.init)
    }
    guard conditions.allSatisfy({ $0.count == 2 }) else { return nil }
    let wanted = try conditions.map { (column: try column($0[0]), words: words(of: $0[1])) }
    let written = table.writtenRows
    let found = rows.indices.filter { row in
      wanted.allSatisfy { words(of: written[row][$0.column].plain) == $0.words }
    }
    guard let first = found.first, found.count == 1 else {
      throw ReportError(
        "\(found.count) rows of table '\(name)' with \(text); expected one")
    }
    return first
  }

  private func chosen(_ text: String, among all: [NamedPlace], kind: String) throws -> Int {
    if let number = Int(text), all.indices.contains(number - 1) { return number - 1 }
    let wanted = words(of: text)
    let exact = all.filter { $0.names.contains { words(of: $0) == wanted } }
    let fitting =
      exact.isEmpty ? all.filter { $0.names.contains { begins($0, with: wanted) } } : exact
    if let found = fitting.first, fitting.count == 1 { return found.place }
    let problem =
      fitting.isEmpty
      ? "no \(kind) '\(text)' in table '\(name)'; it has"
      : "'\(text)' is not one \(kind) of table '\(name)'; it may be"
    let names = (fitting.isEmpty ? all : fitting).map { "\($0.place + 1) \($0.names.first ?? "")" }
    throw ReportError("\(problem): \(names.joined(separator: "; "))")
  }

  private func begins(_ name: String, with wanted: [Substring]) -> Bool {
    guard !wanted.isEmpty else { return false }
    return words(of: name).joined(separator: " ").hasPrefix(wanted.joined(separator: " "))
  }
}

extension TableCells.Cell {
  /// What tells it from other cells of its column.
  fileprivate var asLabel: String { text ?? value.map { "\($0)" } ?? "" }
}

/// The words of a text in small letters, without punctuation but points within numbers.
private func words(of text: String) -> [Substring] {
  text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }
}

extension ReportTable {
  /// A cell in the digits that it is written in; empty where there is nothing.
  public func writtenText(_ row: Int, _ column: Int) -> String {
    writtenRows[row][column].plain
  }
}

extension WrittenCell {
  /// What stands in the cell, for comparison with words.
  var plain: String {
    switch content {
    case .text(let text): text
    case .number(let number): number.joined
    case .missing: ""
    }
  }
}
