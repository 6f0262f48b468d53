// Whether a grid can decide a contrast before any of it is run: the whole decision is made on simulated replicates.

public import Randomness

/// What is assumed of a study's outcome.
public struct PowerAssumption: Hashable, Sendable {
  /// By how much the first label is better at each matched pair, in the metric; negative where it is worse.
  public var effect: Double
  /// The deviation of the metric over replicates of one point, in the metric.
  public var noise: Double
  /// How many replicates each point has.
  public var replicates: Int

  /// An assumption from its parts.
  public init(effect: Double, noise: Double, replicates: Int) {
    (self.effect, self.noise, self.replicates) = (effect, noise, replicates)
  }
}

/// How often a regime's verdict comes out which way.
public struct RegimePower: Hashable, Sendable {
  /// The regime's values; empty where there is one regime only.
  public let regime: [Coordinate]
  /// How many pairs match in cost.
  public let pairs: Int
  /// The share of simulated studies that say the first label.
  public let first: Double
  /// The share that say the second.
  public let second: Double
  /// The share that say they are equivalent.
  public let equivalent: Double

  /// The share that decide nothing.
  public var undecided: Double { 1 - first - second - equivalent }

  /// The share that say what is assumed: the better label, or where there is no effect no label at all.
  public func right(_ assumption: PowerAssumption, higherIsBetter: Bool) -> Double {
    if assumption.effect == 0 { return equivalent + undecided }
    return (assumption.effect > 0) == higherIsBetter ? first : second
  }

  /// The share that say the other label, or with no effect any label.
  public func wrong(_ assumption: PowerAssumption, higherIsBetter: Bool) -> Double {
    if assumption.effect == 0 { return first + second }
    return (assumption.effect > 0) == higherIsBetter ? second : first
  }
}

/// The pairs of a contrast over points that have no results yet.
public struct DesignPower: Sendable {
  private let contrast: Contrast
  private let regimes: [(regime: [Coordinate], matching: ContrastMatching)]

  /// The pairs among some points.
  ///
  /// - Parameters:
  ///   - contrast: The question.
  ///   - points: One row a point with its group's labels, matched costs and regimes; no metric is needed.
  /// - Throws: `AnalysisError` where a column is missing.
  public init(_ contrast: Contrast, points: ObservationTable) throws {
    self.contrast = contrast
    var planned = contrast
    planned.metric = "planned metric"
    // A value of its own stands for the metric, so that pairs are matched as they will be with results.
    let table = try points.adding(planned.metric) { _ in .number(0) }
    regimes = try table.grouped(by: contrast.by).map { group in
      (zip(contrast.by, group.key).map(Coordinate.init), try planned.matching(in: group.table))
    }
  }

  /// How often each verdict comes out.
  ///
  /// A replicate's noise is independent from point to point: that replicates share their seeds takes nothing off it, which
  /// is the cautious assumption.
  ///
  /// - Parameters:
  ///   - assumption: What is assumed.
  ///   - simulations: How many studies are simulated.
  ///   - seed: The seed of their noise.
  /// - Returns: One answer a regime, in the order of the points.
  public func power(
    _ assumption: PowerAssumption, simulations: Int, seed: Seed
  ) -> [RegimePower] {
    var tallies = regimes.map { _ in (first: 0, second: 0, equivalent: 0) }
    for simulation in 0..<simulations {
      var stream = RandomStream(
        seed: seed, purpose: .bootstrap, epoch: assumption.replicates, index: simulation, lane: 3)
      let result = contrast.settled(regimes.map { simulated($0, assumption, &stream) })
      for (place, regime) in result.regimes.enumerated() {
        switch regime.verdict {
        case .first: tallies[place].first += 1
        case .second: tallies[place].second += 1
        case .equivalent: tallies[place].equivalent += 1
        case .undecided: break
        }
      }
    }
    let share = { (count: Int) in Double(count) / Double(simulations) }
    return zip(regimes, tallies).map { regime, tally in
      RegimePower(
        regime: regime.regime, pairs: regime.matching.pairs.count, first: share(tally.first),
        second: share(tally.second), equivalent: share(tally.equivalent))
    }
  }

  /// The regime of one simulated study.
  private func simulated(
    _ regime: (regime: [Coordinate], matching: ContrastMatching), _ assumption: PowerAssumption,
    _ stream: inout RandomStream
  ) -> RegimeContrast {
    let pairs = regime.matching.pairs.count
    var differences: [Double] = []
    for _ in 0..<(pairs == 0 ? 0 : assumption.replicates) {
      var sum = 0.0
      for _ in 0..<pairs {
        let (first, second) = (stream.nextNormal(), stream.nextNormal())
        sum += assumption.effect + assumption.noise * (first - second)
      }
      differences.append(sum / Double(pairs))
    }
    return contrast.regime(
      regime.regime, regime.matching, seeds: Array(differences.indices), differences: differences)
  }
}

extension ObservationTable {
  /// The deviation of a metric over replicates, pooled over points; nil where no point has two.
  ///
  /// - Throws: `AnalysisError` where a column is missing or the metric is text.
  public func replicateNoise(of metric: String) throws -> (deviation: Double, runs: Int)? {
    let groups = try grouped(by: ["point"]).map { group in
      try group.table.numbers(metric).compactMap(\.self)
    }
    let runs = groups.filter { $0.count > 1 }.reduce(0) { $0 + $1.count }
    return PooledDeviation(groups).deviation.map { ($0, runs) }
  }
}
