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
    let rows = rows.indices.map { NamedPlace(place: $0, names: rowNames($0)) }
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
  public func rowTitle(_ row: Int) -> String { rowNames(row).first ?? "" }

  /// The heading of a column with that of its group, for people.
  public func columnTitle(_ column: Int) -> String { columnNames(column)[0] }

  /// The first cells of a row that are words: its labels.
  func labels(_ row: Int) -> [String] {
    let labels = rows[row].prefix { $0.text != nil && $0.origin == nil }.compactMap(\.text)
    return Array(labels.prefix(labelCount))
  }

  /// How many columns at the left hold words in every row and name rows; at least one.
  private var labelCount: Int {
    let count = columns.indices.prefix { column in
      rows.allSatisfy { $0[column].text != nil && $0[column].origin == nil }
    }.count
    return max(1, count)
  }

  /// All labels, then fewer of them.
  private func rowNames(_ row: Int) -> [String] {
    let labels = labels(row)
    return labels.indices.reversed().map { labels[...$0].joined(separator: ", ") }
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
    let fitting = exact.isEmpty ? all.filter { $0.names.contains { begins($0, with: wanted) } } : exact
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

/// The words of a text in small letters, without punctuation but points within numbers.
private func words(of text: String) -> [Substring] {
  text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }
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
