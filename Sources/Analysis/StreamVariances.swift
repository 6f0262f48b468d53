// The spread over replicates under each set of random streams that is drawn anew, and whether single ones add up.

import Foundation

/// The runs of one point in which some streams are drawn anew from replicate to replicate.
public struct StreamReplicates: Hashable, Sendable {
  /// The streams, for example `init`.
  public let streams: [String]
  /// The metric of each replicate.
  public let values: [Double]

  /// Replicates from their parts.
  public init(streams: [String], values: [Double]) {
    (self.streams, self.values) = (streams, values)
  }
}

/// How much of a metric's spread each stream makes, one at a time and together.
public struct StreamVariances: Hashable, Sendable {
  /// What replicates of one set of streams say.
  public struct Part: Hashable, Sendable {
    /// The streams that were drawn anew.
    public let streams: [String]
    /// Mean and deviation of the metric.
    public let estimate: MeanEstimate
    /// The interval of the deviation, from that of the variance; nil for one run.
    public let deviationInterval: Interval?
    /// The part of the single streams' variances that this one makes; nil for several streams at once.
    public let share: Double?
    /// The variance over the sum of those of its streams drawn alone; nil where one of these is missing.
    public let overSum: VarianceRatio?
  }

  /// The parts, in the order given.
  public let parts: [Part]

  /// The parts of some replicates; sets without a value are left out.
  ///
  /// - Parameters:
  ///   - replicates: Values by what is drawn anew.
  ///   - level: The probability that each interval covers.
  public init(_ replicates: [StreamReplicates], level: Double = 0.95) {
    let known = replicates.filter { $0.values.count > 1 }
    let split = VarianceComponents(
      alone: known.map { (stream: Self.name($0.streams), values: $0.values) }, level: level)
    let components = Dictionary(
      split.components.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
    let singles = known.filter { $0.streams.count == 1 }.compactMap { components[$0.streams[0]] }
    let sum = singles.reduce(0) { $0 + $1.variance }
    parts = replicates.compactMap { set in
      guard let estimate = MeanEstimate(set.values, level: level) else { return nil }
      let component = components[Self.name(set.streams)]
      let alone = set.streams.compactMap { stream in singles.first { $0.source == stream } }
      let isTogether = set.streams.count > 1 && alone.count == set.streams.count
      return Part(
        streams: set.streams, estimate: estimate,
        deviationInterval: component?.interval.map {
          Interval(low: $0.low.squareRoot(), high: $0.high.squareRoot())
        },
        share: component.flatMap {
          set.streams.count == 1 && sum > 0 ? $0.variance / sum : nil
        },
        overSum: isTogether
          ? component.flatMap { VarianceRatio($0, overSumOf: alone, level: level) } : nil)
    }
  }

  private static func name(_ streams: [String]) -> String { streams.joined(separator: ", ") }
}

/// One variance over a sum of others.
public struct VarianceRatio: Hashable, Sendable {
  /// The ratio.
  public let value: Double
  /// Its interval; 1 in it means that nothing tells the two apart.
  public let interval: Interval

  /// The ratio of a variance to the sum of others; nil where that sum, or the variance, is 0.
  ///
  /// - Source: Satterthwaite 1946, "An approximate distribution of estimates of variance components", for the sum's degrees of
  ///   freedom.
  init?(_ whole: VarianceComponent, overSumOf parts: [VarianceComponent], level: Double) {
    let sum = parts.reduce(0) { $0 + $1.variance }
    guard sum > 0, whole.variance > 0 else { return nil }
    let squares = parts.reduce(0) {
      $0 + $1.variance * $1.variance / Double($1.degreesOfFreedom)
    }
    let ratio = FisherF(
      numerator: Double(whole.degreesOfFreedom), denominator: sum * sum / squares)
    value = whole.variance / sum
    interval = Interval(
      low: value / ratio.quantile((1 + level) / 2), high: value / ratio.quantile((1 - level) / 2))
  }
}
