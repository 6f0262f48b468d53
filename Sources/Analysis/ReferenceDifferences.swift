// Several conditions held against one, as ablation tables do: paired by replicate, corrected for their number.

import Foundation

/// What replicates say of a condition against the reference.
public struct ReferenceDifference: Hashable, Sendable {
  /// What is told.
  public enum Verdict: Hashable, Sendable {
    /// Better than the reference.
    case better
    /// Worse than the reference.
    case worse
    /// Within the margin of it.
    case equivalent
    /// Neither, for this reason.
    case undecided(String)
  }

  /// The condition less the reference, over replicates that both have; nil where there are none.
  public let estimate: MeanEstimate?
  /// The paired t test's p-value, corrected by Holm for the number of conditions; nil where it cannot be made.
  public let pValue: Double?
  /// What is told.
  public let verdict: Verdict

  /// The differences of some conditions from a reference.
  ///
  /// Both families of tests, of difference and of equivalence, are corrected by Holm for their number.
  ///
  /// - Parameters:
  ///   - conditions: The metric by replicate, one map a condition.
  ///   - reference: That of the reference.
  ///   - higherIsBetter: Whether more of the metric is better.
  ///   - margin: A difference that does not matter; nil where none is stated.
  ///   - level: The probability that intervals cover; one less it is how often a family may be wrong.
  /// - Returns: One difference for each condition.
  public static func differences(
    of conditions: [[Int: Double]], from reference: [Int: Double], higherIsBetter: Bool,
    margin: Double?, level: Double = 0.95
  ) -> [ReferenceDifference] {
    let pairs = conditions.map { PairedDifferences($0, reference) }
    let estimates = pairs.map { $0.estimate(level: level) }
    let raw = estimates.map { $0?.testedPValue }
    let adjusted = adjustedWhereTested(raw)
    let equivalences = adjustedWhereTested(
      pairs.map { pairs in
        margin.flatMap { pairs.equivalence(margin: $0, alpha: 1 - level)?.pValue }
      })
    return conditions.indices.map { place in
      let verdict: Verdict
      if let p = equivalences[place], p < 1 - level {
        verdict = .equivalent
      } else if let p = adjusted[place], p < 1 - level, let mean = estimates[place]?.mean {
        verdict = (mean > 0) == higherIsBetter ? .better : .worse
      } else {
        verdict = .undecided(
          Self.reason(estimates[place], isToldAlone: (raw[place] ?? 1) < 1 - level))
      }
      return ReferenceDifference(
        estimate: estimates[place], pValue: adjusted[place], verdict: verdict)
    }
  }

  private static func reason(_ estimate: MeanEstimate?, isToldAlone: Bool) -> String {
    guard let estimate else { return "no replicate in common" }
    if estimate.count == 1 { return "one replicate in common" }
    if estimate.deviation == 0 { return "differences do not vary" }
    return isToldAlone ? "told alone, not after Holm" : "not told from zero"
  }

  /// Holm's correction over those that were tested.
  private static func adjustedWhereTested(_ pValues: [Double?]) -> [Double?] {
    var adjusted = pValues
    let tested = pValues.indices.filter { pValues[$0] != nil }
    for (place, p) in zip(tested, holmAdjusted(tested.compactMap { pValues[$0] })) {
      adjusted[place] = p
    }
    return adjusted
  }
}

extension MeanEstimate {
  /// The p-value of "the mean is zero"; nil where the values do not vary.
  fileprivate var testedPValue: Double? { (deviation ?? 0) > 0 ? pValue : nil }
}
