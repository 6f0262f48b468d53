// Resampling of points and replicates, addressed by seed, so that an interval repeats bit by bit.

public import Randomness

/// What is drawn with replacement.
public enum ResamplingUnit: String, Hashable, Sendable, Codable, CaseIterable {
  /// Points of the grid, each with all its replicates.
  case point
  /// Replicates, each at all points, since replicate k is one seed everywhere.
  case seed
}

/// How an interval is made by resampling.
public struct Bootstrap: Hashable, Sendable {
  /// How many resamples.
  public var count: Int
  /// What is drawn; both together give each run the product of its two counts.
  ///
  /// - Source: Owen 2007, arXiv 0712.1111, the pigeonhole bootstrap.
  public var units: Set<ResamplingUnit>
  /// The seed of the draws.
  public var seed: Seed
  /// Tells apart the estimators of one study, so that they do not share draws.
  public var estimator: Int
  /// The probability that the interval covers.
  public var level: Double

  /// A bootstrap over points and seeds.
  public init(
    count: Int = 2000, units: Set<ResamplingUnit> = [.point, .seed], seed: Seed,
    estimator: Int = 0, level: Double = 0.95
  ) {
    self.count = count
    self.units = units
    self.seed = seed
    self.estimator = estimator
    self.level = level
  }

  /// How often each run enters resample `index`, given its point's and its replicate's place.
  func weights(_ index: Int, points: [Int], replicates: [Int]) -> [Double] {
    var stream = RandomStream(
      seed: seed, purpose: .bootstrap, epoch: estimator, index: index)
    let ofPoint = counts(.point, of: (points.max() ?? -1) + 1, from: &stream)
    let ofReplicate = counts(.seed, of: (replicates.max() ?? -1) + 1, from: &stream)
    return zip(points, replicates).map { ofPoint[$0] * ofReplicate[$1] }
  }

  private func counts(
    _ unit: ResamplingUnit, of size: Int, from stream: inout RandomStream
  ) -> [Double] {
    guard units.contains(unit) else { return Array(repeating: 1, count: size) }
    var counts = Array(repeating: 0.0, count: size)
    for _ in 0..<size { counts[stream.nextInteger(below: size)] += 1 }
    return counts
  }

  /// The percentile interval of the values that the resamples gave; nil where fewer than half gave one.
  func interval(of values: [Double]) -> Interval? {
    guard !values.isEmpty, 2 * values.count >= count else { return nil }
    let sorted = values.sorted()
    return Interval(
      low: quantile(of: sorted, (1 - level) / 2), high: quantile(of: sorted, (1 + level) / 2))
  }
}

/// The quantile of ascending values, linear between neighbours.
///
/// - Source: Hyndman and Fan 1996, definition 7, which NumPy uses too.
func quantile(of ascending: [Double], _ probability: Double) -> Double {
  let position = probability * Double(ascending.count - 1)
  let below = Int(position)
  let above = min(below + 1, ascending.count - 1)
  return ascending[below] + (position - Double(below)) * (ascending[above] - ascending[below])
}

/// The place of each value among the distinct ones, in the order of first occurrence.
func places<Value: Hashable>(of values: [Value]) -> [Int] {
  var known: [Value: Int] = [:]
  return values.map { value in
    let place = known[value] ?? known.count
    known[value] = place
    return place
  }
}
