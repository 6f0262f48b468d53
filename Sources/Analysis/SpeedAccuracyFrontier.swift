// Which points are worth their cost when errors are known only with noise.

import Configuration
import Foundation

/// A point by its cost and its error over replicates.
public struct CostedPoint: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its cost, smaller being better.
  public let cost: Double
  /// Its error in each replicate, smaller being better; at least one.
  public let errors: [Double]

  /// A point from its parts.
  public init(name: String, cost: Double, errors: [Double]) {
    (self.name, self.cost, self.errors) = (name, cost, errors)
  }
}

/// What a frontier says of a point.
public enum Dominance: Hashable, Sendable {
  /// It is told to be better than all that cost as much or less.
  case onFrontier
  /// This point costs as much or less and is told to be better.
  case dominated(by: String)
  /// Noise leaves open which of the two holds.
  case undecided
}

/// The frontier of error and cost with its doubts.
public struct SpeedAccuracyFrontier: Hashable, Sendable {
  /// A point and what is said of it.
  public struct Entry: Hashable, Sendable {
    /// The point.
    public let point: CostedPoint
    /// Its mean error.
    public let error: Double
    /// Whether no point of its cost or less has a smaller mean.
    public let isBestByMean: Bool
    /// What noise leaves of that.
    public let dominance: Dominance
  }

  /// The points by cost.
  public let entries: [Entry]

  /// The frontier of some points.
  ///
  /// A point is tested against every one of its cost or less by Welch's test, in one direction each. It is dominated where
  /// one test says so, corrected by Holm for their number; it is on the frontier where all say so. A point of a single replicate borrows the pooled deviation of the others.
  ///
  /// - Parameters:
  ///   - points: The points; of equal cost the better one counts as cheaper.
  ///   - alpha: How often a verdict on a point may be wrong.
  public init(_ points: [CostedPoint], alpha: Double = 0.05) {
    let pooled = PooledDeviation(points.map(\.errors))
    let sorted = points.map { (point: $0, error: arithmeticMean($0.errors)) }
      .sorted {
        ($0.point.cost, $0.error, $0.point.name) < ($1.point.cost, $1.error, $1.point.name)
      }
    entries = sorted.enumerated().map { place, own in
      let cheaper = sorted.prefix(place)
      return Entry(
        point: own.point, error: own.error,
        isBestByMean: cheaper.allSatisfy { $0.error > own.error },
        dominance: Self.dominance(
          of: own.point, among: cheaper.map(\.point), pooled: pooled, alpha: alpha))
    }
  }

  private static func dominance(
    of point: CostedPoint, among cheaper: [CostedPoint], pooled: PooledDeviation, alpha: Double
  ) -> Dominance {
    if cheaper.isEmpty { return .onFrontier }
    let tests = cheaper.map { pooled.difference($0.errors, point.errors) }
    guard tests.allSatisfy({ $0 != nil }) else { return .undecided }
    let better = holmAdjusted(tests.map { 1 - ($0?.upperTail ?? 0) })
    if let surest = better.indices.min(by: { better[$0] < better[$1] }), better[surest] < alpha {
      return .dominated(by: cheaper[surest].name)
    }
    // Here all tests must agree, so that none needs correcting.
    return tests.allSatisfy { ($0?.upperTail ?? 1) < alpha } ? .onFrontier : .undecided
  }
}

extension SpeedAccuracyFrontier {
  /// The frontier of at least two points.
  ///
  /// - Throws: `AnalysisError` where there are fewer.
  public static func ofSeveral(_ points: [CostedPoint]) throws -> SpeedAccuracyFrontier {
    guard points.count > 1 else {
      throw AnalysisError(
        "\(counted(points.count, "point")) with a cost and a value; a frontier takes at least two")
    }
    return SpeedAccuracyFrontier(points)
  }

  /// Points told to be better than all that cost as much or less.
  public var told: Int { entries.count { $0.dominance == .onFrontier } }

  /// Points of which noise leaves open whether they are on the frontier.
  public var open: Int { entries.count { $0.dominance == .undecided } }

  /// Points that another of their cost or less is told to beat.
  public var dominated: Int { entries.count - told - open }

  /// The verdicts in a sentence.
  public var statement: String {
    let best = entries.count { $0.isBestByMean }
    return
      "Of \(counted(entries.count, "point")) \(told) \(told == 1 ? "is" : "are") told to be on "
      + "the frontier, \(dominated) to be dominated, \(open) left open; by their means alone "
      + "\(best) would be on it."
  }
}

/// The deviation over replicates that several points share.
struct PooledDeviation {
  /// Nil where no point has two replicates.
  private let variance: Double?
  private let degreesOfFreedom: Double

  init(_ groups: [[Double]]) {
    let replicated = groups.filter { $0.count > 1 }
    degreesOfFreedom = replicated.reduce(0) { $0 + Double($1.count - 1) }
    variance =
      replicated.isEmpty
      ? nil
      : replicated.reduce(0) { $0 + sampleVariance($1) * Double($1.count - 1) } / degreesOfFreedom
  }

  /// The deviation; nil where no group has two values.
  var deviation: Double? { variance.map { $0.squareRoot() } }

  /// How many replicates beyond one a point it rests on.
  var replicatesBeyondOne: Int { Int(degreesOfFreedom) }

  /// Welch's test of the means' difference; nil where no deviation is known.
  ///
  /// - Source: Welch 1947, "The generalization of Student's problem when several different population variances are involved".
  func difference(_ first: [Double], _ second: [Double]) -> (upperTail: Double, t: Double)? {
    guard let a = meanVariance(first), let b = meanVariance(second) else { return nil }
    let total = a.variance + b.variance
    let difference = arithmeticMean(first) - arithmeticMean(second)
    guard total > 0 else {
      return difference == 0 ? (0.5, 0) : (difference > 0 ? 0 : 1, difference)
    }
    let freedom =
      total * total
      / (a.variance * a.variance / a.degreesOfFreedom + b.variance * b.variance / b.degreesOfFreedom)
    let t = difference / total.squareRoot()
    return (StudentT(degreesOfFreedom: freedom).upperTail(t), t)
  }

  private func meanVariance(_ values: [Double]) -> (variance: Double, degreesOfFreedom: Double)? {
    if values.count > 1 {
      return (sampleVariance(values) / Double(values.count), Double(values.count - 1))
    }
    return variance.map { ($0, degreesOfFreedom) }
  }
}
