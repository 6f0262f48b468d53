// Comma-separated text, as RFC 4180 has it, with line feeds.

/// One field of a line: its text, and whether it stood in quotes.
package struct CSVField: Hashable, Sendable {
  package var text: String
  package var isQuoted: Bool

  package init(_ text: String, isQuoted: Bool = false) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// The field as it is written; quoted where asked for or where its characters need it.
  var written: String {
    let needsQuotes = text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "#"), UInt8(ascii: "\r"),
        UInt8(ascii: "\n"):
        true
      default: false
      }
    }
    guard isQuoted || needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// Reading and writing of comma-separated text.
package enum CSV {
  /// One line with its line feed.
  package static func line(_ fields: [CSVField]) -> String {
    fields.map(\.written).joined(separator: ",") + "\n"
  }

  /// The records of a text; lines that begin with `#` and empty lines are left out.
  ///
  /// - Throws: `AnalysisError` where a quote is not closed.
  package static func records(of text: String) throws -> [[CSVField]] {
    try numberedRecords(of: text).map(\.fields)
  }

  /// The same records, each with the line on which it begins, counted from 1.
  ///
  /// - Throws: `AnalysisError` where a quote is not closed.
  package static func numberedRecords(
    of text: String
  ) throws -> [(line: Int, fields: [CSVField])] {
    var reader = CSVReader(scalars: Array(text.unicodeScalars))
    return try reader.records()
  }
}

/// A walk over the scalars of a text.
private struct CSVReader {
  let scalars: [Unicode.Scalar]
  var position = 0
  var line = 1

  init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    if scalars.first == "\u{FEFF}" { position = 1 }
  }

  mutating func records() throws -> [(line: Int, fields: [CSVField])] {
    var records: [(line: Int, fields: [CSVField])] = []
    while position < scalars.count {
      if scalars[position] == "#" {
        skipLine()
        continue
      }
      let begin = line
      let record = try nextRecord()
      if record != [CSVField("")] { records.append((begin, record)) }
    }
    return records
  }

  private mutating func skipLine() {
    while position < scalars.count, !endLine() { position += 1 }
  }

  /// Steps over an end of line, where there is one.
  private mutating func endLine() -> Bool {
    if position + 1 < scalars.count, scalars[position] == "\r", scalars[position + 1] == "\n" {
      position += 1
    }
    guard scalars[position] == "\n" else { return false }
    position += 1
    line += 1
    return true
  }

  private mutating func nextRecord() throws -> [CSVField] {
    var fields: [CSVField] = []
    while true {
      fields.append(try nextField())
      guard position < scalars.count else { return fields }
      if endLine() { return fields }
      position += 1  // The comma.
    }
  }

  private mutating func nextField() throws -> CSVField {
    guard position < scalars.count, scalars[position] == "\"" else {
      return CSVField(plainText())
    }
    return CSVField(try quotedText() + plainText(), isQuoted: true)
  }

  private mutating func plainText() -> String {
    var text = String.UnicodeScalarView()
    while position < scalars.count, !isAtEndOfField {
      text.append(scalars[position])
      position += 1
    }
    return String(text)
  }

  private var isAtEndOfField: Bool {
    let scalar = scalars[position]
    if scalar == "\r" { return position + 1 < scalars.count && scalars[position + 1] == "\n" }
    return scalar == "," || scalar == "\n"
  }

  private mutating func quotedText() throws -> String {
    let firstLine = line
    position += 1
    var text = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == "\n" { line += 1 }
      if scalar == "\"" {
        guard position < scalars.count, scalars[position] == "\"" else { return String(text) }
        position += 1
      }
      text.append(scalar)
    }
    throw AnalysisError(
      "line \(firstLine): a quoted field is not closed; expected a '\"' before the end of the file")
  }
}
