// One row a run: every setting, cost and metric by name. Everything in the analysis starts here.

/// Runs as rows of typed values.
public struct ObservationTable: Hashable, Sendable {
  /// The names of the columns, in order.
  public let columns: [String]
  /// The rows, each with one value a column.
  public let rows: [[ObservationValue]]

  /// A table from its rows.
  ///
  /// - Throws: `AnalysisError` where a name repeats or a row has another number of values.
  public init(columns: [String], rows: [[ObservationValue]]) throws {
    var seen: Set<String> = []
    for name in columns where !seen.insert(name).inserted {
      throw AnalysisError(
        "two columns of the observation table are called '\(name)'; rename the axis or the group")
    }
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw AnalysisError(
        "row \(index + 1) has \(row.count) values; expected \(columns.count), one a column")
    }
    self.columns = columns
    self.rows = rows
  }

  /// The place of a column.
  ///
  /// - Throws: `AnalysisError` with the nearest name where there is none of this name.
  public func index(of column: String) throws -> Int {
    guard let index = columns.firstIndex(of: column) else {
      throw AnalysisError.unknownColumn(column, among: columns)
    }
    return index
  }

  /// The values of a column, one a row.
  public func values(_ column: String) throws -> [ObservationValue] {
    let index = try index(of: column)
    return rows.map { $0[index] }
  }

  /// The numbers of a column, one a row; nil where missing.
  ///
  /// - Throws: `AnalysisError` at the first text.
  public func numbers(_ column: String) throws -> [Double?] {
    try values(column).enumerated().map { row, value in
      if case .text = value {
        throw AnalysisError.notNumber(value, column: column, row: row)
      }
      return value.number
    }
  }

  /// The replicate of each row; nil where none is given.
  ///
  /// - Throws: `AnalysisError` where one is no whole number.
  public func replicates() throws -> [Int?] {
    try numbers("replicate").enumerated().map { row, value in
      guard let value else { return nil }
      guard let replicate = Int(exactly: value) else {
        throw AnalysisError(
          "row \(row + 1) of column 'replicate' is \(value); expected a whole number")
      }
      return replicate
    }
  }

  /// The rows for which a condition holds.
  public func filtered(
    where isKept: (ObservationRow) throws -> Bool
  ) throws -> ObservationTable {
    let kept = try rows.filter { try isKept(ObservationRow(columns: columns, values: $0)) }
    return try ObservationTable(columns: columns, rows: kept)
  }

  /// The table with one more column, computed from each row.
  public func adding(
    _ column: String, value: (ObservationRow) throws -> ObservationValue
  ) throws -> ObservationTable {
    let extended = try rows.map {
      $0 + [try value(ObservationRow(columns: columns, values: $0))]
    }
    return try ObservationTable(columns: columns + [column], rows: extended)
  }

  /// The rows parted by the values of some columns, in the order in which these first occur.
  public func grouped(by keys: [String]) throws -> [ObservationGroup] {
    let indices = try keys.map(index)
    var order: [[ObservationValue]] = []
    var members: [[ObservationValue]: [[ObservationValue]]] = [:]
    for row in rows {
      let key = indices.map { row[$0] }
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(row)
    }
    return try order.map { key in
      let table = try ObservationTable(columns: columns, rows: members[key] ?? [])
      return ObservationGroup(key: key, table: table)
    }
  }
}

/// Rows that agree in some columns.
public struct ObservationGroup: Hashable, Sendable {
  /// The values they agree in.
  public let key: [ObservationValue]
  /// The rows.
  public let table: ObservationTable
}

/// One row with its columns' names.
public struct ObservationRow: Hashable, Sendable {
  let columns: [String]
  let values: [ObservationValue]

  /// The value of a column; nil where there is no such column.
  public subscript(column: String) -> ObservationValue? {
    columns.firstIndex(of: column).map { values[$0] }
  }
}
