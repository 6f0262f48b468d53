// The table of an ablation: each row's paired difference from one row, tested and corrected for the number of rows.

public import Analysis
import Foundation

/// What a table of differences shows.
public struct DifferenceTable: Sendable {
  /// File stem and label.
  public var name: String
  /// What the table shows, in a sentence.
  public var title: String
  /// Columns of the observation table whose values make the rows.
  public var rows: [String]
  /// Columns within whose values rows are compared, each with a reference of its own.
  public var regimes: [String]
  /// The metric's column.
  public var metric: String
  /// The metric as people read it.
  public var metricTitle: String
  /// In what the metric is shown.
  public var unit = ReportUnit.none
  /// In what differences are shown.
  public var differenceUnit = ReportUnit.none
  /// Whether more of the metric is better.
  public var higherIsBetter = true
  /// A difference that does not matter, in the unit of the observation table.
  public var margin: Double?
  /// Whether the values of `rows` are those of the reference.
  public var isReference: @Sendable ([ObservationValue]) throws -> Bool

  /// A table of differences of one metric.
  public init(
    name: String, title: String, rows: [String], regimes: [String], metric: String,
    metricTitle: String, isReference: @escaping @Sendable ([ObservationValue]) throws -> Bool
  ) {
    (self.name, self.title, self.rows, self.regimes) = (name, title, rows, regimes)
    (self.metric, self.metricTitle, self.isReference) = (metric, metricTitle, isReference)
  }
}

extension ReportTable {
  /// The table of differences over some runs.
  ///
  /// - Throws: `AnalysisError` where a column is missing or the metric is text; what `isReference` throws.
  public init(
    _ table: DifferenceTable, of runs: ObservationTable, provenance: Provenance
  ) throws {
    let count = table.regimes.count
    let cells = try runs.summary(of: table.metric, by: table.regimes + table.rows)
    var regimes: [[ObservationValue]] = []
    for cell in cells where !regimes.contains(Array(cell.key.prefix(count))) {
      regimes.append(Array(cell.key.prefix(count)))
    }
    let body = try regimes.flatMap { regime in
      try table.body(cells.filter { Array($0.key.prefix(count)) == regime })
    }
    self.init(
      name: table.name, title: table.title,
      columns: (table.regimes + table.rows).map { ReportColumn($0) } + [
        ReportColumn(table.metricTitle, unit: table.unit),
        ReportColumn("less the reference", unit: table.differenceUnit),
        ReportColumn("p", decimals: 3), ReportColumn("verdict"),
      ],
      rows: body, notes: [table.note], provenance: provenance)
  }
}

extension DifferenceTable {
  /// The rows of one regime.
  fileprivate func body(_ cells: [CellSummary]) throws -> [[ReportCell]] {
    let reference = try cells.first { try isReference(Array($0.key.dropFirst(regimes.count))) }
    let others = cells.filter { $0.key != reference?.key }
    let found = ReferenceDifference.differences(
      of: others.map(\.bySeed), from: reference?.bySeed ?? [:], higherIsBetter: higherIsBetter,
      margin: margin)
    let differences = Dictionary(
      zip(others.map(\.key), found), uniquingKeysWith: { first, _ in first })
    return cells.map { cell in
      let mean =
        cell.estimate.map {
          ReportCell.number(ReportNumber($0.mean, interval: $0.interval, count: $0.count))
        } ?? .missing(reason: cell.absence ?? "no seed is complete")
      return cell.key.map { .text($0.text) } + [mean]
        + (differences[cell.key]?.cells ?? [.text(""), .text(""), .text("reference")])
    }
  }

  fileprivate var note: String {
    let unit = differenceUnit.symbol.isEmpty ? "" : " \(differenceUnit.symbol)"
    let equivalent = margin.map { margin in
      ", equivalent where two one-sided tests put the difference within "
        + String(format: "%g", margin * differenceUnit.factor) + unit
    }
    let within = regimes.isEmpty ? "" : " within equal " + regimes.joined(separator: " and ")
    return
      "Differences are paired by seed\(within), with 95 % Student intervals; p of the paired t "
      + "test, corrected by Holm for the number of rows\(within). Better or worse: told at 5 %"
      + "\(equivalent ?? "")."
  }
}

extension ReferenceDifference {
  fileprivate var cells: [ReportCell] {
    guard let estimate else {
      return Array(repeating: .missing(reason: "no seed in common with the reference"), count: 3)
    }
    let difference = ReportNumber(
      estimate.mean, interval: estimate.interval, count: estimate.count, isSigned: true)
    return [
      .number(difference), pValue.map { .number($0) } ?? .missing(reason: "not tested"),
      .text(verdict.words),
    ]
  }
}

extension ReferenceDifference.Verdict {
  fileprivate var words: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .equivalent: "equivalent"
    case .undecided(let reason): "undecided: \(reason)"
    }
  }
}
