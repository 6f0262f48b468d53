// The tables of a study: those it asks for, and one for its fits of each kind.

import Analysis
import Configuration
import Records
import Reports
import Studies

/// Makes the tables of a study from its results and answers.
struct StudyTables {
  let results: StudyResults
  /// The results, one row a run.
  let observations: ObservationTable
  let answers: [StudyAnswer]
  let provenance: Provenance

  /// All tables, in the order of the file, then contrasts, curves, rules and claims.
  func tables() throws -> [ReportTable] {
    try asked() + contrasts() + curves() + multiverses() + rules() + frontiers() + variances()
      + nestedVariances()
      + claims()
  }

  /// The formats in which a table is written: those of its definition, or all three.
  func formats(of table: ReportTable) -> [Reports.TableFormat] {
    guard let definition = results.study.tables.first(where: { $0.name == table.name }) else {
      return [.csv, .markdown, .latex]
    }
    return definition.formats.map { format in
      switch format {
      case .csv: .csv
      case .markdown: .markdown
      case .latex: .latex
      case .html: .html
      }
    }
  }

  private func asked() throws -> [ReportTable] {
    let table = try completeTable()
    return try results.study.tables.map { definition in
      switch definition.cell {
      case .mean(let measure, let spread): try means(definition, measure, spread, table)
      case .cost(let column): try costs(definition, column, table)
      case .difference(let cell): try differences(definition, cell, table)
      }
    }
  }

  /// The runs with every column that a table of the study asks for, empty where no run has a value.
  private func completeTable() throws -> ObservationTable {
    let study = results.study
    let asked = study.tables.flatMap { $0.rows + $0.columns } + study.measures.map(\.metric)
    return try asked.reduce(observations) { table, column in
      table.columns.contains(column) ? table : try table.adding(column) { _ in .missing }
    }
  }

  private func means(
    _ definition: TableDefinition, _ name: String, _ spread: CellSpread?, _ table: ObservationTable
  ) throws -> ReportTable {
    let measure = results.study.measure(name)
    var summary = SummaryTable(
      name: definition.name, title: definition.caption ?? results.study.title,
      rows: definition.rows, metric: measure.metric, metricTitle: title(ofColumn: measure.metric))
    summary.columns = definition.columns
    summary.unit = measure.reportUnit
    summary.higherIsBetter = measure.higherIsBetter
    summary.marksBest = definition.marks.best == .bold
    summary.marksSameAsBest = definition.marks.sameAsBest == .dagger
    summary.spread =
      switch spread {
      case .confidence95: .interval
      case .deviation: .deviation
      case nil: .none
      }
    return try ReportTable(summary, of: table, provenance: provenance)
  }

  private func costs(
    _ definition: TableDefinition, _ column: String, _ table: ObservationTable
  ) throws -> ReportTable {
    let oneEach = try table.filtered { $0["replicate"]?.number == 0 }
    var summary = SummaryTable(
      name: definition.name, title: definition.caption ?? results.study.title,
      rows: definition.rows, metric: column,
      metricTitle: title(ofColumn: column, sample: results.study.sampleNoun))
    summary.columns = definition.columns
    (summary.marksBest, summary.marksSameAsBest) = (false, false)
    summary.spread = .none
    summary.unit = column == "cost.resolution" ? .none : .millions
    return try ReportTable(summary, of: oneEach, provenance: provenance)
  }

  private func contrasts() -> [ReportTable] {
    answers.compactMap { answer in
      guard case .contrast(let fit) = answer.definition.kind,
        case .success(.contrast(let result)) = answer.result
      else { return nil }
      let measure = results.study.measure(fit.measure)
      return ReportTable(
        result, name: answer.definition.name,
        title: "\(fit.first) against \(fit.second) at equal cost. \(results.study.title)",
        metricTitle: title(ofColumn: measure.metric), unit: measure.differenceUnit,
        provenance: provenance)
    }
  }

  private func curves() -> [ReportTable] {
    let fits = answers.compactMap { answer -> LabelledFit? in
      guard case .powerLaw = answer.definition.kind else { return nil }
      let result = answer.result.flatMap { result -> Result<Analysis.PowerLawFit, AnalysisError> in
        guard case .powerLaw(let fit) = result else {
          fatalError("the power law '\(answer.definition.name)' has an answer of another kind")
        }
        return .success(fit)
      }
      var labelled = LabelledFit(label: answer.definition.name, result: result)
      labelled.runs = answer.runIDs
      return labelled
    }
    if fits.isEmpty { return [] }
    return [
      ReportTable(
        fits, name: "error-against-cost", title: "Error against cost. \(results.study.title)",
        unit: .percent, provenance: provenance)
    ]
  }

  private func multiverses() -> [ReportTable] {
    answers.compactMap { answer in
      answer.multiverse.map {
        ReportTable(
          $0, name: "\(answer.definition.name)-multiverse",
          title: "\(answer.definition.name) under other choices. \(results.study.title)",
          unit: .percent, provenance: provenance
        ).withOrigins(
          otherwise: CellOrigin(
            runs: answer.runIDs,
            rule: CellRule("law of '\(answer.definition.name)' under the row's choices")))
      }
    }
  }

  private func claims() -> [ReportTable] {
    guard let ledger = StudyClaims(results: results, answers: answers).ledger else { return [] }
    return [ReportTable(ledger, name: "claims", provenance: provenance)]
  }

  private func rules() -> [ReportTable] {
    let asked = answers.compactMap { answer -> (answer: StudyAnswer, rule: ResolutionRule)? in
      guard case .success(.resolution(let rule)) = answer.result else { return nil }
      return (answer, rule)
    }
    if asked.isEmpty { return [] }
    return [
      ReportTable(
        asked.map { (label: $0.answer.definition.name, rule: $0.rule) }, name: "best-resolution",
        title: "Growth of the best resolution with cost. \(results.study.title)",
        provenance: provenance
      ).withOrigins(
        ofRows: asked.map { answer, _ in
          CellOrigin(
            runs: answer.runIDs,
            rule: CellRule(
              "slope of log resolution on log cost along the frontier of '\(answer.definition.name)'",
              interval: "by resampling"))
        })
    ]
  }
}

extension MeasureDefinition {
  /// The unit of a value.
  var reportUnit: ReportUnit { unit == .percent ? .percent : .none }
  /// The unit of a difference.
  var differenceUnit: ReportUnit { unit == .percent ? .percentagePoints : .none }
}
