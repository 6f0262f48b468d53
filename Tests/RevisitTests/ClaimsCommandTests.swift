import Foundation
import Testing

/// The ledger of claims, as the command prints it.
@Suite(.timeLimit(.minutes(10))) struct ClaimsCommandTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let reference = project.appending(path: "paper-tables/reference").path

  private static func claims(_ arguments: String...) throws -> Ended {
    try Workplace.with { try $0.revisit(["claims"] + arguments + ["--reference", reference]) }
  }

  private struct Ledger: Decodable {
    struct Claim: Decodable {
      struct Evidence: Decodable {
        let kind: String?
        let verdict: String
      }
      let id, paper, statement, source, verdict: String
      let estimate: Double?
      let interval: [Double]?
      let runs: [String]
      let secondary: Bool
      let evidence: [Evidence]
    }
    let claims: [Claim]
  }

  @Test func `the papers' claims are printed with totals, in eighty columns`() throws {
    let ended = try Self.claims()
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    let lines = ended.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.filter { $0.count > 80 } == [])
    #expect(
      ended.output.contains("28 claims: 4 reproduced, 10 consistent, 14 undecided; 5 that others"))
    #expect(ended.output.contains("\ndepth-at-350-epochs: CONSISTENT\n"))
    #expect(ended.output.contains("\nrs-50-192m-parameters: CONTRADICTED (said by others)\n"))
    #expect(ended.output.contains("\ncompares-optimizers: NOT MADE BY THE PAPER\n"))
  }

  @Test func `JSON begins with the promised keys, in their order`() throws {
    let ended = try Self.claims("resnet-rs", "--format", "json", "--id", "accuracies")
    #expect(ended.status == 0, "\(ended.errors)")
    let keys = ended.output.matches(of: #/\n {6}"([a-z]+)": /#).map { String($0.output.1) }
    #expect(
      keys == [
        "id", "paper", "statement", "source", "verdict", "estimate", "interval", "runs", "unit",
        "margin", "why", "secondary", "correction", "evidence",
      ])
    let ledger = try JSONDecoder().decode(Ledger.self, from: Data(ended.output.utf8))
    let claim = try #require(ledger.claims.first)
    #expect(ledger.claims.count == 1 && claim.paper == "arXiv 2103.07579")
    #expect(claim.verdict == "reproduced" && claim.secondary == false)
    // Ten models trained anew: differences of 0.3, -0.1, 0.1, -0.1, -0.3, 0.1, 0.1, -0.2, -0.3 and 0 points.
    #expect(abs((claim.estimate ?? 0) + 0.04) < 1e-9)
    #expect(claim.interval?.count == 2 && claim.interval?.first ?? 0 < -0.04)
    #expect(claim.evidence.map(\.kind) == ["rerun", "re-evaluation", "re-evaluation"])
    #expect(claim.runs.count == 20)
    #expect(claim.runs.first?.hasPrefix("resnet-rs/independent_reruns.yaml:") == true)
  }

  @Test func `every claim has an estimate and an interval, or null`() throws {
    let ended = try Self.claims("rsb", "--format", "json")
    let ledger = try JSONDecoder().decode(Ledger.self, from: Data(ended.output.utf8))
    #expect(ledger.claims.count == 16 && Set(ledger.claims.map(\.id)).count == 16)
    let silent = ledger.claims.filter { $0.estimate == nil }
    #expect(silent.contains { $0.id == "transfer-cifar-10" && $0.interval == nil && $0.runs == [] })
  }

  @Test(arguments: ["csv", "markdown", "latex"])
  func `the ledger is a table too`(format: String) throws {
    let ended = try Self.claims("rsb", "--format", format, "--id", "a2-resnet-50")
    #expect(ended.status == 0 && ended.output.contains("a2-resnet-50"), "\(ended.errors)")
    #expect(!ended.output.contains("a1-resnet-50"))
  }

  @Test func `unknown papers and ids name the known ones`() throws {
    #expect(
      try Self.claims("resnet").errors
        == "Error: no claims of a paper 'resnet'; expected one of resnet-rs, rsb, or a study file\n"
    )
    #expect(
      try Self.claims("rsb", "--id", "a2-resnet-5").errors
        == "Error: no claim 'a2-resnet-5'; did you mean 'a2-resnet-50'?\n")
  }

  // MARK: - Studies

  private static func study(_ claims: String) -> String {
    TinyStudy.text(
      """
      groups:
        scale:
          depth: {axes: {model.depth: [8, 14]}}
          width: {axes: {model.width: [0.25, 0.375]}}
      axes:
        epochs: {set: train.epochs, values: [1, 2]}
      seeds: {root: 1, count: 3, vary: [init, order], paired: true}
      fits:
        depth_or_width: {contrast: [scale.depth, scale.width], metric: top1, by: [epochs],
          match: {cost.multiply_adds: 60%}, paired_by: seed, correct: holm}
        law: {form: E + A * x^-a, x: cost.multiply_adds, y: 1 - top1 / 100, starts: 8}
        best: {frontier: data.resolution, x: cost.multiply_adds, y: 1 - top1 / 100}
      claims:

      """ + claims
    ).replacing("epochs: 1, batch", with: "batch")
  }

  @Test func `a study's claims are judged by its runs, and stand in its report`() throws {
    try Workplace.with { place in
      let source = "source: {arxiv: \"2103.07579\", section: \"6.1\"}"
      try place.write(
        Self.study(
          """
            never: {\(source), fit: depth_or_width, expect: depth > width + 1001}
            surely: {\(source), fit: depth_or_width, where: epochs == 2, expect: depth > width - 1001}
            equal: {\(source), fit: depth_or_width, where: epochs == 2, expect: depth == width}
            share: {\(source), fit: depth_or_width, expect: depth > 2 * width - 1001}
            exponent: {\(source), fit: law, expect: a < 100}
            growth: {\(source), fit: best, expect: b == 0}

          """), to: "tiny.yaml")
      let empty = try place.revisit("claims", "tiny.yaml")
      #expect(empty.status == 0 && empty.output.contains("6 claims: 6 undecided."))
      let run = try place.revisit("run", "tiny.yaml")
      #expect(run.status == 0, "\(run.errors)\(run.output)")
      let ended = try place.revisit("claims", "tiny.yaml", "--format", "json")
      let ledger = try JSONDecoder().decode(Ledger.self, from: Data(ended.output.utf8))
      #expect(
        ledger.claims.map(\.id) == ["never", "surely", "equal", "share", "exponent", "growth"])
      let interval = try #require(ledger.claims[2].interval)
      let holds = interval[0] <= 0 && interval[1] >= 0
      #expect(
        ledger.claims.map(\.verdict) == [
          "contradicted", "reproduced", holds ? "consistent" : "contradicted", "undecided",
          "undecided", "undecided",
        ])
      #expect(ledger.claims[0].evidence.count == 2 && ledger.claims[1].evidence.count == 1)
      #expect(ledger.claims.allSatisfy { $0.source == "arXiv 2103.07579, section 6.1" })
      // One pair of points, three seeds.
      #expect(ledger.claims[1].runs.count == 6 && ledger.claims[1].interval?.count == 2)
      let report = try place.revisit("report", "tiny.yaml")
      #expect(report.output.contains("Claims and how they stand. Study tiny, A tiny study"))
      let written = try place.text("paper-tables/tiny/tables/claims.md")
      #expect(
        written.contains(
          "| surely | depth\\_or\\_width: depth \\> width - 1001 where epochs == 2 \\["))
      #expect(written.contains("Contradicted: it fails in a whole interval, which is widened for"))
    }
  }

  @Test func `a study without claims says so`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let ended = try place.revisit("claims", "tiny.yaml")
      #expect(ended.output == "Study tiny has no section 'claims'\n0 claims.\n\n")
    }
  }
}
