import Analysis
import Foundation
import References
import Reports
import Testing

/// Claims judged by small tables of published values.
@Suite struct ClaimEvaluationTests {
  private static let files = [
    "reference/networks.yaml": """
    schema: 1
    networks: {RS-50: resnetrs50, RS-101: resnetrs101}
    counts:
    - {table: group/table, model: model, parameters: params}

    """,
    "reference/group/table.yaml": """
    schema: 1
    title: A table
    status: complete
    provenance: printed
    sources: [a page]
    columns:
    - {name: model}
    - {name: params, unit: M}
    - {name: top1, unit: '%'}
    - {name: again, unit: '%', provenance: rerun}
    - {name: guess, unit: '%', provenance: from_memory}
    - {name: time, unit: ms}
    rows:
    - [RS-50, 36, 78.8, 78.9, 78.0, 200]
    - [RS-101, 63.5, 80.3, 80.2, 79.0, 100]
    - [Other, ~, 70.0, ~, 71.0, ~]
    facts:
    - {name: epochs, value: 350}
    - {name: dropout, value: 0.4, provenance: from_memory}

    """,
  ]

  private static func claims(
    _ judge: String, stated: String = "{table: group/table, fact: epochs}", secondary: String = ""
  ) -> String {
    """
    schema: 1
    paper: arXiv 1
    title: A paper
    claims:
    - id: it-holds
      statement: It holds.
      source: table 1
      stated: \(stated)
      judge: [\(judge)]

    """ + secondary
  }

