import Documents
import Foundation
import References
import Testing

/// Files of claims, as they are read.
@Suite struct PaperClaimsTests {
  private static let text = """
    schema: 1
    paper: arXiv 2103.07579
    title: A paper
    notes: [seen in part]
    claims:
    - id: accuracies
      statement: Two networks reach what is printed.
      source: table 7
      stated: {table: group/table, match: {model: RS-50}, column: params}
      judge:
      - values: rerun
        rows: group/table
        only: {model: [RS-50]}
        of: flops
        less: params
        expect: {equal: 0, margin: 0.5}
        unit: points
        because: reruns differ so much
      - ours: parameters
        rows: [{net: RS-50}]
        network: {name: '{net}'}
        with: {table: group/table, match: {model: '{net}'}, column: params}
        margin: 0.01
      - {analysis: figure, regime: 350, cost: time, expect: first}
      - {analysis: other, of: frontier, expect: slower}
      - {law: group/points, x: flops, y: error, simulations: 99, seed: 7, expect: break}
      - runs: tiny.yaml
        images: 1000
        classes: 10
        of: epochs == 2
        measure: top1
        less: epochs == 1
        less_measure: ema
        expect: {above: 0}
        protocol: another
      - nothing: no source was found
    secondary:
    - id: others
      statement: It is said.
      source: a blog
      stated: {table: group/table, fact: epochs}

    """

  private static func read(_ text: String) throws -> PaperClaims {
    try withFolder(["claims/paper.yaml": text]) { root in
      try PaperClaims(file: root.appending(path: "claims/paper.yaml"))
    }
  }

  private static func errors(_ old: String, _ new: String) -> String {
    do {
      _ = try read(text.replacing(old, with: new))
      return ""
    } catch { return "\(error)" }
  }

