// What is read off a figure is not exact: its error is drawn, and all that follows from it is done again.

import Foundation
public import Randomness

/// How far a reading may be from what was measured.
public enum ReadingError: Hashable, Sendable {
  /// It stands so in the source.
  case exact
  /// The deviation of a normal error.
  case absolute(Double)
  /// The deviation of a normal error of the logarithm.
  case relative(Double)

  /// A value as it might have been, for a draw from the standard normal distribution.
  func perturbed(_ value: Double, by normal: Double) -> Double {
    switch self {
    case .exact: value
    case .absolute(let deviation): value + deviation * normal
    case .relative(let deviation): value * exp(deviation * normal)
    }
  }
}

/// Draws of the errors of many readings, addressed by seed, so that what they give repeats bit by bit.
public struct ErrorSimulation: Hashable, Sendable {
  /// How often all readings are drawn anew; at least 2.
  public var draws: Int
  /// The seed of the draws.
  public var seed: Seed
  /// Tells apart the estimators of one analysis, so that they do not share draws.
  public var estimator: Int
  /// The probability that an interval covers.
  public var level: Double

  /// A simulation from its parts.
  ///
  /// - Precondition: There are at least 2 draws.
  public init(draws: Int = 1000, seed: Seed, estimator: Int = 0, level: Double = 0.95) {
    precondition(draws >= 2, "\(draws) draws show no spread; at least 2 are needed")
    (self.draws, self.seed, self.estimator, self.level) = (draws, seed, estimator, level)
  }

  /// The stream of a draw; it is none of `Bootstrap`'s, whose lane is 0.
  func stream(_ draw: Int) -> RandomStream {
    RandomStream(seed: seed, purpose: .bootstrap, epoch: estimator, index: draw, lane: 1)
  }

  /// The percentile interval of what the draws gave.
  func interval(of values: [Double]) -> Interval {
    let sorted = values.sorted()
    return Interval(
      low: quantile(of: sorted, (1 - level) / 2), high: quantile(of: sorted, (1 + level) / 2))
  }
}

extension MeanEstimate {
  /// The Student interval of a mean and its p-value, of which a part of the variance comes from another source.
  ///
  /// - Parameters:
  ///   - mean: The mean.
  ///   - variance: The mean's variance, both sources together.
  ///   - degreesOfFreedom: Those of the source that is estimated.
  ///   - level: The probability that the interval covers.
  /// - Returns: Interval and p-value; nil where the variance or the degrees of freedom are 0.
  /// - Source: Rubin 1987, "Multiple imputation for nonresponse in surveys", section 3.1: within and between variances
  ///   add up; we keep the smaller degrees of freedom, which is conservative.
  static func combined(
    mean: Double, variance: Double, degreesOfFreedom: Double, level: Double
  ) -> (interval: Interval, pValue: Double)? {
    guard variance > 0, degreesOfFreedom > 0 else { return nil }
    let student = StudentT(degreesOfFreedom: degreesOfFreedom)
    let error = variance.squareRoot()
    let half = student.quantile((1 + level) / 2) * error
    return (Interval(low: mean - half, high: mean + half), student.twoSidedTail(mean / error))
  }
}

/// The variance of at least two values, divisor n - 1.
func sampleVariance(_ values: [Double]) -> Double {
  let deviation = sampleDeviation(values, around: arithmeticMean(values))
  return deviation * deviation
}

/// The probability that a standard normal value is at least as far from zero as `z`.
func normalTail(_ z: Double) -> Double { erfc(abs(z) / 2.squareRoot()) }
