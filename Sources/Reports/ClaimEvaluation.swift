// Judges the claims of a paper: looks up what each rests on, asks what is ours, and tests it.

import Analysis
import Foundation
public import References

/// Judges claims by published values, our counts, analyses and the runs of studies.
public struct ClaimEvaluation {
  /// The published values.
  let library: ReferenceLibrary
  /// Where measured times are from; nil where nothing was measured.
  let machine: String?
  /// The analysis of a name.
  let analysis: (String) throws -> AnalysisTables
  /// What we say of a network.
  let ours: (NetworkQuestion) throws -> OwnValue
  /// What the runs of a study say.
  let runs: (RunsEvidence) throws -> RunsAnswer

  /// An evaluation over some published values.
  ///
  /// - Parameters:
  ///   - library: The published values.
  ///   - machine: The machine on which times were measured, in words; nil where none were.
  ///   - analysis: The analysis of a name.
  ///   - ours: What we say of a network.
  ///   - runs: What the runs of a study say.
  public init(
    library: ReferenceLibrary, machine: String?,
    analysis: @escaping (String) throws -> AnalysisTables,
    ours: @escaping (NetworkQuestion) throws -> OwnValue,
    runs: @escaping (RunsEvidence) throws -> RunsAnswer
  ) {
    (self.library, self.machine, self.analysis) = (library, machine, analysis)
    (self.ours, self.runs) = (ours, runs)
  }

  /// The ledger of a paper.
  ///
  /// - Parameters:
  ///   - paper: Its claims.
  ///   - id: The one that is wanted; nil for all.
  /// - Returns: The claims with their verdicts, in the order of the file.
  /// - Throws: `ReportError` with the claim's place where a value is not there, not verified or no number, and for an
  ///   analysis or a study that cannot answer.
  public func ledger(of paper: PaperClaims, id: String? = nil) throws -> ClaimLedger {
    let secondary = Set(paper.secondary.map(\.id))
    let claims = try paper.all.filter { id == nil || $0.id == id }.map { claim in
      do {
        let stated = try library.value(at: claim.stated)
        return JudgedClaim(
          id: claim.id, paper: paper.paper, statement: claim.statement, source: claim.source,
          isSecondary: secondary.contains(claim.id),
          correction: secondary.contains(claim.id) ? stated.text : nil,
          evidence: try claim.evidence.map { try judged($0) })
      } catch {
        throw ReportError("claims/\(paper.name).yaml:\(claim.position): \(claim.id): \(error)")
      }
    }
    return ClaimLedger(
      name: paper.name, title: "\(paper.paper), \(paper.title)", claims: claims,
      verdicts: Self.verdicts + (secondary.isEmpty ? [] : [Self.others]), notes: paper.notes)
  }

  private static let verdicts = [
    "Reproduced: shown by reruns of others, our counts or our runs, a number by two one-sided tests "
      + "at 5 % within the margin.",
    "Consistent: the 95 % interval agrees but equivalence is not shown, or it rests on the paper's "
      + "own figures or weights.",
    "Contradicted: the whole 95 % interval is beyond the margin or on the other side.",
    "Not comparable: of another protocol or hardware.",
  ]

  private static let others =
    "Claims at the end are made by others of the paper and are none of its own."

  private func judged(_ evidence: ClaimEvidence) throws -> JudgedEvidence {
    var judged: JudgedEvidence
    switch evidence.question {
    case .nothing(let reason):
      judged = JudgedEvidence(
        kind: nil, words: "nothing", judgement: ClaimJudgement(.undecided, why: reason))
    case .values(let origin, let values): judged = try self.values(origin, values)
    case .ours(let own): judged = try self.own(own)
    case .analysis(let question): judged = try answer(question)
    case .law(let question): judged = try answer(question)
    case .runs(let question): judged = try answer(question)
    }
    if judged.unit.isEmpty { judged.unit = evidence.unit }
    judged.notes = [evidence.because, evidence.note].compactMap(\.self)
    return judged
  }

