// Whether a difference is small enough not to matter: two one-sided tests.

import Foundation

/// What two one-sided tests say of a mean difference.
///
/// - Source: Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach".
public struct Equivalence: Hashable, Sendable {
  /// The mean difference.
  public let mean: Double
  /// How many differences it rests on.
  public let count: Int
  /// Differences within this margin do not matter.
  public let margin: Double
  /// The p-value of "the difference is not within the margin": the larger of the two tests'.
  public let pValue: Double
  /// The interval of the mean that covers with 1 - 2 alpha; equivalence is told where it lies within the margin.
  public let interval: Interval
  /// Whether equivalence is told.
  public let isTold: Bool

  /// Tests some differences, one a replicate; nil for fewer than two, or where they do not vary.
  ///
  /// - Precondition: `margin` is positive, `alpha` in 0 to 0.5.
  public init?(_ differences: [Double], margin: Double, alpha: Double = 0.05) {
    guard let estimate = MeanEstimate(differences) else { return nil }
    self.init(estimate, from: 0, margin: margin, alpha: alpha)
  }

  /// Tests the difference of a mean from a fixed value, such as a published one.
  ///
  /// Nil for a mean of fewer than two replicates, or of such that do not vary.
  ///
  /// - Precondition: `margin` is positive, `alpha` in 0 to 0.5.
  public init?(
    _ estimate: MeanEstimate, from value: Double, margin: Double, alpha: Double = 0.05
  ) {
    precondition(margin > 0, "the margin is \(margin), not positive")
    precondition(alpha > 0 && alpha < 0.5, "alpha is \(alpha), not between 0 and 0.5")
    guard let deviation = estimate.deviation, deviation > 0 else { return nil }
    let error = deviation / Double(estimate.count).squareRoot()
    let student = StudentT(degreesOfFreedom: Double(estimate.count - 1))
    let half = student.quantile(1 - alpha) * error
    mean = estimate.mean - value
    count = estimate.count
    self.margin = margin
    interval = Interval(low: mean - half, high: mean + half)
    pValue = max(
      student.upperTail((mean + margin) / error), student.upperTail((margin - mean) / error))
    isTold = pValue < alpha
  }
}

extension StudentT {
  /// The probability of a value above `t`.
  public func upperTail(_ t: Double) -> Double {
    t > 0 ? twoSidedTail(t) / 2 : 1 - twoSidedTail(t) / 2
  }
}

/// Differences of two conditions, paired by replicate.
public struct PairedDifferences: Hashable, Sendable {
  /// First less second, by replicate, ascending.
  public let values: [Double]
  /// The replicates that have both, ascending.
  public let replicates: [Int]
  /// The replicates that have one alone, ascending.
  public let unpaired: [Int]

  /// The differences of values by replicate.
  public init(_ first: [Int: Double], _ second: [Int: Double]) {
    let (a, b) = (Set(first.keys), Set(second.keys))
    replicates = a.intersection(b).sorted()
    unpaired = a.symmetricDifference(b).sorted()
    values = replicates.compactMap { replicate in
      first[replicate].flatMap { value in second[replicate].map { value - $0 } }
    }
  }

  /// Their mean with Student's interval; nil where there are none.
  public func estimate(level: Double = 0.95) -> MeanEstimate? { MeanEstimate(values, level: level) }

  /// Whether they are small enough not to matter.
  public func equivalence(margin: Double, alpha: Double = 0.05) -> Equivalence? {
    Equivalence(values, margin: margin, alpha: alpha)
  }
}
