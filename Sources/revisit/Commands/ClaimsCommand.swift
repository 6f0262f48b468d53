// Prints how published claims stand.

import ArgumentParser
import Configuration
import Foundation
import Records
import References
import Reports
import Studies

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "Tell which claims of the papers, or of a study, hold.",
    usage: "revisit claims [<name> ...] [<options>]",
    discussion: """
      Each claim ends as reproduced, consistent, undecided, contradicted or not \
      comparable, by the evidence that paper-tables/claims names: reruns by others, \
      our counts, analyses of published figures, runs of our studies. Claims that \
      others make of a paper stand apart. A study's claims are judged by its runs.
      """)

  /// How the ledger is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, markdown, latex
  }

  @Argument(help: "Papers (files of paper-tables/claims) or study files (default: all papers).")
  var names: [String] = []

  @Option(help: "Only the claim of this id.")
  var id: String?

  @Option(help: "text, json, csv, markdown or latex.")
  var format: Format = .text

  @OptionGroup var reference: ReferenceOptions

  @Option(
    help: ArgumentHelp("The folder that holds the studies' results.", valueName: "folder"),
    completion: .directory)
  var results = "results"

  @OptionGroup var dataOptions: DataOptions

  func run() throws {
    let isStudy = { (name: String) in name.hasSuffix(".yaml") || name.hasSuffix(".yml") }
    let papers = names.filter { !isStudy($0) }
    var judged: [SourcedLedger] = []
    if names.isEmpty || !papers.isEmpty { judged += try paperLedgers(papers) }
    for file in names.filter(isStudy) { judged.append(try studyLedger(file)) }
    if let id {
      let known = judged.flatMap { $0.ledger.claims.map(\.id) }
      guard known.contains(id) else { throw UnknownClaim(id: id, known: known) }
      judged = judged.compactMap { $0.only(id) }
    }
    let ledgers = judged.map(\.ledger)
    switch format {
    case .text: print(ledgers.map(\.text).joined(separator: "\n"), terminator: "")
    case .json: print(claimsJSON(ledgers))
    case .csv: print(SourcedLedger(joining: judged).table.text(in: .csv), terminator: "")
    case .markdown: print(judged.map { $0.table.text(in: .markdown) }.joined(separator: "\n"))
    case .latex: print(judged.map { $0.table.text(in: .latex) }.joined(separator: "\n"))
    }
  }

  private func paperLedgers(_ names: [String]) throws -> [SourcedLedger] {
    let library = try ReferenceLibrary(folder: reference.folder())
    let root = library.folder.deletingLastPathComponent().deletingLastPathComponent()
    let commit = shortVersion(CodeVersion.current().text)
    let measurements = try StepMeasurements(file: root.appending(path: StepMeasurements.path))
    let judge = try ClaimJudge(
      library: library, measurements: measurements,
      analysis: PaperAnalyses(library: library, commit: commit).tables)
    let known = judge.papers.map(\.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw PaperTableError(
        "no claims of a paper '\(unknown)'; expected one of \(known.joined(separator: ", ")), or a "
          + "study file")
    }
    return try judge.papers.filter { names.isEmpty || names.contains($0.name) }.map { paper in
      let wanted = paper.all.contains { $0.id == id } ? id : nil
      return SourcedLedger(
        ledger: try judge.ledger(of: paper, id: wanted),
        provenance: Provenance(references: paper.references, commit: commit))
    }
  }

  private func studyLedger(_ file: String) throws -> SourcedLedger {
    let options = try StudyOptions.parse([file, "--results", results])
    let location = try dataOptions.location()
    let study = try options.study(at: location)
    let store = try options.store(of: study)
    let results = try StudyResults(study, store, at: location).namingMachines(in: store)
    let ledger = StudyClaims(results: results, answers: try results.answers(results.table)).ledger
    return SourcedLedger(
      ledger: ledger
        ?? ClaimLedger(
          name: study.name, title: "Study \(study.name) has no section 'claims'", claims: [],
          verdicts: []),
      provenance: results.provenance)
  }
}

/// A ledger with where its numbers come from.
private struct SourcedLedger {
  let ledger: ClaimLedger
  let provenance: Provenance

  var table: ReportTable {
    ReportTable(ledger, name: "claims-\(ledger.name)", provenance: provenance)
  }

  /// The ledger with one of its claims; nil where it has none of this id.
  func only(_ id: String) -> SourcedLedger? {
    let claims = ledger.claims.filter { $0.id == id }
    guard !claims.isEmpty else { return nil }
    return SourcedLedger(
      ledger: ClaimLedger(
        name: ledger.name, title: ledger.title, claims: claims,
        verdicts: ledger.verdicts, notes: ledger.notes),
      provenance: provenance)
  }
}

extension SourcedLedger {
  /// Several ledgers in one, for a file that has one heading.
  init(joining parts: [SourcedLedger]) {
    ledger = ClaimLedger(
      name: parts.map(\.ledger.name).joined(separator: "-"),
      title: parts.map(\.ledger.title).joined(separator: "; "),
      claims: parts.flatMap(\.ledger.claims), verdicts: parts.first?.ledger.verdicts ?? [],
      notes: parts.flatMap(\.ledger.notes))
    var whole = parts.first?.provenance ?? Provenance(references: [], commit: "none")
    whole.references = Set(parts.flatMap(\.provenance.references)).sorted()
    provenance = whole
  }
}

/// An id that no claim has.
private struct UnknownClaim: Error, CustomStringConvertible {
  let id: String
  let known: [String]

  var description: String {
    let nearest = nearestName(to: id, among: known).map { "did you mean '\($0)'?" }
    return "no claim '\(id)'; " + (nearest ?? "expected one of \(known.joined(separator: ", "))")
  }
}
