// Tables of differences from one row, as a study asks for them.

import Analysis
import Reports
import Studies

extension StudyTables {
  /// The table of a definition whose cells are differences.
  ///
  /// - Throws: `AnalysisError` where the runs lack a column; `ExpressionError` where the reference has no answer.
  func differences(
    _ definition: TableDefinition, _ cell: DifferenceCell, _ runs: ObservationTable
  ) throws -> ReportTable {
    let measure = results.study.measure(cell.measure)
    let rows = definition.rows
    var table = DifferenceTable(
      name: definition.name, title: definition.caption ?? results.study.title, rows: rows,
      regimes: definition.columns, metric: measure.metric,
      metricTitle: title(ofColumn: measure.metric)
    ) { values in
      try cell.isReference(
        Dictionary(zip(rows, values.map(\.inExpressions)), uniquingKeysWith: { first, _ in first }))
    }
    table.unit = measure.reportUnit
    table.differenceUnit = measure.differenceUnit
    table.higherIsBetter = measure.higherIsBetter
    table.margin = cell.equivalence.map { $0 / measure.unit.factor }
    return try ReportTable(table, of: runs, provenance: provenance)
  }
}

extension ObservationValue {
  /// The value as conditions on rows see it.
  fileprivate var inExpressions: ExpressionValue {
    switch self {
    case .missing: .text("")
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .boolean(let value): .boolean(value)
    }
  }
}
