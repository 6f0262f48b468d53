// One cell of a table walked back: the number, its runs, the rule, code and numerics, published places.

import Analysis
import Foundation
import Reports

/// What a cell is made of: the keys of `revisit explain --json`, in camel case.
struct CellExplanation: Encodable {
  /// A run behind the cell.
  struct Run: Encodable {
    let run: String
    let seed: Int?
    /// The metric of the rule; nil where the run has none.
    let value: Double?
    let outcome: String?
    let commit: String
    let numerics: String
    let weights: String?
  }

  /// A published value with where it was read.
  struct Published: Encodable {
    let table: String
    let file: String
    let line: Int?
    let text: String?
    let provenance: String?
    let sources: [String]
  }

  let table: String
  let title: String
  let row: Int
  let rowTitle: String
  let column: Int
  let columnTitle: String
  /// The unit in which it is shown.
  let unit: String
  /// The cell as it is written.
  let written: String
  let value: Double?
  let low: Double?
  let high: Double?
  /// How it compares with its column: `best` or `sameAsBest`.
  let mark: String?
  /// Why there is no number.
  let missing: String?
  /// The number as a LaTeX macro; nil for labels.
  let macro: String?
  let study: String?
  let studyFile: String?
  let subset: String?
  let rule: CellRule?
  let runs: [Run]
  let commits: [String]
  let numerics: [String]
  let published: [Published]
  let counts: [CountedOrigin]
  /// The points of a study that a specification asks about.
  let points: StudyOrigin?
  let measured: [String]
  let provenance: String
  /// The commands that do it again.
  let again: [String]

  /// Explains a cell of a table.
  ///
  /// - Parameters:
  ///   - cells: The record of the table.
  ///   - row: Its place from 0.
  ///   - column: Its place from 0.
  init(_ cells: TableCells, row: Int, column: Int) {
    let table = cells.table
    let origin = cells.origin(row, column) ?? CellOrigin()
    let metric = origin.rule?.metric
    self.table = cells.name
    title = table.title
    (self.row, self.column) = (row + 1, column + 1)
    rowTitle = cells.rowTitle(row)
    columnTitle = cells.columnTitle(column)
    unit = table.columns[column].unit.symbol
    written = table.writtenText(row, column)
    let number: ReportNumber? =
      if case .number(let number) = table.rows[row][column] { number } else { nil }
    value = number?.value
    (low, high) = (number?.interval?.low, number?.interval?.high)
    mark = number?.mark?.rawValue
    missing = if case .missing(let reason) = table.rows[row][column] { reason } else { nil }
    macro = cells.macroKeys[row][column].map { "\\revisit{\($0)}" }
    study = cells.study?.name
    studyFile = cells.study?.file ?? origin.study?.file
    subset = cells.study?.subset
    rule = origin.rule
    runs = cells.runs(row, column).map { run in
      Run(
        run: run.run, seed: run.seed, value: metric.flatMap { run.values[$0] },
        outcome: run.outcome, commit: run.commit, numerics: run.numerics, weights: run.weights)
    }
    commits = Set(runs.map(\.commit)).subtracting([""]).sorted()
    numerics = Set(runs.map(\.numerics)).subtracting([""]).sorted()
    published = origin.published.map { value in
      Published(
        table: value.table, file: "paper-tables/reference/\(value.table).yaml", line: value.line,
        text: value.text, provenance: value.provenance,
        sources: cells.reference(value.table)?.sources ?? [])
    }
    counts = origin.counted
    points = origin.study
    measured = origin.measured
    provenance = table.provenance.text
    again = Self.commands(cells, origin)
  }

  private static func commands(_ cells: TableCells, _ origin: CellOrigin) -> [String] {
    if let study = cells.study {
      let file = study.file + (study.subset.map { " --subset \($0)" } ?? "")
      return [
        "revisit verify \(file)", "revisit run \(file)", "revisit report \(file)",
      ]
    }
    let counts = Set(origin.counted.map(\.network)).sorted().map { "revisit model \($0)" }
    let training = origin.study.map { ["revisit run \($0.file)"] } ?? []
    let measuring = origin.measured.isEmpty ? [] : ["revisit bench models"]
    return counts + training + measuring + ["revisit tables \(cells.name)"]
  }
}
