// The cells of a table: a metric's mean over seeds for each combination of some columns.

import Configuration

/// The runs behind one cell and what they say.
public struct CellSummary: Hashable, Sendable {
  /// The values of the columns that make the cell.
  public let key: [ObservationValue]
  /// The metric by replicate, averaged over the cell's points; complete seeds only.
  public let bySeed: [Int: Double]
  /// Mean and interval over seeds; nil where no run gave a value.
  public let estimate: MeanEstimate?
  /// Runs of the cell, with or without a value.
  public let runs: Int
  /// Their identities, in the table's order.
  public let runIDs: [String]
  /// Why runs gave no value, for example `2 runs: failed memory`; nil where all gave one.
  public let absence: String?
}

extension ObservationTable {
  /// One summary for each combination of the keys' values, in the order of first occurrence.
  ///
  /// A point with several labels of a group counts under each. Where a cell holds several points, each seed's
  /// values are averaged first, and a seed counts where it has a value at every point that has any.
  ///
  /// - Throws: `AnalysisError` where a column is missing or the metric is text.
  public func summary(
    of metric: String, by keys: [String], level: Double = 0.95
  ) throws -> [CellSummary] {
    try withOneLabelEach(keys).grouped(by: keys).map { group in
      let bySeed = try group.table.seedMeans(of: metric)
      let values = bySeed.keys.sorted().compactMap { bySeed[$0] }
      return CellSummary(
        key: group.key, bySeed: bySeed, estimate: MeanEstimate(values, level: level),
        runs: group.table.rows.count, runIDs: try group.table.runIDs,
        absence: try group.table.absence(of: metric))
    }
  }

  /// The table with a row for each label that a row carries in the given columns.
  private func withOneLabelEach(_ keys: [String]) throws -> ObservationTable {
    var rows = rows
    for index in try keys.map(index) {
      rows = rows.flatMap { row in
        let labels = row[index].labels
        guard labels.count > 1 else { return [row] }
        return labels.map { label in
          var copy = row
          copy[index] = .text(label)
          return copy
        }
      }
    }
    return try ObservationTable(columns: columns, rows: rows)
  }

  /// The runs' identities; where no column has them, point and replicate make them.
  var runIDs: [String] {
    get throws {
      if columns.contains("run") { return try values("run").map(\.text) }
      return zip(try values("point"), try values("replicate")).map { "\($0.text)-\($1.text)" }
    }
  }

  private func seedMeans(of metric: String) throws -> [Int: Double] {
    let (points, replicates) = (try values("point"), try self.replicates())
    var bySeed: [Int: [Double]] = [:]
    var measured: Set<ObservationValue> = []
    for (row, value) in try numbers(metric).enumerated() {
      guard let value, let replicate = replicates[row] else { continue }
      bySeed[replicate, default: []].append(value)
      measured.insert(points[row])
    }
    return bySeed.filter { $0.value.count == measured.count }.mapValues(arithmeticMean)
  }

  private func absence(of metric: String) throws -> String? {
    let silent = try zip(rows, numbers(metric)).filter { $0.1 == nil }.map(\.0)
    guard !silent.isEmpty else { return nil }
    let outcome = columns.firstIndex(of: "outcome")
    let reasons = Set(silent.map { row in reason(outcome.map { row[$0].text }) }).sorted()
    return "\(counted(silent.count, "run")): \(reasons.joined(separator: ", "))"
  }

  private func reason(_ outcome: String?) -> String {
    switch outcome {
    case nil: "no value"
    case "completed": "done without this metric"
    case .some(let outcome): outcome
    }
  }
}
