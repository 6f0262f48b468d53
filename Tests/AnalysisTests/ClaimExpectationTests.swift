import Analysis
import Testing

/// How numbers decide on what a claim states of them.
@Suite struct ClaimExpectationTests {
  private static let equality = ClaimExpectation.equal(0, margin: 0.5)

  @Test(
    arguments: zip(
      [
        [0.1, -0.1, 0.05, -0.05], [0.6, -0.5, 0.4, -0.7], [1.0, 1.1, 0.9, 1.05],
        [0.50, 0.45, 0.55, 0.52], [0.2], [],
      ],
      [
        (ClaimVerdict.reproduced, "equivalent within the margin"),
        (.consistent, "the interval holds it, but reaches beyond the margin"),
        (.contradicted, "the whole interval is beyond the margin"),
        (.undecided, "it differs, but not told to be beyond the margin"),
        (.undecided, "one value alone shows no spread"), (.undecided, "there is no value"),
      ]))
  func `a number is judged by two one-sided tests`(
    values: [Double], expected: (verdict: ClaimVerdict, why: String)
  ) {
    let judgement = Self.equality.judged(by: values, of: .rerun)
    #expect(judgement.verdict == expected.verdict && judgement.why == expected.why)
  }

  /// Where the verdict is `reproduced`, the test of equivalence tells it too, and the other way round.
  @Test func `the verdict is that of the test of equivalence`() throws {
    for shift in stride(from: 0.0, through: 0.6, by: 0.01) {
      let values = [shift - 0.1, shift + 0.12, shift + 0.03, shift - 0.05]
      let test = try #require(Equivalence(values, margin: 0.5))
      let judgement = Self.equality.judged(by: values, of: .rerun)
      #expect((judgement.verdict == .reproduced) == test.isTold, "\(shift)")
    }
  }

  @Test(arguments: EvidenceKind.allCases)
  func `figures and weights of the paper itself never reproduce`(kind: EvidenceKind) {
    let shown: ClaimVerdict =
      [.published, .reevaluation].contains(kind) ? .consistent : .reproduced
    #expect(Self.equality.judged(by: [0.1, -0.1, 0.05], of: kind).verdict == shown)
    #expect(ClaimExpectation.above(0).judged(by: [1, 1.1, 0.9], of: kind).verdict == shown)
    #expect(ClaimExpectation.eachWithin(0, 2).judged(by: [1, 1.1], of: kind).verdict == shown)
    #expect(ClaimExpectation.above(0).judged(by: [-1, -1.1], of: kind).verdict == .contradicted)
  }

  @Test func `a direction goes by the whole interval`() {
    let above = ClaimExpectation.above(1)
    let below = ClaimExpectation.below(1)
    #expect(above.judged(by: [2, 2.1, 1.9], of: .runs).verdict == .reproduced)
    #expect(above.judged(by: [0, 0.1, -0.1], of: .runs).verdict == .contradicted)
    #expect(above.judged(by: [0, 3], of: .runs).verdict == .undecided)
    #expect(below.judged(by: [2, 2.1, 1.9], of: .runs).verdict == .contradicted)
    #expect(below.judged(by: [0, 0.1, -0.1], of: .runs).verdict == .reproduced)
    let judgement = below.judged(by: [0, 3], of: .runs)
    #expect(judgement.verdict == .undecided && judgement.estimate == 1.5)
    #expect(judgement.interval?.contains(1.5) == true)
    #expect(judgement.why == "the interval reaches to both sides")
  }

  @Test func `a claim on each value is refuted by one`() {
    let range = ClaimExpectation.eachWithin(1.7, 2.7)
    #expect(
      range.judged(by: [1.7, 2.7], of: .published)
        == ClaimJudgement(.consistent, estimate: 2.2, why: "all 2 lie within; they are 1.7 to 2.7"))
    #expect(
      range.judged(by: [1.8, 2.9], of: .published)
        == ClaimJudgement(
          .contradicted, estimate: 2.35, why: "1 of 2 values lie outside; they are 1.8 to 2.9"))
    #expect(
      range.judged(by: [2], of: .rerun)
        == ClaimJudgement(.reproduced, estimate: 2, why: "the value lies within"))
    #expect(range.judged(by: [], of: .rerun).verdict == .undecided)
    let mean = range.judged(2, Interval(low: 1.9, high: 2.1), of: .rerun)
    #expect(mean.verdict == .undecided && mean.why == "a mean does not tell of each value")
  }

  @Test func `counts are reproduced by their digits, and consistent within a margin`() {
    let exact = CountPair(difference: 0.004, agrees: true)
    let near = CountPair(difference: -0.02, agrees: false)
    let far = CountPair(difference: 0.2, agrees: false)
    #expect(
      ClaimJudgement(counts: [exact, exact], margin: 0.01)
        == ClaimJudgement(
          .reproduced, estimate: 0.004, why: "2 of 2 counts round to the printed digits"))
    #expect(
      ClaimJudgement(counts: [exact, near], margin: 0.03)
        == ClaimJudgement(
          .consistent, estimate: -0.02,
          why: "1 of 2 counts round to the printed digits, the rest within the margin"))
    #expect(
      ClaimJudgement(counts: [exact, near, far], margin: 0.03)
        == ClaimJudgement(
          .contradicted, estimate: 0.2,
          why: "1 of 3 counts round to the printed digits, 1 beyond the margin"))
    #expect(ClaimJudgement(counts: [], margin: 0.03).verdict == .undecided)
  }

  @Test(
    arguments: zip(
      [
        [], [ClaimVerdict.undecided, .notComparable], [.notComparable], [.undecided, .consistent],
        [.consistent, .reproduced, .notComparable], [.contradicted, .undecided],
        [.reproduced, .contradicted], [.consistent, .contradicted],
      ],
      [
        ClaimVerdict.undecided, .undecided, .notComparable, .consistent, .reproduced,
        .contradicted, .undecided, .undecided,
      ]))
  func `evidence that decides prevails, and what disagrees is undecided`(
    verdicts: [ClaimVerdict], together: ClaimVerdict
  ) {
    #expect(ClaimVerdict(together: verdicts) == together)
    #expect(ClaimVerdict(together: verdicts.reversed()) == together)
  }

  /// Seen red with the rule for evidence in its place, by which one regime was enough.
  @Test(
    arguments: zip(
      [
        [], [ClaimVerdict.reproduced, .reproduced], [.reproduced, .consistent],
        [.reproduced, .undecided], [.reproduced, .contradicted], [.undecided, .contradicted],
      ],
      [
        ClaimVerdict.undecided, .reproduced, .consistent, .undecided, .contradicted, .contradicted,
      ]))
  func `a claim about every regime is shown by all and contradicted by one`(
    verdicts: [ClaimVerdict], together: ClaimVerdict
  ) {
    #expect(ClaimVerdict(inEvery: verdicts) == together)
    #expect(ClaimVerdict(inEvery: verdicts.reversed()) == together)
  }

  @Test func `values that do not vary show nothing`() {
    let judged = ClaimExpectation.equal(0, margin: 0.5).judged(by: [0.1, 0.1], of: .rerun)
    #expect(judged == ClaimJudgement(.undecided, estimate: 0.1, why: "the values do not vary"))
  }
}
