// Two ways to grow one base network, compared at equal cost along their curves.

/// The question which of two factors is better raised, in each regime, where points have one run each.
///
/// The first factor's points and the base make a curve of metric over log cost. Each point of the second factor is
/// held against that curve at its own cost, so that no two points need to cost the same.
public struct CurveContrast: Hashable, Sendable {
  /// The column of the first factor, for example `depth`.
  public var first: String
  /// The column of the second factor, for example `width`.
  public var second: String
  /// The first factor's value in the network that both start from.
  public var firstBase: Double
  /// The second factor's value in it.
  public var secondBase: Double
  /// The metric's column; more is better.
  public var metric: String
  /// The cost's column.
  public var cost: String
  /// The column whose values make a regime, for example `epochs`.
  public var regime: String
  /// The column whose values are compared each by itself within a regime, for example `resolution`.
  public var block: String
  /// The error of a reading of the metric.
  public var metricError = ReadingError.exact
  /// The error of a reading of the cost; one network in several regimes is one reading.
  public var costError = ReadingError.exact
  /// How far beyond an end of the first curve a cost may lie, as a share; its end then stands for it.
  public var reach = 0.15
  /// How the readings' errors are drawn, and the level of all intervals.
  public var simulation: ErrorSimulation

  /// A contrast of two factors.
  public init(
    first: String, from firstBase: Double, second: String, from secondBase: Double,
    metric: String, cost: String, regime: String, block: String, simulation: ErrorSimulation
  ) {
    (self.first, self.firstBase) = (first, firstBase)
    (self.second, self.secondBase) = (second, secondBase)
    (self.metric, self.cost, self.regime, self.block) = (metric, cost, regime, block)
    self.simulation = simulation
  }
}

/// A point of the second factor held against the first factor's curve.
public struct CurvePair: Hashable, Sendable {
  /// The regime.
  public let regime: ObservationValue
  /// The block.
  public let block: ObservationValue
  /// The second factor's value.
  public let value: Double
  /// The cost at which they are compared.
  public let cost: Double
  /// The first curve's metric there less the point's.
  public let difference: Double
}

/// A block of a regime: its pairs as they are, with no more uncertainty than that of the readings.
public struct CurveCell: Hashable, Sendable {
  /// The regime.
  public let regime: ObservationValue
  /// The block.
  public let block: ObservationValue
  /// How many pairs it has.
  public let pairs: Int
  /// The mean of their differences.
  public let difference: Double
  /// The interval by the readings' errors; nil where these are exact.
  public let interval: Interval?
  /// The p-value of "no difference", corrected by Holm over all cells; nil where readings are exact.
  public internal(set) var adjustedPValue: Double?
  /// Which is better within the readings' errors.
  public internal(set) var verdict: Verdict
}

/// A regime's answer.
public struct CurveRegime: Hashable, Sendable {
  /// The regime.
  public let regime: ObservationValue
  /// How many pairs it has.
  public let pairs: Int
  /// The mean of their differences.
  public let difference: Double
  /// The interval by the spread of the pairs and the readings' errors; nil for a single pair.
  public let interval: Interval?
  /// The same with the block as unit in place of the pair; nil for a single block.
  public let blockInterval: Interval?
  /// The p-value of "no difference", pairs being the unit.
  public let pValue: Double?
  /// The same, corrected by Holm over the regimes.
  public internal(set) var adjustedPValue: Double?
  /// What follows.
  public internal(set) var verdict: Verdict
}

/// Where one factor stops being the better one.
public struct RegimeCrossing: Hashable, Sendable {
  /// The regime's value at which the mean difference is zero, linear between regimes in their logarithm.
  public let value: Double
  /// The interval by the readings' errors and resampling of pairs; nil where fewer than half of the draws cross.
  public let interval: Interval?
  /// The share of draws that cross once within the regimes.
  public let share: Double
}

/// A contrast of two factors with its answers.
public struct CurveContrastResult: Hashable, Sendable {
  /// All pairs.
  public let pairs: [CurvePair]
  /// Points of the second factor whose cost the first curve does not reach: regime, block, value.
  public let unmatched: [[ObservationValue]]
  /// The answers by regime and block.
  public let cells: [CurveCell]
  /// The answers by regime, in the order of the table.
  public let regimes: [CurveRegime]
  /// Where the sign of the difference changes; nil where it does not, or more than once.
  public let crossing: RegimeCrossing?
}