  private static func ledger(
    _ text: String, runs: RunsAnswer = .untrained(multiplyAdds: 0), id: String? = nil
  ) throws -> ClaimLedger {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "claims \(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files.merging(["claims/paper.yaml": text], uniquingKeysWith: { $1 }) {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let evaluation = ClaimEvaluation(
      library: try ReferenceLibrary(folder: root.appending(path: "reference")),
      machine: "a machine",
      analysis: { throw Missing(description: "no analysis '\($0)'") },
      ours: { question in
        switch question.quantity {
        case .parameters: .number(question.network == "resnetrs50" ? 35_690_000 : 63_600_000)
        case .stepMilliseconds: .number(question.network == "resnetrs50" ? 20 : 10)
        default: .missing(reason: "not asked")
        }
      }, runs: { _ in runs })
    return try evaluation.ledger(
      of: PaperClaims(file: root.appending(path: "claims/paper.yaml")), id: id)
  }

  private struct Missing: Error, CustomStringConvertible { let description: String }

  private static func evidence(
    _ judge: String, runs: RunsAnswer = .untrained(multiplyAdds: 0)
  ) throws -> JudgedEvidence {
    try #require(ledger(claims(judge), runs: runs).claims[0].evidence.first)
  }

  private static func error(_ text: String) -> String {
    do {
      _ = try ledger(text)
      return ""
    } catch { return "\(error)" }
  }

  @Test func `reruns are differences from what is printed, with their places`() throws {
    let found = try Self.evidence(
      "{values: rerun, rows: group/table, of: again, less: top1, "
        + "expect: {equal: 0, margin: 2}, unit: points, because: so}")
    // Differences of 0.1 and -0.1; the row without a rerun is left out.
    #expect(found.judgement.verdict == .reproduced && abs(found.judgement.estimate ?? 1) < 1e-9)
    #expect(found.kind == .rerun && found.words == "2 reruns by others" && found.margin == 2)
    #expect(found.unit == "points" && found.notes == ["so"])
    #expect(
      found.runs == [
        "group/table.yaml:14", "group/table.yaml:14", "group/table.yaml:15", "group/table.yaml:15",
      ])
  }

  @Test func `weights evaluated again support a number and do not reproduce it`() throws {
    let found = try Self.evidence(
      "{values: re-evaluation, rows: group/table, of: again, less: top1, "
        + "expect: {equal: 0, margin: 2}}")
    #expect(found.judgement.verdict == .consistent)
    #expect(found.words == "2 re-evaluations of released weights")
  }

  @Test func `a ratio is held against printed bounds in their digits`() throws {
    let judge =
      "{values: published, pairs: [{of: {table: group/table, match: {model: RS-50}, "
      + "column: time}, over: {table: group/table, match: {model: RS-101}, column: again}}], "
      + "expect: {each_within: [0.2, 0.3]}}"
    // 0.2 s over 0.802 is 0.249.
    #expect(try Self.evidence(judge).judgement.estimate == 0.2)
    let finer = try Self.evidence(judge.replacing("[0.2, 0.3]", with: "[0.25, 0.26]"))
    #expect(finer.judgement.estimate == 0.25 && finer.judgement.verdict == .consistent)
    let beyond = try Self.evidence(judge.replacing("[0.2, 0.3]", with: "[0.251, 0.26]"))
    #expect(beyond.judgement.verdict == .contradicted)
  }

  @Test func `counts are ours, held against printed digits`() throws {
    let judge =
      "{ours: parameters, rows: group/table, only: {model: [RS-50, RS-101]}, "
      + "network: {name: '{model}'}, with: params, margin: 0.01}"
    let found = try Self.evidence(judge)
    #expect(found.judgement.verdict == .consistent && found.unit == "% of the printed count")
    #expect(
      found.judgement.why
        == "1 of 2 counts round to the printed digits, the rest within the margin")
    #expect(found.words == "2 counts of ours" && found.margin == 1)
    let one = try Self.evidence(judge.replacing(", RS-101", with: ""))
    #expect(one.judgement.verdict == .reproduced && one.runs == ["group/table.yaml:14"])
  }

  @Test func `times measured here are shown and are not comparable`() throws {
    let found = try Self.evidence(
      "{ours: step_milliseconds_per_image, rows: [{a: RS-50, b: RS-101}], network: {name: '{a}'}, "
        + "over: {name: '{b}'}, expect: {each_within: [1, 3]}, unit: x}")
    #expect(found.kind == .measurement && found.words == "1 measurement here")
    #expect(
      found.judgement
        == ClaimJudgement(
          .notComparable, estimate: 2,
          why: "measured on other hardware than the paper's (a machine)"))
  }

  @Test func `runs decide, unless they are of another protocol or were never made`() throws {
    let judge =
      "{runs: tiny.yaml, images: 10, classes: 2, of: 'a == 1', measure: top1, "
      + "less: 'a == 2', expect: {above: 0}, unit: points}"
    let values = RunsAnswer.values([1, 1.1, 0.9], runs: ["p-0", "p-1", "p-2"])
    let found = try Self.evidence(judge, runs: values)
    #expect(found.judgement.verdict == .reproduced && found.words == "3 runs of studies/tiny.yaml")
    #expect(found.runs == ["p-0", "p-1", "p-2"])
    let other = try Self.evidence(
      judge.replacing("unit: points", with: "protocol: small images"), runs: values)
    #expect(other.judgement.verdict == .notComparable)
    #expect(other.judgement.why == "of another protocol: small images")
    #expect(other.judgement.estimate == found.judgement.estimate)
    let untrained = try Self.evidence(judge, runs: .untrained(multiplyAdds: 3.15576e19))
    #expect(
      untrained.judgement
        == ClaimJudgement(
          .undecided,
          why:
            "not trained; it would take 31.6 x 10^18 multiply-adds, 10 years of a core at 10^11 a "
            + "second"))
  }

  @Test func `a claim without evidence is undecided, one of others is not made by the paper`()
    throws
  {
    let ledger = try Self.ledger(
      Self.claims(
        "{nothing: no source}",
        secondary: """
          secondary:
          - id: said
            statement: It is said.
            source: a blog
            stated: {table: group/table, fact: epochs}
          - id: counted
            statement: It has 36 M.
            source: a blog
            stated: {table: group/table, fact: epochs}
            judge:
            - {ours: parameters, rows: [{m: RS-50}], network: {name: '{m}'}, margin: 0.01,
               with: {table: group/table, match: {model: RS-50}, column: params}}

          """))
    #expect(
      ledger.claims.map(\.verdictWords) == ["undecided", "not made by the paper", "reproduced"])
    #expect(ledger.claims.map(\.why).prefix(2) == ["no source", "350"])
    #expect(ledger.claims.map(\.isSecondary) == [false, true, true])
    #expect(ledger.totals == "1 claim: 1 undecided; 2 that others make of it")
    #expect(ledger.claims[1].leading == nil && ledger.claims[1].correction == "350")
  }

  @Test func `evidence that disagrees leaves the claim undecided and says so`() throws {
    let claim = try Self.ledger(
      Self.claims(
        "{values: published, rows: group/table, of: top1, expect: {each_within: [0, 99]}}, "
          + "{values: published, rows: group/table, of: top1, expect: {each_within: [0, 79]}}")
    ).claims[0]
    #expect(claim.verdict == .undecided && claim.why == "the evidence disagrees with itself")
    #expect(claim.leading == claim.evidence[0])
  }

  @Test func `one claim is judged alone`() throws {
    let text = Self.claims("{analysis: none, regime: 1, cost: time, expect: first}")
      .replacing(
        "claims:\n",
        with: """
          claims:
          - id: alone
            statement: Alone.
            source: table 1
            stated: {table: group/table, fact: epochs}
            judge: [{nothing: here}]

          """)
    #expect(try Self.ledger(text, id: "alone").claims.map(\.id) == ["alone"])
    #expect(Self.error(text) == "claims/paper.yaml:10:3: it-holds: no analysis 'none'")
  }

  @Test(
    arguments: zip(
      [
        "{table: group/table, fact: dropout}", "{table: group/table, fact: epoch}",
        "{table: group/table, match: {model: RS-50}, column: guess}",
        "{table: group/table, match: {model: RS-5}, column: top1}",
        "{table: group/tabel, fact: epochs}",
      ],
      [
        "group/table.yaml:19:26: 'dropout' is from memory, unverified; find a source for it before a "
          + "claim rests on it",
        "group/table.yaml: no fact 'epoch'; expected one of epochs, dropout",
        "group/table.yaml:14:27: 'guess' is from memory, unverified; find a source for it before a "
          + "table shows it",
        "0 rows of group/table with model RS-5; expected one",
        "no reference table 'group/tabel'; did you mean 'group/table'?",
      ]))
  func `a claim has to be stated by a verified value`(stated: String, expected: String) {
    #expect(
      Self.error(Self.claims("{nothing: here}", stated: stated))
        == "claims/paper.yaml:5:3: it-holds: \(expected)")
  }

  @Test(
    arguments: zip(
      [
        "{values: rerun, rows: group/table, of: guess, expect: {above: 0}}",
        "{values: rerun, rows: group/table, of: model, expect: {above: 0}}",
        "{values: rerun, rows: group/table, of: topp, expect: {above: 0}}",
        "{values: rerun, rows: group/table, only: {model: [X]}, of: top1, expect: {above: 0}}",
        "{values: rerun, rows: [{a: b}], of: top1, expect: {above: 0}}",
        "{ours: parameters, rows: [{a: RS-7}], network: {name: '{a}'}, expect: {above: 0}}",
      ],
      [
        "group/table.yaml:14:27: 'guess' is from memory, unverified; find a source for it before a "
          + "table shows it",
        "group/table.yaml:14:4: 'model' is 'RS-50'; expected a number",
        "group/table.yaml: no column 'topp'; did you mean 'top1'?",
        "no row is left; mend 'rows' or 'only'",
        "its rows are of no reference table; say in which table 'top1' is",
        "'RS-7' is none of our networks",
      ]))
  func `what evidence lacks is told`(judge: String, expected: String) {
    #expect(Self.error(Self.claims(judge)) == "claims/paper.yaml:5:3: it-holds: \(expected)")
  }

  @Test func `the table has a row a claim, its margin and why`() throws {
    let ledger = try Self.ledger(
      Self.claims(
        "{values: rerun, rows: group/table, of: again, less: top1, "
          + "expect: {equal: 0, margin: 2}, unit: points, because: reruns differ so}"))
    let table = ReportTable(
      ledger, name: "claims-paper", provenance: Provenance(references: ["group/table"], commit: "c")
    )
    let lines = table.text(in: .markdown).split(separator: "\n").map(String.init)
    #expect(lines[0] == "**Claims and how they stand. arXiv 1, A paper**")
    #expect(lines[1] == "| claim | what it says, and where | verdict | estimate | judged by |")
    #expect(
      lines[3]
        == "| it-holds | It holds. \\[table 1\\] | reproduced | 0.0 ± 1.3 | 2 reruns by others "
        + "(points, margin 2): equivalent within the margin |")
    #expect(table.notes.first == "1 claim: 1 reproduced.")
    #expect(table.notes.contains("Reruns differ so."))
  }
}
