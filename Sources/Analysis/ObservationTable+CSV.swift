// The observation table as comma-separated text, and back.

extension ObservationTable {
  /// The table as CSV; the same rows give the same bytes.
  ///
  /// Text that would read as a number, a boolean or nothing is quoted, so that `init(csv:)` gives back the
  /// same table.
  public var csv: String {
    let header = CSV.line(columns.map { CSVField($0) })
    return header + rows.map { CSV.line($0.map(\.field)) }.joined()
  }

  /// Reads a table from CSV with a header line; quoted fields are text, empty ones are missing.
  ///
  /// - Throws: `AnalysisError` where there is no header, a name repeats, or a line has another number of fields.
  public init(csv text: String) throws {
    let records = try CSV.records(of: text)
    guard let header = records.first else {
      throw AnalysisError("the table is empty; expected a line with the names of the columns")
    }
    try self.init(
      columns: header.map(\.text),
      rows: records.dropFirst().map { $0.map(ObservationValue.init(field:)) })
  }
}

extension ObservationValue {
  fileprivate init(field: CSVField) {
    self = field.isQuoted ? .text(field.text) : Self(unquoted: field.text)
  }

  private init(unquoted text: String) {
    switch text {
    case "": self = .missing
    case "true", "false": self = .boolean(text == "true")
    default:
      // What Swift reads as a number but is not finite ("nan", "inf") stays missing.
      self = Double(text).map { ObservationValue($0) } ?? .text(text)
    }
  }

  fileprivate var field: CSVField {
    guard case .text(let text) = self else { return CSVField(self.text) }
    if case .text = ObservationValue(unquoted: text) { return CSVField(text) }
    return CSVField(text, isQuoted: true)
  }
}
