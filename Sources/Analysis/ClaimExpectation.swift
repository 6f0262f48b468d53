// From numbers to a verdict: what a claim states of them, tested with the strength that their source has.

import Configuration

/// What a claim states of some differences, ratios or an exponent.
public enum ClaimExpectation: Hashable, Sendable {
  /// The mean is this, and differences within the margin do not matter.
  case equal(Double, margin: Double)
  /// The mean is above this.
  case above(Double)
  /// The mean is below this.
  case below(Double)
  /// Each value lies between these, ends included.
  case eachWithin(Double, Double)
}

extension ClaimExpectation {
  /// Judges the claim by a sample: one value a network, recipe or seed.
  ///
  /// Equality is tested by two one-sided tests at 5 % each, so its interval covers with 90 % for the verdict; the one that
  /// is handed back covers with 95 %, and by it a difference beyond the margin is told. A direction goes by the 95 %
  /// interval. One value shows no spread and decides nothing but a claim on each value.
  ///
  /// - Source: Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach"; Lakens 2017,
  ///   "Equivalence tests: a practical primer for t tests, correlations, and meta-analyses".
  public func judged(by values: [Double], of kind: EvidenceKind) -> ClaimJudgement {
    if case .eachWithin(let low, let high) = self {
      return judgedEach(values, low, high, of: kind)
    }
    guard let estimate = MeanEstimate(values) else {
      return ClaimJudgement(.undecided, why: "there is no value")
    }
    guard let interval = estimate.interval, let deviation = estimate.deviation, deviation > 0 else {
      return ClaimJudgement(
        .undecided, estimate: estimate.mean,
        why: values.count == 1 ? "one value alone shows no spread" : "the values do not vary")
    }
    let equivalent = MeanEstimate(values, level: 0.9)?.interval
    return judged(estimate.mean, interval, equivalence: equivalent, of: kind)
  }

  /// Judges the claim by an estimate with its 95 % interval; without one for tests of equivalence, equality is never shown.
  ///
  /// - Parameters:
  ///   - estimate: The estimate.
  ///   - interval: What covers it with 95 %.
  ///   - equivalence: What covers it with 90 %.
  ///   - kind: Where it comes from.
  /// - Returns: The verdict with the estimate and the 95 % interval.
  public func judged(
    _ estimate: Double, _ interval: Interval, equivalence: Interval? = nil, of kind: EvidenceKind
  ) -> ClaimJudgement {
    let shown: ClaimVerdict = kind.isIndependent ? .reproduced : .consistent
    func judgement(_ verdict: ClaimVerdict, _ why: String) -> ClaimJudgement {
      ClaimJudgement(verdict, estimate: estimate, interval: interval, why: why)
    }
    switch self {
    case .above(let bound):
      if interval.low > bound { return judgement(shown, "the whole interval is above it") }
      if interval.high < bound { return judgement(.contradicted, "the whole interval is below") }
      return judgement(.undecided, "the interval reaches to both sides")
    case .below(let bound):
      if interval.high < bound { return judgement(shown, "the whole interval is below it") }
      if interval.low > bound { return judgement(.contradicted, "the whole interval is above") }
      return judgement(.undecided, "the interval reaches to both sides")
    case .equal(let value, let margin):
      if let narrow = equivalence, narrow.low > value - margin, narrow.high < value + margin {
        return judgement(shown, "equivalent within the margin")
      }
      if interval.low > value + margin || interval.high < value - margin {
        return judgement(.contradicted, "the whole interval is beyond the margin")
      }
      return interval.contains(value)
        ? judgement(.consistent, "the interval holds it, but reaches beyond the margin")
        : judgement(.undecided, "it differs, but not told to be beyond the margin")
    case .eachWithin:
      return judgement(.undecided, "a mean does not tell of each value")
    }
  }

  private func judgedEach(
    _ values: [Double], _ low: Double, _ high: Double, of kind: EvidenceKind
  ) -> ClaimJudgement {
    guard let mean = MeanEstimate(values)?.mean else {
      return ClaimJudgement(.undecided, why: "there is no value")
    }
    let outside = values.count { $0 < low || $0 > high }
    let range = "\(roundedText(values.min() ?? mean)) to \(roundedText(values.max() ?? mean))"
    guard outside == 0 else {
      return ClaimJudgement(
        .contradicted, estimate: mean,
        why: "\(outside) of \(counted(values.count, "value")) lie outside; they are \(range)")
    }
    return ClaimJudgement(
      kind.isIndependent ? .reproduced : .consistent, estimate: mean,
      why: values.count == 1
        ? "the value lies within" : "all \(values.count) lie within; they are \(range)")
  }
}

/// Our count of a network beside a printed one.
public struct CountPair: Hashable, Sendable {
  /// Our count over the printed one, less 1.
  public let difference: Double
  /// Whether ours rounds to the printed digits.
  public let agrees: Bool

  /// A pair from its parts.
  public init(difference: Double, agrees: Bool) {
    (self.difference, self.agrees) = (difference, agrees)
  }
}

extension ClaimJudgement {
  /// Judges printed counts by ours, which are exact: there is nothing to estimate but their greatest difference.
  ///
  /// - Parameters:
  ///   - counts: The pairs.
  ///   - margin: The share of a printed count that a difference may have, beyond its digits.
  public init(counts: [CountPair], margin: Double) {
    guard let worst = counts.max(by: { abs($0.difference) < abs($1.difference) }) else {
      self.init(.undecided, why: "there is no count")
      return
    }
    let agreeing = counts.count(where: \.agrees)
    let beyond = counts.count { !$0.agrees && abs($0.difference) > margin }
    let share = "\(agreeing) of \(counted(counts.count, "count")) round to the printed digits"
    let verdict: ClaimVerdict =
      agreeing == counts.count ? .reproduced : beyond == 0 ? .consistent : .contradicted
    self.init(
      verdict, estimate: worst.difference,
      why: share
        + (verdict == .reproduced
          ? "" : beyond == 0 ? ", the rest within the margin" : ", \(beyond) beyond the margin"))
  }
}
