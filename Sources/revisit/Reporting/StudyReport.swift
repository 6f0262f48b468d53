// Everything that a study's results are turned into: tables, figures, notebook.

import Analysis
import Configuration
import Datasets
import Foundation
import Records
import Reports
import Studies

/// The report of a study as its results stand now.
struct StudyReport {
  let study: Study
  let store: StudyStore
  let results: StudyResults
  let answers: [StudyAnswer]
  let figures: [Figure]
  let observations: ObservationTable
  let tables: StudyTables
  /// The tables, in their order.
  let all: [ReportTable]
  /// The record of each table's cells, in the same order.
  let records: [TableCells]

  /// The report of what a store holds; `file` is that of the study, for the records of its tables.
  init(_ results: StudyResults, _ store: StudyStore, file: String) throws {
    let results = try results.namingMachines(in: store)
    study = results.study
    self.store = store
    self.results = results
    observations = try results.table
    answers = try results.answers(observations)
    tables = StudyTables(
      results: results, observations: observations, answers: answers,
      provenance: results.provenance)
    figures = try tables.figures()
    all = try tables.tables()
    let facts = try RunFacts(observations: observations, bookkeeping: results.bookkeeping)
    let runs = results.results.map(\.record.runID)
    let others = CellOrigin(runs: runs, rule: CellRule("made of all runs of the study"))
    let origin = RecordedStudy(name: study.name, file: file, subset: study.subset)
    records = all.map { [tables] table in
      TableCells(
        table.withOrigins(otherwise: others), formats: tables.formats(of: table), runs: facts,
        study: origin)
    }
  }

  /// Writes the observation table and, beside it, what runs took and where they ran: the two that stand in for a store.
  func writeObservations() throws {
    try write(observations.csv, to: store.folder.appending(path: "observations.csv"))
    try write(try results.bookkeeping.csv, to: store.folder.appending(path: "runs.csv"))
  }

  /// Writes every table in its formats, a document of all of them, the figures and the notebook.
  ///
  /// - Parameters:
  ///   - folder: Where tables and figures go; made where it is missing.
  ///   - notebook: The notebook's file.
  /// - Throws: `ReportError` if gnuplot is not there, or the file system's errors.
  func write(to folder: URL, notebook: URL) throws {
    let tableFolder = folder.appending(path: "tables")
    for table in all {
      for format in tables.formats(of: table) {
        let file = tableFolder.appending(path: "\(table.name).\(format.fileExtension)")
        try write(table.text(in: format), to: file)
      }
    }
    for record in records {
      let file = tableFolder.appending(path: record.name + TableCells.fileEnding)
      try write(try record.json, to: file)
    }
    try write(NumberMacros(records).latex, to: tableFolder.appending(path: NumberMacros.fileName))
    try write(LaTeX.document(all), to: tableFolder.appending(path: "all-tables.tex"))
    try Gnuplot().draw(figures, into: folder.appending(path: "figures"))
    try write(try notebookText(all, at: notebook, drawnIn: folder), to: notebook)
  }

  /// The tables and verdicts as text for a terminal.
  var text: String {
    (all.map { $0.text(in: .text) } + [statements]).joined(separator: "\n")
  }

  /// The line that every table ends with.
  var provenance: String { tables.provenance.text }

  /// What each fit says, in sentences.
  private var statements: String {
    answers.map { answer in
      answer.statements.map { "\(answer.definition.name): \($0)\n" }.joined()
    }
    .joined()
  }

  func write(_ text: String, to file: URL) throws {
    try storing(file) {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    }
  }
}

extension StudyResults {
  /// The study, runs, seeds, commits and machine behind the numbers.
  var provenance: Provenance {
    let records = results.map(\.record).filter(\.outcome.isResult)
    let commits = Set(records.map { shortVersion($0.codeVersion) }).sorted()
    let machines = Set(records.map { $0.machine ?? "machine not recorded in runs.csv" }).sorted()
    return Provenance(
      study: study.name, runs: records.count, seeds: records.map(\.replicate),
      rootSeed: study.variedSettings.contains("seeds.root")
        ? nil : study.points.first.map { UInt64($0.configuration.seeds.root) },
      commit: commits.isEmpty ? "none yet" : commits.joined(separator: " and "),
      machine: machines.isEmpty ? nil : machines.joined(separator: " and "))
  }
}

/// A version with the first 12 digits of its commit, which are enough for git.
func shortVersion(_ version: String) -> String {
  let parts = version.split(separator: "+", maxSplits: 1).map(String.init)
  return ([String(parts.first?.prefix(12) ?? "")] + parts.dropFirst()).joined(separator: "+")
}
