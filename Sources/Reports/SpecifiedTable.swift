// From a specification to a table: published values, ours beside them, and how they compare.

import Foundation
public import References

/// The table of a specification, each published value with the place that it is from.
public struct SpecifiedTable: Sendable {
  /// A published value of the table.
  public struct Origin: Hashable, Sendable {
    /// The reference table.
    public let table: String
    /// The value as it stands there.
    public let value: ReferenceValue

    /// The same as a cell's record has it.
    var published: PublishedOrigin {
      PublishedOrigin(
        table: table, line: value.line, text: value.text, provenance: value.provenance.words)
    }
  }

  /// What is written.
  public private(set) var table: ReportTable
  /// Where each cell is from: for each row and column of the table the published value, nil for all else.
  public let origins: [[Origin?]]

  /// Evaluates a specification.
  ///
  /// - Parameters:
  ///   - specification: What the table shows.
  ///   - library: The published values.
  ///   - provenance: The provenance of a table, from the names of the reference tables that it shows.
  ///   - ours: What we say of a network.
  ///   - origin: What our answer is made of.
  /// - Throws: `ReferenceError` where a table, column, row or network is not there or a value is not verified; what
  ///   `ours` throws.
  public init(
    _ specification: TableSpecification, library: ReferenceLibrary,
    provenance: ([String]) -> Provenance, ours: @escaping (OwnQuestion) throws -> OwnValue,
    origin: @escaping (OwnQuestion) throws -> CellOrigin = { _ in CellOrigin() }
  ) throws {
    let evaluation = TableEvaluation(
      specification: specification, library: library, ours: ours, origin: origin)
    self.init(specification, library, rows: try evaluation.rows(), provenance: provenance)
  }

  private init(
    _ specification: TableSpecification, _ library: ReferenceLibrary, rows: [[EvaluatedCell]],
    provenance: ([String]) -> Provenance
  ) {
    let shown = Set(rows.joined().compactMap { $0.origin?.table }).sorted()
    table = ReportTable(
      name: specification.name, title: specification.title,
      columns: specification.columns.flatMap(\.reportColumns) + [
        ReportColumn("status", isForPrograms: true), ReportColumn("source", isForPrograms: true),
      ],
      rows: rows.map { row in row.map(\.cell) + Self.origin(of: row) },
      notes: specification.notes + specification.columns.compactMap(\.verdictNote)
        + Self.agreementNotes(rows, specification) + Self.provenanceNotes(rows, specification)
        + shown.compactMap { library.tables[$0].map(Self.sourceNote) },
      provenance: provenance(shown))
    origins = rows.map { row in row.map(\.origin) + [nil, nil] }
    table.origins = rows.map { row in row.map(\.made) + [nil, nil] }
  }

  /// How the published values of a row are known, and where they stand.
  private static func origin(of row: [EvaluatedCell]) -> [ReportCell] {
    let origins = row.compactMap(\.origin)
    guard !origins.isEmpty else {
      let isWithheld = row.contains(where: \.isWithheld)
      return [.text(isWithheld ? "not shown" : "our own"), .text("")]
    }
    let states = Set(origins.map(\.value.provenance.words)).sorted()
    let lines = Set(origins.map { "\($0.table).yaml:\($0.value.line)" }).sorted()
    return [.text(states.joined(separator: ", ")), .text(lines.joined(separator: ", "))]
  }

  /// A sentence for every two columns that are held against each other and have enough to compare.
  private static func agreementNotes(
    _ rows: [[EvaluatedCell]], _ specification: TableSpecification
  ) -> [String] {
    let cells = rows.map { $0.map(\.cell) }
    return specification.agreements.enumerated().compactMap { place, agreement in
      AgreementNote(agreement, rows: cells).sentence(place: place)
    }
  }

  /// A sentence for every column whose published values are not simply printed.
  private static func provenanceNotes(
    _ rows: [[EvaluatedCell]], _ specification: TableSpecification
  ) -> [String] {
    let columns = specification.columns.flatMap(\.reportColumns)
    let isText = specification.columns.flatMap { column in
      if case .text = column.content { [true] } else { column.reportColumns.map { _ in false } }
    }
    return columns.indices.filter { !isText[$0] }.compactMap { index in
      let states = Set(rows.compactMap { $0[index].origin?.value.provenance }).subtracting([
        .printed
      ])
      if states.isEmpty { return nil }
      let heading = [columns[index].group, columns[index].header].compactMap(\.self)
      let words = states.map(\.words).sorted().joined(separator: ", ")
      return "\(heading.joined(separator: ", ")): \(words)."
    }
  }

  private static func sourceNote(_ table: ReferenceTable) -> String {
    let note = table.statusNote.map { " (\($0))" } ?? ""
    return
      "\(table.name): \(table.status.rawValue)\(note), from "
      + table.sources.joined(separator: "; ") + "."
  }
}

extension SpecifiedColumn {
  /// The columns of the table that it becomes.
  var reportColumns: [ReportColumn] {
    let shown = unit?.reportUnit ?? .none
    switch content {
    case .text, .published, .ours:
      return [ReportColumn(heading, group: group, unit: shown, decimals: decimals)]
    case .decision:
      return [ReportColumn("our count"), ReportColumn(header)]
    case .comparison(_, _, let parts):
      return parts.map { part in
        ReportColumn(part.rawValue, group: heading, unit: shown, decimals: decimals)
      }
    }
  }

  /// The heading, with the unit where a report has none for it.
  private var heading: String {
    guard let unit, unit.reportUnit == .none else { return header }
    return "\(header) (\(unit.rawValue))"
  }
}

extension ReferenceUnit {
  /// The unit in which a report shows such numbers; the rest stay as they are printed.
  var reportUnit: ReportUnit {
    switch self {
    case .percent: .percent
    case .points: .percentagePoints
    case .millions: .millions
    case .billions: .billions
    case .quintillions: .quintillions
    case .pixels, .seconds, .milliseconds, .minutes, .hours, .imagesPerSecond, .megabytes,
      .gigabytes, .times:
      .none
    }
  }
}
