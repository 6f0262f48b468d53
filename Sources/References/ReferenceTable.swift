// A published table as data: every value with its unit, its source and how it is known.

public import Documents

/// A table of published values.
public struct ReferenceTable: Hashable, Sendable {
  /// Its folder and file without suffix, for example `resnet-rs/table7_models`.
  public let name: String
  /// What the table shows and where it stands.
  public let title: String
  /// The paper's identifier, for example `arXiv 2103.07579`; nil where the table is of no paper.
  public let paper: String?
  /// How much of the published table is here.
  public let status: ReferenceStatus
  /// What the status does not say.
  public let statusNote: String?
  /// How a value is known of which neither its row nor its column says it.
  public let provenance: ReferenceProvenance
  /// Where the values were read, at least one place.
  public let sources: [String]
  /// What a reader must know.
  public let notes: [String]
  /// The columns, from left to right.
  public let columns: [ReferenceColumn]
  /// The rows, in the published order.
  public let rows: [ReferenceRow]
  /// Single values beside the table, by name.
  public let facts: [ReferenceFact]

  /// The value of a row, if it may be shown.
  ///
  /// - Throws: `ReferenceError` where there is no such column, or where the value is not verified.
  public func usable(_ column: String, in row: ReferenceRow) throws -> ReferenceValue {
    try verified(try self.value(column, in: row), column)
  }

  /// A value of a column, if it may be shown.
  ///
  /// - Throws: `ReferenceError` where it is not verified.
  public func verified(_ value: ReferenceValue, _ column: String) throws -> ReferenceValue {
    guard value.provenance.isVerified else {
      throw ReferenceError(
        "\(file):\(value.position): '\(column)' is \(value.provenance.words); find a source for it "
          + "before a table shows it")
    }
    return value
  }

  /// The value of a row, verified or not.
  ///
  /// - Throws: `ReferenceError` where there is no such column.
  public func value(_ column: String, in row: ReferenceRow) throws -> ReferenceValue {
    row.values[try index(of: column)]
  }

  /// The column of a name.
  ///
  /// - Throws: `ReferenceError` where there is none.
  public func column(_ name: String) throws -> ReferenceColumn { columns[try index(of: name)] }

  /// The file within the folder of reference tables.
  public var file: String { "\(name).yaml" }

  private func index(of name: String) throws -> Int {
    if let index = columns.firstIndex(where: { $0.name == name }) { return index }
    throw ReferenceError(
      "\(file): no column '\(name)'" + hint(name, among: columns.map(\.name)))
  }
}

/// A column of published values.
public struct ReferenceColumn: Hashable, Sendable {
  /// Its name, as specifications of tables write it.
  public let name: String
  /// In what its numbers are; nil for words and for plain counts.
  public let unit: ReferenceUnit?
  /// What its counts of operations count; nil for all else, and where the source does not say.
  public let convention: CountConvention?
  /// What more there is to know, for example the split that an accuracy is of.
  public let note: String?
  /// How its values are known, where that differs from the table's.
  public let provenance: ReferenceProvenance?
  /// How far its values may be from the published ones; nil where they stand so in the source.
  public let uncertainty: ReferenceUncertainty?
}

/// How exactly the values of a column were read.
public enum ReferenceUncertainty: Hashable, Sendable {
  /// In the column's unit.
  case absolute(Double)
  /// As a share of the value.
  case relative(Double)
}

/// A row of published values.
public struct ReferenceRow: Hashable, Sendable {
  /// One value a column.
  public let values: [ReferenceValue]
  /// Where the row begins in its file.
  public let position: SourcePosition

  /// The line of its file, from 1.
  public var line: Int { position.line }
}

/// A value beside a table.
public struct ReferenceFact: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value.
  public let value: ReferenceValue
}

/// One published value.
public struct ReferenceValue: Hashable, Sendable {
  /// What a value is.
  public enum Content: Hashable, Sendable {
    /// A number, in the digits of the source.
    case number(PrintedNumber)
    /// Words.
    case text(String)
    /// Words or numbers, in order.
    case list([String])
    /// The source has no value here.
    case missing
  }

  /// What it is.
  public let content: Content
  /// How it is known.
  public let provenance: ReferenceProvenance
  /// Where it stands in its file.
  public let position: SourcePosition

  /// The line of its file, from 1.
  public var line: Int { position.line }

  /// The value in words, empty where it is missing.
  public var text: String {
    switch content {
    case .number(let number): number.digits
    case .text(let text): text
    case .list(let elements): elements.joined(separator: " ")
    case .missing: ""
    }
  }
}
