// The table of a metric: regimes down, settings across, mean and interval over seeds in each cell.

public import Analysis
import Foundation

/// What a table of a metric shows.
public struct SummaryTable: Hashable, Sendable {
  /// File stem and label.
  public var name: String
  /// What the table shows, in a sentence.
  public var title: String
  /// Columns of the observation table whose values make the rows.
  public var rows: [String]
  /// Columns of the observation table whose values make the columns.
  public var columns: [String] = []
  /// The metric's column.
  public var metric: String
  /// The metric as people read it.
  public var metricTitle: String
  /// In what the metric is shown.
  public var unit = ReportUnit.none
  /// Whether more of the metric is better.
  public var higherIsBetter = true
  /// Whether the best of each column is marked.
  public var marksBest = true
  /// Whether what is not told from the best of a column is marked.
  public var marksSameAsBest = true
  /// What stands beside each mean.
  public var spread = SummarySpread.interval
  /// The probability that the intervals cover.
  public var level = 0.95

  /// A table of one metric by some rows.
  public init(
    name: String, title: String, rows: [String], metric: String, metricTitle: String
  ) {
    self.name = name
    self.title = title
    self.rows = rows
    self.metric = metric
    self.metricTitle = metricTitle
  }
}

/// What stands beside a mean over seeds.
public enum SummarySpread: Hashable, Sendable {
  /// Student's interval of the mean.
  case interval
  /// The standard deviation between seeds.
  case deviation
  /// Nothing.
  case none
}

extension ReportTable {
  /// The table of a metric over some runs.
  ///
  /// The best of a column has the best mean. A cell is not told from it where the paired t test over their
  /// common seeds, corrected by Holm within the column, does not reject at 1 - level.
  ///
  /// - Throws: `AnalysisError` where a column is missing or the metric is text.
  public init(
    _ summary: SummaryTable, of runs: ObservationTable, provenance: Provenance
  ) throws {
    let cells = try runs.summary(
      of: summary.metric, by: summary.rows + summary.columns, level: summary.level)
    let grid = SummaryGrid(cells, keyColumns: summary.rows.count)
    let body = grid.rowKeys.indices.map { row in
      grid.rowKeys[row].map { .text($0.text) }
        + grid.columnKeys.indices.map { grid.cell(row, $0, marks: summary) }
    }
    self.init(
      name: summary.name, title: summary.title,
      columns: summary.rows.map { ReportColumn($0) } + summary.columns(of: grid.columnKeys),
      rows: body, notes: summary.notes(on: cells), provenance: provenance)
    origins = grid.rowKeys.indices.map { row in
      summary.rows.map { _ in nil }
        + grid.columnKeys.indices.map { grid.origin(row, $0, summary) }
    }
  }
}

extension SummaryTable {
  /// How a cell comes from its runs.
  fileprivate func rule(_ count: Int?) -> CellRule {
    if metric.hasPrefix("cost.") { return CellRule("counted of the runs' network", metric: metric) }
    let replicates = count.map { "\($0) \($0 == 1 ? "seed" : "seeds")" } ?? "seeds"
    let percent = Int((level * 100).rounded())
    let uncertainty: String? =
      switch (spread, count ?? 0 > 1) {
      case (_, false), (.none, _): nil
      case (.interval, true): "\(percent) % Student interval of the mean over \(replicates)"
      case (.deviation, true): "standard deviation between \(replicates), divisor n - 1"
      }
    let test =
      "paired t tests against the best of the column over common seeds, corrected by Holm within "
      + "the column at \(100 - percent) %"
    return CellRule(
      "mean over \(replicates)", metric: metric, interval: uncertainty,
      test: marksSameAsBest ? test : nil)
  }

  fileprivate func shows(_ mark: ReportMark) -> Bool {
    switch mark {
    case .best: marksBest
    case .sameAsBest: marksSameAsBest
    }
  }

  fileprivate func columns(of keys: [[ObservationValue]]) -> [ReportColumn] {
    keys.map { key in
      let header = zip(columns, key).map { "\($0) = \($1.text)" }.joined(separator: ", ")
      return header.isEmpty
        ? ReportColumn(metricTitle, unit: unit)
        : ReportColumn(header, group: metricTitle, unit: unit)
    }
  }

  fileprivate func notes(on cells: [CellSummary]) -> [String] {
    let counts = Set(cells.compactMap { $0.estimate?.count }).sorted()
    guard let fewest = counts.first, let most = counts.last else { return [] }
    let seeds = fewest == most ? "\(most) seeds" : "\(fewest) to \(most) seeds"
    guard most > 1 || spread == .none else {
      return ["Single runs: nothing can be said of their spread."]
    }
    switch spread {
    case .none: return []
    case .interval:
      let percent = Int((level * 100).rounded())
      return ["Mean ± half width of the \(percent) % Student interval over \(seeds)."]
    case .deviation: return ["Mean ± standard deviation between \(seeds)."]
    }
  }
}

