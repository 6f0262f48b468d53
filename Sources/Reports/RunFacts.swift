// What a study's summaries say of its runs: the two files that are committed beside each published study.

public import Analysis

/// What is known of the runs of a study, as `observations.csv` and `runs.csv` have it.
public struct RunFacts: Sendable {
  private struct Row {
    let outcome: String?
    let weights: String?
    let metrics: [ObservationValue]
  }

  private let columns: [String: Int]
  private let rows: [String: Row]
  private let code: [String: (commit: String, numerics: String)]

  /// Nothing is known of any run.
  public static let none = RunFacts()

  private init() { (columns, rows, code) = ([:], [:], [:]) }

  /// The facts of two tables.
  ///
  /// - Parameters:
  ///   - observations: One row a run, with its metrics.
  ///   - bookkeeping: One row a run, with what did it.
  /// - Throws: `AnalysisError` where a column is missing.
  public init(observations: ObservationTable, bookkeeping: ObservationTable) throws {
    let names = try observations.values("run").map(\.text)
    let outcome = observations.columns.firstIndex(of: "outcome")
    let weights = observations.columns.firstIndex(of: "weights_sha256")
    columns = Dictionary(
      zip(observations.columns, observations.columns.indices), uniquingKeysWith: { a, _ in a })
    rows = Dictionary(
      zip(
        names,
        observations.rows.map { row in
          Row(
            outcome: outcome.map { row[$0].text }, weights: weights.map { row[$0].text },
            metrics: row)
        }), uniquingKeysWith: { first, _ in first })
    let commits = zip(try bookkeeping.values("code"), try bookkeeping.values("numerics"))
      .map { (commit: $0.text, numerics: $1.text) }
    code = Dictionary(
      zip(try bookkeeping.values("run").map(\.text), commits),
      uniquingKeysWith: { first, _ in first })
  }

  /// The identities of all runs.
  public var runs: Set<String> { Set(rows.keys) }

  /// Whether anything is known of a run.
  public func knows(_ run: String) -> Bool { rows[run] != nil }

  /// A run with the values of some metrics.
  public func recorded(_ run: String, metrics: [String]) -> RecordedRun {
    let row = rows[run]
    var values: [String: Double] = [:]
    for metric in metrics {
      values[metric] = columns[metric].flatMap { row?.metrics[$0].number }
    }
    let weights = row?.weights.map { String($0.prefix(16)) }
    return RecordedRun(
      run: run, outcome: row?.outcome == "completed" ? nil : row?.outcome,
      commit: code[run]?.commit ?? "", numerics: code[run]?.numerics ?? "",
      weights: weights?.isEmpty == false ? weights : nil, values: values)
  }
}
