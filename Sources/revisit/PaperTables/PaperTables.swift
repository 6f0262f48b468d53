// The tables of published values with ours beside them: made, written, and compared with what lies there.

import Foundation
import Records
import References
import Reports

/// The tables that `paper-tables/specs/`, `paper-tables/analyses/` and `paper-tables/claims/` specify.
struct PaperTables {
  /// The tables in the order of their names.
  let tables: [SpecifiedTable]
  /// The analyses in the order of their names.
  let analyses: [AnalysisTables]
  /// The ledgers of claims in the order of their names.
  let claims: [ReportTable]
  /// The record of each table, by the table's name.
  private let records: [String: TableCells]

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
    var settings = SettingAnswers(root: root)
    let commit = shortVersion(CodeVersion.current().text)
    let questions = try PaperAnalyses(library: library, commit: commit)
    let judge = try ClaimJudge(
      library: library, measurements: measurements, analysis: questions.tables)
    let asked = questions.specifications.map(\.name)
    let ledgers = [Self.claimsFolder] + judge.papers.map(ClaimJudge.tableName)
    try Self.check(
      names.filter { name in !asked.contains { name.hasPrefix("\($0)-") } },
      known: all.map(\.name) + asked + ledgers)
    // An analysis makes its tables together, and all ledgers share one file of macros.
    analyses = try asked.filter { analysis in
      names.isEmpty || names.contains { $0 == analysis || $0.hasPrefix("\(analysis)-") }
    }.map(questions.tables)
    let wantsClaims = names.isEmpty || names.contains(where: ledgers.contains)
    claims = wantsClaims ? try judge.papers.map(judge.table) : []
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
          case .setting(let question): try settings.answer(question)
          }
        },
        origin: { question in
          switch question {
          case .network(let question): try answers.origin(of: question)
          case .training(let question): try training.origin(of: question)
          case .setting(let question): settings.origin(of: question)
          }
        })
    }
    records = Self.records(
      specified: tables.map(\.table), analysed: analyses.flatMap(\.tables) + claims,
      library: library,
      facts: { name in
        let study = all.first { $0.name == name }?.study
        return study.map { training.facts(of: $0.file) } ?? .none
      })
  }

  private static func records(
    specified: [ReportTable], analysed: [ReportTable], library: ReferenceLibrary,
    facts: (String) -> RunFacts
  ) -> [String: TableCells] {
    let tables =
      specified
      + analysed.map { table in
        var origin = CellOrigin()
        origin.published = table.provenance.references.map { PublishedOrigin(table: $0) }
        return table.withOrigins(otherwise: origin)
      }
    let recorded = tables.map { table in
      let references = table.provenance.references.compactMap { library.tables[$0] }
      let record = TableCells(
        table, formats: Self.formats, runs: facts(table.name),
        references: references.map { reference in
          RecordedReference(
            table: reference.name, status: reference.status.rawValue, sources: reference.sources)
        })
      return (table.name, record)
    }
    return Dictionary(recorded) { first, _ in first }
  }

  private static let formats: [TableFormat] = [.csv, .markdown, .latex, .html]

  /// The folder of the ledgers of claims.
  static let claimsFolder = "claims"

  private static func check(_ names: [String], known: [String]) throws {
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw PaperTableError(
        "no table '\(unknown)'; expected one of \(known.joined(separator: ", "))")
    }
  }

  /// The names of all tables.
  var names: [String] {
    tables.map(\.table.name) + analyses.flatMap { $0.tables.map(\.name) } + claims.map(\.name)
  }

  /// How many tables there are.
  var count: Int { names.count }

  /// How many figures there are.
  var figureCount: Int { analyses.reduce(0) { $0 + $1.figures.count } }

  /// The tables by the folder that they go to.
  private var folders: [(name: String, tables: [ReportTable])] {
    tables.map { ($0.table.name, [$0.table]) } + analyses.map { ($0.name, $0.tables) }
      + (claims.isEmpty ? [] : [(Self.claimsFolder, claims)])
  }

  /// The record of a table; nil where it is none of these.
  func record(_ name: String) -> TableCells? { records[name] }

  /// The text of each file, by its path in the folder of tables.
  ///
  /// A figure's script, which carries its data, stands for its pictures: these differ between versions of gnuplot.
  ///
  /// - Throws: `EncodingError`, which no table gives.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for (folder, tables) in folders {
      for table in tables {
        for format in Self.formats {
          files["\(folder)/\(table.name).\(format.fileExtension)"] = table.text(in: format)
        }
        files["\(folder)/\(table.name)\(TableCells.fileEnding)"] = try records[table.name]?.json
      }
      let macros = NumberMacros(tables.compactMap { records[$0.name] })
      files["\(folder)/\(NumberMacros.fileName)"] = macros.latex
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
      tables.map(\.table) + analyses.flatMap(\.tables) + claims, isLandscape: true)
  }

  /// Writes the files into a folder and draws the figures.
  func write(to folder: URL) throws {
    for (path, text) in try files() {
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
  ///
  /// - Throws: `EncodingError`, which no table gives.
  func outdated(in folder: URL) throws -> [String] {
    try files().filter { path, text in
      let written = try? String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return written.map(TextDigest.withoutCommits) != TextDigest.withoutCommits(text)
    }.keys.sorted()
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