  // MARK: - Published values

  private func values(_ origin: ValuesOrigin, _ values: ValuesEvidence) throws -> JudgedEvidence {
    var places: [String] = []
    var sample: [Double] = []
    for scope in try scopes(values.rows) {
      for term in values.terms {
        guard let (number, rests) = try value(of: term, scope) else { continue }
        sample.append(number)
        places += rests
      }
    }
    let kind = EvidenceKind(origin)
    return JudgedEvidence(
      kind: kind, words: "\(sample.count) \(kind.noun(sample.count))",
      judgement: ClaimExpectation(values.expectation)
        .judged(by: values.expectation.rounded(sample), of: kind),
      margin: values.expectation.margin, runs: places)
  }

  /// What a term gives in a row, with the places of its values; nil where the source lacks one of them.
  private func value(
    of term: ValuesEvidence.Term, _ scope: RowScope
  ) throws -> (Double, places: [String])? {
    guard let value = try published(term.value, scope) else { return nil }
    guard let second = term.second else { return (value.number, [value.place]) }
    guard let other = try published(second.place, scope) else { return nil }
    let number =
      switch second {
      case .less: value.number - other.number
      case .over: value.scaled / other.scaled
      }
    return (number, [value.place, other.place])
  }

  private struct PlacedValue {
    /// As it is printed, in its unit.
    let number: Double
    /// In the unit's base.
    let scaled: Double
    let printed: PrintedNumber
    let unit: ReferenceUnit?
    let place: String
  }

  /// A published number, in its unit; nil where the source has none.
  private func published(_ template: PublishedTemplate, _ scope: RowScope) throws -> PlacedValue? {
    let column = try scope.filled(template.column, specification: "column")
    let (table, row) = try place(template, scope)
    let value = try table.usable(column, in: row)
    switch value.content {
    case .missing: return nil
    case .number(let number):
      let unit = try table.column(column).unit
      return PlacedValue(
        number: number.value, scaled: number.scaled(by: unit), printed: number, unit: unit,
        place: "\(table.file):\(value.line)")
    case .text, .list:
      throw ReportError(
        "\(table.file):\(value.position): '\(column)' is '\(value.text)'; expected a number")
    }
  }

  private func place(
    _ template: PublishedTemplate, _ scope: RowScope
  ) throws -> (ReferenceTable, ReferenceRow) {
    if let name = template.table {
      let match = try template.match.mapValues { try scope.filled($0, specification: "match") }
      let table = try library.table(named: name)
      return (table, try table.row(with: match))
    }
    guard let table = scope.table, let row = scope.row else {
      throw ReportError(
        "its rows are of no reference table; say in which table '\(template.column)' is")
    }
    return (table, row)
  }

  private func scopes(_ rows: EvidenceRows) throws -> [RowScope] {
    let all: [RowScope]
    switch rows.source {
    case .listed(let words): all = words.map { RowScope(table: nil, row: nil, words: $0) }
    case .reference(let name):
      let table = try library.table(named: name)
      for column in rows.only.keys.sorted() { _ = try table.column(column) }
      all = table.rows.map { row in
        let words = zip(table.columns, row.values).map { ($0.name, $1.text) }
        return RowScope(
          table: table, row: row, words: Dictionary(words) { first, _ in first })
      }
    }
    let kept = all.filter { scope in
      rows.only.allSatisfy { column, texts in scope.words[column].map(texts.contains) ?? false }
    }
    guard !kept.isEmpty else { throw ReportError("no row is left; mend 'rows' or 'only'") }
    return kept
  }

  // MARK: - Ours

