// The tables of published values with ours beside them: made, written, and compared with what lies there.

import Foundation
import Records
import References
import Reports

/// The tables that `paper-tables/specs/` and `paper-tables/analyses/` specify.
struct PaperTables {
  /// The tables in the order of their names.
  let tables: [SpecifiedTable]
  /// The analyses in the order of their names.
  let analyses: [AnalysisTables]

  /// Evaluates specifications.
  ///
  /// - Parameters:
  ///   - names: Those that are wanted; empty for all.
  ///   - reference: The folder of published values, beside that of specifications.
  /// - Throws: What is wrong with either, or `PaperTableError` for a name that there is not.
  init(_ names: [String], reference: URL) throws {
    let library = try ReferenceLibrary(folder: reference)
    let folder = reference.deletingLastPathComponent()
    let all = try TableSpecification.all(in: folder.appending(path: "specs"))
    let root = folder.deletingLastPathComponent()
    let measurements = try StepMeasurements(file: root.appending(path: StepMeasurements.path))
    let answers = NetworkAnswers(measurements: measurements)
    var training = TrainingAnswers(root: root)
    let commit = shortVersion(CodeVersion.current().text)
    let questions = try AnalysisSpecification.all(in: folder.appending(path: "analyses"))
    try Self.check(names, known: all.map(\.name) + questions.map(\.name))
    analyses = try questions.filter { names.isEmpty || names.contains($0.name) }
      .map { specification in
        try AnalysisTables(specification, library: library, commit: commit, ours: answers.answer)
      }
    tables = try all.filter { names.isEmpty || names.contains($0.name) }.map { specification in
      try SpecifiedTable(
        specification, library: library,
        provenance: { references in
          Provenance(
            references: references, commit: commit,
            machine: specification.needsMeasurements ? measurements?.machine : nil)
        },
        ours: { question in
          switch question {
          case .network(let question): try answers.answer(question)
          case .training(let question): try training.answer(question)
          }
        })
    }
  }

  private static func check(_ names: [String], known: [String]) throws {
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw PaperTableError(
        "no table '\(unknown)'; expected one of \(known.joined(separator: ", "))")
    }
  }

  /// The names of all tables.
  var names: [String] {
    tables.map(\.table.name) + analyses.flatMap { $0.tables.map(\.name) }
  }

  /// How many tables there are.
  var count: Int { names.count }

  /// How many figures there are.
  var figureCount: Int { analyses.reduce(0) { $0 + $1.figures.count } }

  /// The text of each file, by its path in the folder of tables.
  ///
  /// A figure's script, which carries its data, stands for its pictures: these differ between versions of gnuplot.
  var files: [String: String] {
    var files: [String: String] = [:]
    let all =
      tables.map { (folder: $0.table.name, table: $0.table) }
      + analyses.flatMap { analysis in
        analysis.tables.map { (folder: analysis.name, table: $0) }
      }
    for (folder, table) in all {
      for format in [TableFormat.csv, .markdown, .latex, .html] {
        files["\(folder)/\(table.name).\(format.fileExtension)"] = table.text(in: format)
      }
    }
    for analysis in analyses where !analysis.figures.isEmpty {
      let folder = "\(analysis.name)/figures"
      for figure in analysis.figures {
        files["\(folder)/\(figure.name).gp"] = figure.gnuplotScript
      }
      files["\(folder)/figures.tex"] = LaTeX.document(analysis.figures)
    }
    return files
  }

  /// A document that shows all tables.
  var document: String {
    LaTeX.document(
      tables.map(\.table) + analyses.flatMap(\.tables), isLandscape: true)
  }

  /// Writes the files into a folder and draws the figures.
  func write(to folder: URL) throws {
    for (path, text) in files {
      let file = folder.appending(path: path)
      try storing(file) {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
      }
    }
    for analysis in analyses {
      try Gnuplot().draw(
        analysis.figures, into: folder.appending(path: "\(analysis.name)/figures"))
    }
  }

  /// The files of a folder that are not what would be written now, whatever commit they name.
  func outdated(in folder: URL) -> [String] {
    files.filter { path, text in
      let written = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return written.map(Self.withoutCommit) != Self.withoutCommit(text)
    }.keys.sorted()
  }

  private static func withoutCommit(_ text: String) -> String {
    text.replacing(/ours of commit [0-9a-z]+(\+changes)?/, with: "ours")
  }
}

extension TableSpecification {
  /// Whether it shows what was measured on a machine.
  fileprivate var needsMeasurements: Bool {
    columns.contains { column in
      switch column.content {
      case .ours(let own), .comparison(let own, _, _):
        own.quantity == .stepMilliseconds || own.quantity == .memoryMebibytes
      case .text, .published, .decision: false
      }
    }
  }
}

/// What keeps a table of published values from being made.
struct PaperTableError: Error, CustomStringConvertible {
  /// What was found, what was expected, how to mend it.
  let description: String

  init(_ description: String) { self.description = description }
}