  @Test func `claims are read with all that they are judged by`() throws {
    let paper = try Self.read(Self.text)
    #expect(paper.name == "paper" && paper.paper == "arXiv 2103.07579")
    #expect(paper.claims.map(\.id) == ["accuracies"] && paper.secondary.map(\.id) == ["others"])
    #expect(paper.all.count == 2 && paper.references == ["group/points", "group/table"])
    let evidence = paper.claims[0].evidence
    guard evidence.count == 7, case .values(.rerun, let values) = evidence[0].question,
      case .ours(let own) = evidence[1].question,
      case .analysis(let regime) = evidence[2].question,
      case .analysis(let growth) = evidence[3].question,
      case .law(let law) = evidence[4].question, case .runs(let runs) = evidence[5].question,
      case .nothing(let reason) = evidence[6].question
    else { return #expect(Bool(false), "\(evidence)") }
    #expect(values.rows.source == .reference("group/table"))
    #expect(values.rows.only == ["model": ["RS-50"]] && values.terms.count == 1)
    #expect(values.expectation == .equal(0, margin: 0.5) && evidence[0].unit == "points")
    #expect(evidence[0].because == "reruns differ so much")
    #expect(own.quantity == .parameters && own.rows.source == .listed([["net": "RS-50"]]))
    #expect(regime.answer == .regime("350", cost: "time", .first))
    #expect(growth.answer == .growth(of: "frontier", isSlower: true))
    #expect(law.breaks && law.simulations == 99 && law.table == "group/points")
    #expect(runs.points.measure == "top1" && runs.less?.measure == "ema")
    #expect(runs.expectation == .above(0) && runs.otherProtocol == "another")
    #expect(reason == "no source was found")
    #expect(paper.secondary[0].evidence.isEmpty)
    #expect(paper.secondary[0].stated == .fact(table: "group/table", name: "epochs"))
  }

  @Test func `bounds keep the digits in which they are printed`() throws {
    let paper = try Self.read(
      Self.text.replacing("{equal: 0, margin: 0.5}", with: "{each_within: [1.7, 2.75]}"))
    guard case .values(_, let values) = paper.claims[0].evidence[0].question else {
      return #expect(Bool(false))
    }
    #expect(values.expectation == .eachWithin(1.7, 2.75, decimals: 2))
  }

  @Test func `pairs of values need no rows`() throws {
    let paper = try Self.read(
      Self.text.replacing(
        """
            rows: group/table
            only: {model: [RS-50]}
            of: flops
            less: params

        """,
        with: """
              pairs:
              - of: {table: a/b, match: {model: X}, column: c}
                over: {table: c/d, match: {model: Y}, column: e}
              - of: {table: a/b, match: {model: Z}, column: c}

          """))
    guard case .values(_, let values) = paper.claims[0].evidence[0].question else {
      return #expect(Bool(false))
    }
    #expect(values.terms.count == 2 && values.rows.source == .listed([[:]]))
    #expect(values.terms[0].second?.place.table == "c/d" && values.terms[1].second == nil)
    #expect(paper.references == ["a/b", "c/d", "group/points", "group/table"])
  }

  @Test func `everything wrong with a file is told at once, with its place`() {
    let wrong = """
      schema: 2
      paper: arXiv 2103.07579
      claims:
      - id: Not an id
        statement: One.
        source: table 7
        stated: {table: group/table}
        judge:
        - {values: hearsay, rows: a/b, of: c, expect: {above: 0, margin: 1}}
        - {values: rerun, rows: a/b, of: c, less: d, over: e, expect: {each_within: [2, 1]}}
        - {ours: parameters, rows: a/b, network: {name: X}, with: c}
        - {runs: tiny.yaml, nothing: here}
        - none
      - id: twice
        statement: Two.
        source: table 7
        stated: {table: group/table, fact: a, column: b}
      - id: three
        statement: Three.
        source: table 7
        stated: {table: group/table, fact: a}
        judge: [{analysis: figure, of: frontier, expect: quicker}]
      secondary:
      - {id: three, statement: Four., source: a blog, stated: {table: group/table, fact: a}}

      """
    var found = ""
    do { _ = try Self.read(wrong) } catch { found = "\(error)" }
    #expect(
      found == """
        claims/paper.yaml:1:1: 'title' is missing in the file; expected the paper's title
        claims/paper.yaml:1:9: 'schema' is '2'; this version reads schema 1
        claims/paper.yaml:4:3: 'Not an id' is no id; expected small letters and digits with '-' between
        claims/paper.yaml:7:11: 'match' is missing in 'claims.stated'; expected the values of its row by column
        claims/paper.yaml:7:11: 'column' is missing in 'claims.stated'; expected its column
        claims/paper.yaml:9:14: 'claims.judge.values' is 'hearsay'; expected one of rerun, re-evaluation, published
        claims/paper.yaml:9:68: a margin belongs to 'equal' alone; remove it
        claims/paper.yaml:10:45: give one of 'less' and 'over'
        claims/paper.yaml:10:79: 'claims.judge.expect.each_within' is not two numbers, ascending; expected such as [1.7, 2.7]
        claims/paper.yaml:11:5: 'margin' is missing in 'claims.judge'; expected a share of the printed count
        claims/paper.yaml:12:5: evidence has one of the keys values, ours, analysis, law, runs, nothing; found nothing and runs
        claims/paper.yaml:13:5: 'claims.judge' holds 'none'; expected maps, one a kind of evidence
        claims/paper.yaml:14:3: 'judge' is missing in 'claims'; expected a list of what it is judged by
        claims/paper.yaml:17:11: give either 'fact' or 'match' and 'column'
        claims/paper.yaml:22:52: 'claims.judge.expect' is 'quicker'; expected slower or faster
        """)
  }

  @Test(
    arguments: zip(
      [
        ("unit: points", "units: points"), ("id: others", "id: accuracies"),
        ("{above: 0}", "{above: 0, below: 1}"), ("simulations: 99", "simulations: 9"),
        ("expect: break", "expect: breaks"), ("expect: first", "expect: third"),
        ("{equal: 0, margin: 0.5}", "{equal: 0}"),
      ],
      [
        "claims/paper.yaml:17:5: unknown key 'units' in 'claims.judge'; did you mean 'unit'?",
        "claims/paper.yaml:38:3: the id 'accuracies' is there already; give it another",
        "'claims.judge.expect' has one of equal, above, below and each_within",
        "'claims.judge.simulations' is '9'; expected a whole number from 99 to 100000",
        "'claims.judge.expect' is 'breaks'; expected one of break, one_law",
        "'claims.judge.expect' is 'third'; expected one of first, second, depends",
        "'margin' is missing in 'claims.judge.expect'; expected what difference does not matter",
      ]))
  func `a fault is told with its place`(change: (String, String), expected: String) {
    let found = Self.errors(change.0, change.1)
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `a folder's papers come by name, and no folder holds none`() throws {
    try withFolder(["claims/b.yaml": Self.text, "claims/a.yaml": Self.text, "claims/c.md": ""]) {
      (root: URL) throws -> Void in
      let folder = root.appending(path: "claims")
      #expect(try PaperClaims.all(in: folder).map(\.name) == ["a", "b"])
      #expect(try PaperClaims.all(in: folder.appending(path: "none")) == [])
    }
  }
}