extension SummarySpread {
  fileprivate func ends(of estimate: MeanEstimate) -> Interval? {
    switch self {
    case .interval: estimate.interval
    case .deviation:
      estimate.deviation.map { Interval(low: estimate.mean - $0, high: estimate.mean + $0) }
    case .none: nil
    }
  }
}

/// The cells of a summary laid out by rows and columns.
private struct SummaryGrid {
  private(set) var rowKeys: [[ObservationValue]] = []
  private(set) var columnKeys: [[ObservationValue]] = []
  private var cells: [[ObservationValue]: CellSummary] = [:]

  init(_ summaries: [CellSummary], keyColumns count: Int) {
    for summary in summaries {
      let (row, column) = (Array(summary.key.prefix(count)), Array(summary.key.dropFirst(count)))
      if !rowKeys.contains(row) { rowKeys.append(row) }
      if !columnKeys.contains(column) { columnKeys.append(column) }
      cells[summary.key] = summary
    }
    rowKeys = Self.sorted(rowKeys)
    columnKeys = Self.sorted(columnKeys)
  }

  /// Keys by their first value, then their second: numbers by size, words in the order of the study.
  private static func sorted(_ keys: [[ObservationValue]]) -> [[ObservationValue]] {
    let orders = (keys.first ?? []).indices.map { place in
      var values: [ObservationValue] = []
      for key in keys where !values.contains(key[place]) { values.append(key[place]) }
      return values.allSatisfy { $0.number != nil }
        ? values.sorted { ($0.number ?? 0) < ($1.number ?? 0) } : values
    }
    func ranks(_ key: [ObservationValue]) -> [Int] {
      zip(key, orders).map { $1.firstIndex(of: $0) ?? $1.count }
    }
    return keys.sorted { ranks($0).lexicographicallyPrecedes(ranks($1)) }
  }

  func cell(_ row: Int, _ column: Int, marks summary: SummaryTable) -> ReportCell {
    guard let cell = cells[rowKeys[row] + columnKeys[column]] else {
      return .missing(reason: "not part of the study")
    }
    guard let estimate = cell.estimate else {
      return .missing(reason: cell.absence ?? "no seed is complete")
    }
    let mark = marks(in: column, summary)[row].flatMap { summary.shows($0) ? $0 : nil }
    return .number(
      ReportNumber(
        estimate.mean, interval: summary.spread.ends(of: estimate), count: estimate.count,
        mark: mark))
  }

  /// The runs of a cell and how its number comes from them.
  func origin(_ row: Int, _ column: Int, _ summary: SummaryTable) -> CellOrigin? {
    cells[rowKeys[row] + columnKeys[column]].map { cell in
      CellOrigin(runs: cell.runIDs, rule: summary.rule(cell.estimate?.count))
    }
  }

  /// The marks of a column, by row.
  private func marks(in column: Int, _ summary: SummaryTable) -> [Int: ReportMark] {
    let candidates = rowKeys.indices.compactMap { row in
      cells[rowKeys[row] + columnKeys[column]].flatMap { cell in
        cell.estimate.map { (row: row, mean: $0.mean, bySeed: cell.bySeed) }
      }
    }
    let sign = summary.higherIsBetter ? 1.0 : -1.0
    guard candidates.count > 1,
      let best = candidates.max(by: { sign * $0.mean < sign * $1.mean })
    else { return [:] }
    let tested = candidates.compactMap { candidate -> (row: Int, pValue: Double)? in
      guard candidate.row != best.row else { return nil }
      return pairedPValue(best.bySeed, candidate.bySeed).map { (candidate.row, $0) }
    }
    var marks: [Int: ReportMark] = [best.row: .best]
    for (test, adjusted) in zip(tested, holmAdjusted(tested.map(\.pValue)))
    where adjusted >= 1 - summary.level {
      marks[test.row] = .sameAsBest
    }
    return marks
  }
}

/// The p-value of the paired t test over common seeds; nil for fewer than two.
private func pairedPValue(_ first: [Int: Double], _ second: [Int: Double]) -> Double? {
  let differences = first.keys.sorted().compactMap { seed -> Double? in
    guard let a = first[seed], let b = second[seed] else { return nil }
    return a - b
  }
  return MeanEstimate(differences)?.pValue
}
