// What analyses and runs answer to a claim.

import Analysis
import Randomness
public import References

/// What the runs of a study say to a claim.
public enum RunsAnswer: Hashable, Sendable {
  /// Nothing was trained; this many multiply-adds would be.
  case untrained(multiplyAdds: Double)
  /// One value a replicate, a difference where two kinds of points are compared, with the runs' names.
  case values([Double], runs: [String])
}

extension ClaimEvaluation {
  /// What the runs of a study say.
  func answer(_ question: RunsEvidence) throws -> JudgedEvidence {
    let study = "studies/\(question.file)"
    switch try runs(question) {
    case .untrained(let multiplyAdds):
      let coreYears = multiplyAdds / 1e11 / 86_400 / 365.25
      return JudgedEvidence(
        kind: .runs, words: study,
        judgement: ClaimJudgement(
          .undecided,
          why: "not trained; it would take \(shortNumber(multiplyAdds / 1e18)) x 10^18 "
            + "multiply-adds, \(shortNumber(coreYears)) years of a core at 10^11 a second"),
        margin: question.expectation.margin)
    case .values(let values, let names):
      var judgement = ClaimExpectation(question.expectation).judged(by: values, of: .runs)
      if let words = question.otherProtocol {
        judgement.verdict = .notComparable
        judgement.why = "of another protocol: \(words)"
      }
      return JudgedEvidence(
        kind: .runs, words: "\(names.count) \(EvidenceKind.runs.noun(names.count)) of \(study)",
        judgement: judgement, margin: question.expectation.margin, runs: names)
    }
  }

  /// Whether published points follow one power law.
  ///
  /// A break is told at 5 %; where none is told, one law is undecided, since no test shows that there is none.
  func answer(_ question: LawEvidence) throws -> JudgedEvidence {
    let points = try PublishedObservations(
      library.table(named: question.table), network: nil, library: library, ours: ours)
    let runs = try points.table.fitObservations(cost: question.x, error: question.y)
    var search = LawBreakSearch(seed: Seed(root: UInt64(max(question.seed, 0))))
    search.simulations = question.simulations
    let found = try search.search(runs)
    let isTold = found.pValue < 1 - search.level
    let flattens = found.exponentAbove < found.exponentBelow
    let verdict: ClaimVerdict =
      switch (isTold, question.breaks) {
      case (true, true): flattens ? .consistent : .undecided
      case (true, false): .contradicted
      case (false, _): .undecided
      }
    let exponents =
      "\(shortNumber(found.exponentBelow)) below and \(shortNumber(found.exponentAbove)) above"
    let p = shortNumber(found.pValue)
    return JudgedEvidence(
      kind: .published, words: "\(found.count) points of \(points.reference.file)",
      judgement: ClaimJudgement(
        verdict, estimate: found.cost / 1e9,
        interval: Interval(low: found.interval.low / 1e9, high: found.interval.high / 1e9),
        why: (isTold ? "a line without a kink is rejected" : "no break is told")
          + ", p = \(p); error falls with exponent \(exponents)"),
      unit: "G multiply-adds at the break", runs: runs.map(\.point))
  }

  /// What an analysis of published points says.
  func answer(_ question: AnalysisEvidence) throws -> JudgedEvidence {
    let tables = try analysis(question.analysis)
    switch (tables.answer, question.answer) {
    case (.contrast(let contrast), .regime(let regime, let cost, let expected)):
      return try contrast.judged(regime, cost: cost, expected)
    case (.growth(let growth), .growth(let name, let isSlower)):
      return try growth.judged(name, isSlower: isSlower)
    case (.contrast, .growth), (.growth, .regime):
      throw ReportError(
        "the analysis '\(question.analysis)' answers another question than is asked")
    }
  }
}

extension AnalysisAnswer.ContrastAnswer {
  fileprivate func judged(
    _ regime: String, cost: String, _ expected: FactorExpectation
  ) throws -> JudgedEvidence {
    guard let answer = results.first(where: { $0.column == cost }) else {
      throw ReportError(
        "no cost '\(cost)'; expected one of \(results.map(\.column).joined(separator: ", "))")
    }
    guard let found = answer.result.regimes.first(where: { $0.regime.text == regime }) else {
      let known = answer.result.regimes.map(\.regime.text).joined(separator: ", ")
      throw ReportError("no regime '\(regime)'; expected one of \(known)")
    }
    let cells = answer.result.cells.filter { $0.regime == found.regime }
    return JudgedEvidence(
      kind: .published, words: "\(found.pairs) pairs at equal \(answer.title)",
      judgement: expected == .depends ? depends(found, cells) : judged(found, expected),
      unit: "points, \(first) less \(second)",
      runs: places.filter { $0.regime == found.regime }.map(\.place))
  }

