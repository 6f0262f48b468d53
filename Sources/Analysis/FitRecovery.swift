// Does a fit find the truth, and do its intervals cover it as often as they say? Asked of simulated runs.

import Foundation
public import Randomness

/// What lies between a law and the errors that runs have.
public enum FitNoise: Hashable, Sendable {
  /// Normal noise of this deviation, added.
  case added(Double)
  /// Normal noise of this deviation on the logarithm.
  case relative(Double)
  /// As `relative`, but a share of the runs has a deviation that is so many times as great.
  case contaminated(Double, share: Double, factor: Double)
  /// Normal noise on the logarithm of which a point has a part in common, a replicate another, the run a third.
  case crossed(point: Double, replicate: Double, run: Double)

  /// What runs of one point, or of one replicate, have in common, one number each.
  func shared(
    points: Int, replicates: Int, from stream: inout RandomStream
  ) -> (points: [Double], replicates: [Double]) {
    guard case .crossed(let point, let replicate, _) = self else {
      return (Array(repeating: 0, count: points), Array(repeating: 0, count: replicates))
    }
    return (
      (0..<points).map { _ in point * stream.nextNormal() },
      (0..<replicates).map { _ in replicate * stream.nextNormal() }
    )
  }

  func error(_ value: Double, from stream: inout RandomStream) -> Double {
    switch self {
    case .added(let deviation): return value + deviation * stream.nextNormal()
    case .relative(let deviation): return value * exp(deviation * stream.nextNormal())
    case .contaminated(let deviation, let share, let factor):
      let isWild = stream.nextUnit() < share
      return value * exp(deviation * (isWild ? factor : 1) * stream.nextNormal())
    case .crossed(_, _, let deviation): return value * exp(deviation * stream.nextNormal())
    }
  }
}

/// A simulated study whose truth is known.
public struct FitRecovery: Hashable, Sendable {
  /// The law behind the runs.
  public var truth: PowerLaw
  /// The factors of each point.
  public var points: [[Double]]
  /// Runs of each point.
  public var replicates: Int
  /// What the runs have beside the law.
  public var noise: FitNoise
  /// How they are fitted; its intervals are what is tried.
  public var fitting: PowerLawFitting
  /// What the simulations draw from.
  public var seed: Seed

  /// A simulated study from its parts.
  public init(
    truth: PowerLaw, points: [[Double]], replicates: Int, noise: FitNoise,
    fitting: PowerLawFitting, seed: Seed
  ) {
    self.truth = truth
    self.points = points
    self.replicates = replicates
    self.noise = noise
    self.fitting = fitting
    self.seed = seed
  }

  /// The runs of simulation `index`.
  public func runs(_ index: Int) -> [FitObservation] {
    var stream = RandomStream(seed: seed, purpose: .simulation, index: index)
    let shared = noise.shared(points: points.count, replicates: replicates, from: &stream)
    return points.enumerated().flatMap { place, factors in
      (0..<replicates).map { replicate in
        let common = exp(shared.points[place] + shared.replicates[replicate])
        return FitObservation(
          factors: factors, error: noise.error(truth.value(at: factors) * common, from: &stream),
          point: "p\(place)", replicate: replicate)
      }
    }
  }

  /// How often the intervals cover the truth.
  ///
  /// - Throws: `AnalysisError` where the points are too few for the law.
  public func coverage(simulations: Int) throws -> [IntervalCoverage] {
    var counts: [IntervalCoverage] = truth.parameters.flatMap { parameter in
      IntervalKind.allCases.map { IntervalCoverage(kind: $0, parameter: parameter) }
    }
    for index in 0..<simulations {
      let fit = try fitting.fit(runs(index))
      for place in counts.indices { counts[place].count(fit, truth: truth) }
    }
    return counts.filter { $0.simulations > 0 }
  }
}

/// How an interval was made.
public enum IntervalKind: String, Hashable, Sendable, CaseIterable {
  /// By profile likelihood.
  case profile
  /// By resampling.
  case bootstrap
}

/// How often intervals of one number covered its truth.
public struct IntervalCoverage: Hashable, Sendable {
  /// How the intervals were made.
  public let kind: IntervalKind
  /// The number.
  public let parameter: LawParameter
  /// Simulations that were fitted.
  public private(set) var simulations = 0
  /// Those that gave an interval.
  public private(set) var intervals = 0
  /// Those whose interval holds the truth.
  public private(set) var covered = 0
  /// Those whose interval lies above the truth.
  public private(set) var above = 0
  /// The sum of the estimates' relative distances from the truth; absolute ones where it is 0.
  private var distance = 0.0

  init(kind: IntervalKind, parameter: LawParameter) {
    self.kind = kind
    self.parameter = parameter
  }

  /// The share of intervals that hold the truth; nil where there are none.
  public var share: Double? { intervals > 0 ? Double(covered) / Double(intervals) : nil }

  /// The mean relative distance of the estimate from the truth, with its sign.
  public var bias: Double { simulations > 0 ? distance / Double(simulations) : 0 }

  fileprivate mutating func count(_ fit: PowerLawFit, truth: PowerLaw) {
    let isAsked = kind == .profile ? fit.profileLevel != nil : fit.bootstrap != nil
    guard isAsked else { return }
    simulations += 1
    let value = truth[parameter]
    distance += (fit.law[parameter] - value) / (value == 0 ? 1 : value)
    let interval =
      kind == .profile
      ? fit.profiles[parameter]?.interval : fit.bootstrap?.interval(of: parameter)
    guard let interval else { return }
    intervals += 1
    if interval.contains(value) { covered += 1 }
    if interval.low > value { above += 1 }
  }
}
