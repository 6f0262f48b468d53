// Mean, deviation and Student interval over replicates.

/// Two ends of a range that covers a value with a stated probability.
public struct Interval: Hashable, Sendable, Codable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// An interval from its ends.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Half of its width.
  public var halfWidth: Double { (high - low) / 2 }

  /// Whether a value lies in it, its ends included.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// The mean of some values with what they tell of its uncertainty.
public struct MeanEstimate: Hashable, Sendable, Codable {
  /// How many values there are.
  public let count: Int
  /// Their mean.
  public let mean: Double
  /// Their sample deviation (divisor n - 1); nil for a single value.
  public let deviation: Double?
  /// The Student interval of the mean; nil for a single value.
  public let interval: Interval?

  /// The estimate from the values of independent replicates; nil where there are none.
  ///
  /// - Precondition: `level` is in 0..<1.
  public init?(_ values: [Double], level: Double = 0.95) {
    guard !values.isEmpty else { return nil }
    let count = values.count
    let mean = arithmeticMean(values)
    self.count = count
    self.mean = mean
    guard count > 1 else {
      (deviation, interval) = (nil, nil)
      return
    }
    let deviation = sampleDeviation(values, around: mean)
    let quantile = StudentT(degreesOfFreedom: Double(count - 1)).quantile((1 + level) / 2)
    let half = quantile * deviation / Double(count).squareRoot()
    self.deviation = deviation
    interval = Interval(low: mean - half, high: mean + half)
  }

  /// The two-sided p-value of "the mean is zero"; nil for a single value.
  ///
  /// - Source: Student 1908; for paired differences this is the paired t test.
  public var pValue: Double? {
    guard let deviation else { return nil }
    guard deviation > 0 else { return mean == 0 ? 1 : 0 }
    let t = mean / (deviation / Double(count).squareRoot())
    return StudentT(degreesOfFreedom: Double(count - 1)).twoSidedTail(t)
  }
}

/// The mean of at least one value.
func arithmeticMean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The deviation of at least two values, divisor n - 1, from the squares around the mean.
func sampleDeviation(_ values: [Double], around mean: Double) -> Double {
  // Values that are all equal have a mean that may differ from them in its last bit.
  guard values.contains(where: { $0 != values[0] }) else { return 0 }
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}

/// Adjusts p-values for being read together, so that the family keeps its error rate.
///
/// - Returns: One value in 0...1 for each, in the order given.
/// - Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  let ascending = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  var adjusted = pValues
  var largest = 0.0
  for (rank, index) in ascending.enumerated() {
    largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
    adjusted[index] = largest
  }
  return adjusted
}