  /// The regime's own verdict, which is corrected for the number of regimes, against the one expected.
  private func judged(
    _ regime: CurveRegime, _ expected: FactorExpectation
  ) -> ClaimJudgement {
    let (estimate, interval) = regime.inPoints
    func judgement(_ verdict: ClaimVerdict, _ why: String) -> ClaimJudgement {
      ClaimJudgement(verdict, estimate: estimate, interval: interval, why: why)
    }
    switch regime.verdict {
    case .undecided(let reason): return judgement(.undecided, reason)
    case .equivalent: return judgement(.contradicted, "both are equivalent")
    case .first, .second:
      let word = regime.verdict.word(first, second)
      let isExpected = (regime.verdict == .first) == (expected == .first)
      return judgement(isExpected ? .consistent : .contradicted, "\(word) is better")
    }
  }

  /// Whether the better one is another in one block than in another.
  private func depends(_ regime: CurveRegime, _ cells: [CurveCell]) -> ClaimJudgement {
    let (estimate, interval) = regime.inPoints
    let told = cells.filter { $0.verdict == .first || $0.verdict == .second }
    let words = Set(told.map { $0.verdict.word(first, second) }).sorted()
    var verdict = ClaimVerdict.undecided
    var why: String
    switch words.count {
    case 0:
      why = "in no \(block) is one of them told to be better"
    case 1:
      // The cells hold the readings' errors alone, no training's noise: too little to contradict by.
      why = "\(words[0]) is better in \(told.count) of \(cells.count) \(block)s, "
      why += told.count == cells.count ? "nowhere the other" : "undecided in the rest"
    default:
      (verdict, why) = (.consistent, "\(first) is better in some \(block)s, \(second) in others")
    }
    return ClaimJudgement(verdict, estimate: estimate, interval: interval, why: why)
  }
}

extension CurveRegime {
  /// Difference and interval in hundredths.
  fileprivate var inPoints: (Double, Interval?) {
    (100 * difference, interval.map { Interval(low: 100 * $0.low, high: 100 * $0.high) })
  }
}

extension AnalysisAnswer.GrowthAnswer {
  fileprivate func judged(_ name: String, isSlower: Bool) throws -> JudgedEvidence {
    guard let exponent = exponents.first(where: { $0.name == name }) else {
      throw ReportError(
        "no growth of '\(name)'; expected one of \(exponents.map(\.name).joined(separator: ", "))")
    }
    let bound = shortNumber(compound)
    var judgement = ClaimJudgement(.undecided, why: "too few networks for an exponent")
    if let value = exponent.value, let interval = exponent.interval {
      let expectation: ClaimExpectation = isSlower ? .below(compound) : .above(compound)
      judgement = expectation.judged(value, interval, of: .published)
      judgement.why += " (the compound rule: \(bound))"
    }
    return JudgedEvidence(
      kind: .published, words: name == "frontier" ? "the figure's frontier" : name,
      judgement: judgement, unit: "exponent of cost", runs: exponent.places)
  }
}

extension ClaimExpectation {
  /// What a claim's file states.
  init(_ stated: StatedExpectation) {
    self =
      switch stated {
      case .equal(let value, let margin): .equal(value, margin: margin)
      case .above(let value): .above(value)
      case .below(let value): .below(value)
      case .eachWithin(let low, let high, _): .eachWithin(low, high)
      }
  }
}

extension StatedExpectation {
  var margin: Double? { if case .equal(_, let margin) = self { margin } else { nil } }

  /// The values as they are held against the claim: printed bounds ask for values in as many digits.
  func rounded(_ values: [Double]) -> [Double] {
    guard case .eachWithin(_, _, let decimals) = self else { return values }
    return values.compactMap { Double(fixedNumber($0, decimals)) }
  }
}

extension OwnQuantity {
  /// Whether it depends on the machine.
  public var isMeasured: Bool { self == .stepMilliseconds || self == .memoryMebibytes }
}

extension EvidenceKind {
  /// What published values are evidence of.
  init(_ origin: ValuesOrigin) {
    self =
      switch origin {
      case .rerun: .rerun
      case .reevaluation: .reevaluation
      case .published: .published
      }
  }

  /// What so many of them are called.
  func noun(_ count: Int) -> String {
    let one =
      switch self {
      case .rerun: "rerun by others"
      case .reevaluation: "re-evaluation of released weights"
      case .published: "value of the paper"
      case .count: "count of ours"
      case .runs: "run"
      case .measurement: "measurement here"
      }
    if count == 1 { return one }
    let words = one.split(separator: " ", maxSplits: 1).map(String.init)
    return ([words[0] + "s"] + words.dropFirst()).joined(separator: " ")
  }
}