  private func own(_ own: OwnEvidence) throws -> JudgedEvidence {
    var (places, numbers, pairs): ([String], [Double], [CountPair]) = ([], [], [])
    for scope in try scopes(own.rows) {
      guard let number = try number(own.quantity, own.network, over: own.over, scope) else {
        continue
      }
      numbers.append(number)
      guard case .printed(let template, _) = own.demand,
        let printed = try published(template, scope)
      else {
        if let table = scope.table, let row = scope.row {
          places.append("\(table.file):\(row.line)")
        }
        continue
      }
      places.append(printed.place)
      pairs.append(
        CountPair(
          difference: number / printed.scaled - 1,
          agrees: printed.printed.isRounded(number, unit: printed.unit)))
    }
    switch own.demand {
    case .printed(_, let margin):
      var judgement = ClaimJudgement(counts: pairs, margin: margin)
      judgement.estimate = judgement.estimate.map { 100 * $0 }
      return JudgedEvidence(
        kind: .count, words: "\(pairs.count) \(EvidenceKind.count.noun(pairs.count))",
        judgement: judgement, unit: "% of the printed count", margin: 100 * margin, runs: places)
    case .expected(let expectation):
      let kind: EvidenceKind = own.quantity.isMeasured ? .measurement : .count
      var judgement = ClaimExpectation(expectation)
        .judged(by: expectation.rounded(numbers), of: kind)
      if own.quantity.isMeasured, judgement.estimate != nil {
        let place = machine.map { " (\($0))" } ?? ""
        judgement.why = "measured on other hardware than the paper's\(place)"
        judgement.verdict = .notComparable
      }
      return JudgedEvidence(
        kind: kind, words: "\(numbers.count) \(kind.noun(numbers.count))", judgement: judgement,
        margin: expectation.margin, runs: places)
    }
  }

  /// A quantity of a network, perhaps over that of another; nil where we have none.
  private func number(
    _ quantity: OwnQuantity, _ network: NetworkTemplate, over: NetworkTemplate?, _ scope: RowScope
  ) throws -> Double? {
    guard let value = try number(quantity, network, scope) else { return nil }
    guard let over else { return value }
    return try number(quantity, over, scope).map { value / $0 }
  }

  private func number(
    _ quantity: OwnQuantity, _ network: NetworkTemplate, _ scope: RowScope
  ) throws -> Double? {
    guard
      let question = try network.question(
        quantity, scope, library: library, specification: "network")
    else {
      throw ReportError(
        "'\(try scope.filled(network.name, specification: "network"))' is none of our networks")
    }
    return if case .number(let number) = try ours(question) { number } else { nil }
  }
}

extension ReferenceLibrary {
  /// The value at a place, if it may be shown.
  ///
  /// - Throws: `ReferenceError` or `ReportError` where it is not there or not verified.
  func value(at place: PublishedPlace) throws -> ReferenceValue {
    switch place {
    case .cell(let name, let match, let column):
      let table = try table(named: name)
      return try table.usable(column, in: table.row(with: match))
    case .fact(let name, let wanted):
      let table = try table(named: name)
      guard let fact = table.facts.first(where: { $0.name == wanted }) else {
        let known = table.facts.map(\.name).joined(separator: ", ")
        throw ReportError(
          "\(table.file): no fact '\(wanted)'; "
            + (known.isEmpty ? "it has none" : "expected one of \(known)"))
      }
      guard fact.value.provenance.isVerified else {
        throw ReportError(
          "\(table.file):\(fact.value.position): '\(wanted)' is \(fact.value.provenance.words); "
            + "find a source for it before a claim rests on it")
      }
      return fact.value
    }
  }
}

extension ReferenceTable {
  /// The one row that has some values.
  func row(with match: [String: String]) throws -> ReferenceRow {
    let found = try rows.filter { row in
      try match.allSatisfy { column, text in try value(column, in: row).text == text }
    }
    guard found.count == 1 else {
      let words = match.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      throw ReportError(
        "\(found.count) rows of \(name) with \(words.joined(separator: ", ")); expected one")
    }
    return found[0]
  }
}
