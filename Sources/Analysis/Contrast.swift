// One kind of scaling against another, at equal cost, under equal seeds.

/// The question which of two labels is better at matched cost, in each regime.
public struct Contrast: Hashable, Sendable {
  /// The group whose labels are compared, for example `scale`.
  public var group: String
  /// The first label, for example `depth`.
  public var first: String
  /// The second label, for example `width`.
  public var second: String
  /// The metric's column.
  public var metric: String
  /// Whether more of the metric is better.
  public var higherIsBetter = true
  /// Columns that must agree, each within a share of the smaller value, such as 0.15.
  public var match: [String: Double]
  /// Columns whose values make a regime.
  public var by: [String] = []
  /// Differences within this margin do not matter; nil where every difference does.
  public var equivalence: Double?
  /// The probability that the interval covers; decisions err with at most the rest.
  public var level = 0.95

  /// A contrast of two labels by a metric.
  public init(group: String, first: String, second: String, metric: String, match: [String: Double])
  {
    self.group = group
    self.first = first
    self.second = second
    self.metric = metric
    self.match = match
  }
}

/// What a contrast decides.
public enum Verdict: Hashable, Sendable {
  /// The first label is better.
  case first
  /// The second label is better.
  case second
  /// They differ by less than the margin.
  case equivalent
  /// The data do not decide, for this reason.
  case undecided(String)
}

/// The value of one column that a regime is made by.
public struct Coordinate: Hashable, Sendable {
  /// The column.
  public let column: String
  /// Its value in the regime.
  public let value: ObservationValue

  /// A coordinate from its parts.
  public init(column: String, value: ObservationValue) {
    self.column = column
    self.value = value
  }

  /// The coordinate as tables show it: `epochs = 350`.
  public var text: String { "\(column) = \(value.text)" }
}

/// A point of the first label and one of the second at about the same cost.
public struct MatchedPair: Hashable, Sendable {
  /// The point of the first label.
  public let first: String
  /// The point of the second label.
  public let second: String
  /// The largest relative difference of their matched columns.
  public let mismatch: Double
}

/// A contrast's answer in one regime.
public struct RegimeContrast: Hashable, Sendable {
  /// The regime's values; empty where the contrast has one regime only.
  public let regime: [Coordinate]
  /// The pairs compared.
  public let pairs: [MatchedPair]
  /// Points of either label that were not compared, with the reason.
  public let unmatched: [UnmatchedPoint]
  /// The replicates that have a value at both points of every pair.
  public let seeds: [Int]
  /// First less second, averaged over the pairs: one value a seed.
  public let differences: [Double]
  /// The mean of the differences over seeds; nil where there is none.
  public let estimate: MeanEstimate?
  /// The p-value of the paired t test; nil where the differences do not vary or are fewer than two.
  public let pValue: Double?
  /// The same, corrected by Holm for the number of regimes tested.
  public internal(set) var adjustedPValue: Double?
  /// What follows.
  public internal(set) var verdict: Verdict
  /// The answer in a sentence.
  public internal(set) var statement: String
}

/// A point left out of a contrast.
public struct UnmatchedPoint: Hashable, Sendable {
  /// Its label.
  public let label: String
  /// The point.
  public let point: String
  /// Why it was left out.
  public let reason: String
}

/// A contrast with its answer in every regime.
public struct ContrastResult: Hashable, Sendable {
  /// The question.
  public let contrast: Contrast
  /// The answers, in the order of the table.
  public let regimes: [RegimeContrast]
}
