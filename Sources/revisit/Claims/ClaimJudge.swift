// Judges the claims of papers with all that a checkout holds: published values, networks, analyses, runs.

import Foundation
import Records
import References
import Reports

/// What claims are judged by, each made when it is first asked for.
struct ClaimJudge {
  /// The claims of all papers, by name.
  let papers: [PaperClaims]
  private let evaluation: ClaimEvaluation
  /// The machine on which times were measured.
  private let machine: String?

  /// A judge of the claims beside a folder of published values.
  ///
  /// - Parameters:
  ///   - library: The published values.
  ///   - measurements: Times measured on a machine; nil where there are none.
  ///   - analysis: The analysis of a name.
  /// - Throws: What is wrong with a file of claims.
  init(
    library: ReferenceLibrary, measurements: StepMeasurements?,
    analysis: @escaping (String) throws -> AnalysisTables
  ) throws {
    let folder = library.folder.deletingLastPathComponent()
    papers = try PaperClaims.all(in: folder.appending(path: "claims"))
    let answers = NetworkAnswers(measurements: measurements)
    var runs = RunEvidence(root: folder.deletingLastPathComponent())
    machine = measurements?.machine
    evaluation = ClaimEvaluation(
      library: library, machine: measurements?.hardware, analysis: analysis,
      ours: { try answers.answer($0) }, runs: { try runs.answer($0) })
  }

  /// The ledger of a paper, of one of its claims where an id is given.
  func ledger(of paper: PaperClaims, id: String? = nil) throws -> ClaimLedger {
    try evaluation.ledger(of: paper, id: id)
  }

  /// The ledger of a paper as a table.
  func table(of paper: PaperClaims) throws -> ReportTable {
    let isMeasured = paper.all.flatMap(\.evidence).contains { evidence in
      if case .ours(let own) = evidence.question { own.quantity.isMeasured } else { false }
    }
    return ReportTable(
      try ledger(of: paper), name: Self.tableName(paper),
      provenance: Provenance(
        references: paper.references, commit: shortVersion(CodeVersion.current().text),
        machine: isMeasured ? machine : nil))
  }

  /// The name of a paper's table.
  static func tableName(_ paper: PaperClaims) -> String { "claims-\(paper.name)" }
}

/// The analyses of a checkout, each made once and only where it is asked for.
struct PaperAnalyses {
  /// Their specifications, by name.
  let specifications: [AnalysisSpecification]
  private let make: (String) throws -> AnalysisTables

  /// - Throws: What is wrong with a specification.
  init(library: ReferenceLibrary, commit: String) throws {
    let folder = library.folder.deletingLastPathComponent().appending(path: "analyses")
    let all = try AnalysisSpecification.all(in: folder)
    specifications = all
    let answers = NetworkAnswers(measurements: nil)
    var made: [String: AnalysisTables] = [:]
    make = { name in
      if let tables = made[name] { return tables }
      guard let specification = all.first(where: { $0.name == name }) else {
        throw PaperTableError(
          "no analysis '\(name)'; expected one of \(all.map(\.name).joined(separator: ", "))")
      }
      let tables = try AnalysisTables(
        specification, library: library, commit: commit, ours: answers.answer)
      made[name] = tables
      return tables
    }
  }

  /// The analysis of a name.
  ///
  /// - Throws: `PaperTableError` where there is none; what is wrong with its values.
  func tables(of name: String) throws -> AnalysisTables { try make(name) }
}
