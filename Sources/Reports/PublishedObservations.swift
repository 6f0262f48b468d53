// Published points as observations: what a paper's figure shows enters the analysis as runs do.

public import Analysis
public import References

/// The points of a reference table with what we count of their networks.
public struct PublishedObservations {
  /// One row a point: where it stands, the published values, our counts.
  ///
  /// Fractions lie in 0...1, counts of operations are multiply-adds whatever the source counts, times are in seconds.
  public let table: ObservationTable
  /// The published table.
  public let reference: ReferenceTable
  /// What is counted of each point's network, row by row; nil where it is none of ours.
  let counted: [[CountedOrigin?]]

  /// The points of a reference table.
  ///
  /// - Parameters:
  ///   - reference: The table.
  ///   - network: The network of a row; nil where nothing is counted.
  ///   - library: What printed names mean.
  ///   - ours: What we say of a network.
  /// - Throws: `ReferenceError` where a value is not verified; what `ours` throws.
  public init(
    _ reference: ReferenceTable, network: NetworkTemplate?, library: ReferenceLibrary,
    ours: (NetworkQuestion) throws -> OwnValue
  ) throws {
    self.reference = reference
    let counts: [OwnQuantity] = network == nil ? [] : [.multiplyAdds, .parameters]
    var counted: [[CountedOrigin?]] = []
    let rows = try reference.rows.map { row in
      let place = "\(reference.file):\(row.line)"
      let values = try reference.columns.map { column in
        ObservationValue(try reference.usable(column.name, in: row), of: column)
      }
      let scope = RowScope(table: reference, row: row)
      let questions = try counts.map { quantity in
        try network?.question(quantity, scope, library: library, specification: reference.name)
      }
      counted.append(questions.map { $0.map(CountedOrigin.init) })
      let answers = try questions.map { question -> ObservationValue in
        guard let question, case .number(let number) = try ours(question) else { return .missing }
        return .number(number)
      }
      return [.text(place), .text(place), .number(0)] + values + answers
    }
    self.counted = counted
    table = try ObservationTable(
      columns: ["run", "point", "replicate"] + reference.columns.map(\.name)
        + counts.map { "cost.\($0.rawValue)" },
      rows: rows)
  }

  /// The error of a column's readings; what we count is exact.
  public func error(of column: String) -> ReadingError {
    guard let column = reference.columns.first(where: { $0.name == column }) else { return .exact }
    switch column.uncertainty {
    case .absolute(let deviation): return .absolute(deviation * column.scale)
    case .relative(let deviation): return .relative(deviation)
    case nil: return .exact
    }
  }
}

extension ReferenceColumn {
  /// What one of the column's unit is in the base of that unit, operations being multiply-adds.
  fileprivate var scale: Double {
    let unit = PrintedNumber("1").map { $0.scaled(by: self.unit) } ?? 1
    return convention == .twiceMultiplyAdds ? unit / 2 : unit
  }
}

extension ObservationValue {
  /// A published value of a column.
  fileprivate init(_ value: ReferenceValue, of column: ReferenceColumn) {
    switch value.content {
    case .number(let number):
      let scaled = number.scaled(by: column.unit)
      self = .number(column.convention == .twiceMultiplyAdds ? scaled / 2 : scaled)
    case .text(let text): self = .text(text)
    case .list: self = .text(value.text)
    case .missing: self = .missing
    }
  }
}
