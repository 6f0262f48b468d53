// How fast resolution grows with cost: along a frontier that was read off a figure, and in a family of networks.

import Foundation
import Randomness

/// An exponent of cost.
public struct GrowthExponent: Hashable, Sendable {
  /// The exponent.
  public let value: Double
  /// Its interval; nil where it is exact or two points leave none.
  public let interval: Interval?
  /// How many networks it rests on; 0 for a formula.
  public let count: Int

  /// The exponent of a compound rule that multiplies depth, width and resolution by these factors a step.
  ///
  /// - Source: Tan and Le 2019, arXiv 1905.11946, equation 3: multiply-adds grow by alpha beta^2 gamma^2.
  public init(depth alpha: Double, width beta: Double, resolution gamma: Double) {
    value = log(gamma) / log(alpha * beta * beta * gamma * gamma)
    (interval, count) = (nil, 0)
  }

  /// The least-squares slope of log resolution on log cost with its Student interval, by its networks' distance from
  /// the line; nil for fewer than two costs.
  public init?(costs: [Double], resolutions: [Double], level: Double = 0.95) {
    let squares = LeastSquares(columns: [costs.map { _ in 1 }, costs.map { log($0) }])
    guard squares.rank == 2 else { return nil }
    let fit = squares.solution(for: resolutions.map { log($0) })
    let slope = fit.coefficients[1]
    value = slope
    count = costs.count
    interval = fit.residualVariance.flatMap { variance in
      MeanEstimate.combined(
        mean: slope, variance: variance * squares.inverseNormal[1][1],
        degreesOfFreedom: Double(fit.degreesOfFreedom), level: level)?.interval
    }
  }
}

/// A point of a frontier and how surely it lies there.
public struct SharedFrontierPoint: Hashable, Sendable {
  /// The point.
  public let point: FrontierPoint
  /// The share of draws of the readings in which nothing as cheap is better.
  public let share: Double
  /// The resolution that is best at its cost in most draws.
  public let likeliestResolution: Double
  /// The share of draws in which that one is best.
  public let resolutionShare: Double
}

/// The resolution rule along a frontier whose points are readings.
public struct FrontierGrowth: Hashable, Sendable {
  /// The rule through the readings as they are.
  public let rule: ResolutionRule
  /// The exponent's interval: readings drawn anew and points resampled.
  public let interval: Interval?
  /// The same by the readings' errors alone, at these very points.
  public let readingInterval: Interval?
  /// The frontier's points.
  public let points: [SharedFrontierPoint]
  /// Logarithm of resolution at unit cost and exponent, in each draw with points resampled.
  private let lines: [[Double]]
  private let simulation: ErrorSimulation

  /// The rule along the frontier of points with one run each.
  ///
  /// - Parameters:
  ///   - runs: The points.
  ///   - costError: The error of a reading of cost.
  ///   - errorError: The error of a reading of error.
  ///   - simulation: How errors are drawn.
  public init(
    _ runs: [ResolutionObservation], costError: ReadingError, errorError: ReadingError,
    simulation: ErrorSimulation
  ) {
    rule = ResolutionRule(runs)
    var byReading: [Double] = []
    var lines: [[Double]] = []
    var tally = FrontierTally(rule.frontier)
    for draw in 0..<simulation.draws {
      var stream = simulation.stream(draw)
      let drawn = runs.map { $0.perturbed(costError, errorError, &stream) }
      let frontier = ResolutionRule(drawn)
      if let exponent = frontier.exponent { byReading.append(exponent) }
      tally.add(frontier.frontier)
      let resampled = drawn.indices.map { _ in drawn[stream.nextInteger(below: drawn.count)] }
      let line = ResolutionRule(resampled)
      if let exponent = line.exponent, let unit = line.resolutionAtUnitCost {
        lines.append([log(unit), exponent])
      }
    }
    readingInterval = byReading.isEmpty ? nil : simulation.interval(of: byReading)
    interval =
      2 * lines.count < simulation.draws ? nil : simulation.interval(of: lines.map { $0[1] })
    (self.lines, self.simulation) = (lines, simulation)
    points = tally.points(draws: simulation.draws)
  }
}

extension FrontierGrowth {
  /// The interval of the rule's resolution at a cost; nil where there is none of the exponent.
  public func resolutionInterval(at cost: Double) -> Interval? {
    guard interval != nil else { return nil }
    return simulation.interval(of: lines.map { exp($0[0] + $0[1] * log(cost)) })
  }
}

extension ResolutionObservation {
  fileprivate func perturbed(
    _ costError: ReadingError, _ errorError: ReadingError, _ stream: inout RandomStream
  ) -> ResolutionObservation {
    ResolutionObservation(
      run: FitObservation(
        cost: costError.perturbed(run.cost, by: stream.nextNormal()),
        error: errorError.perturbed(run.error, by: stream.nextNormal()), point: run.point,
        replicate: run.replicate),
      resolution: resolution)
  }
}

/// How often the points of a frontier lie on those of the draws, and which resolutions take their places.
private struct FrontierTally {
  let frontier: [FrontierPoint]
  private var hits: [Int]
  private var resolutions: [[Double: Int]]

  init(_ frontier: [FrontierPoint]) {
    self.frontier = frontier
    hits = Array(repeating: 0, count: frontier.count)
    resolutions = Array(repeating: [:], count: frontier.count)
  }

  mutating func add(_ drawn: [FrontierPoint]) {
    let names = Set(drawn.map(\.point))
    for (index, point) in frontier.enumerated() {
      if names.contains(point.point) { hits[index] += 1 }
      // A point's own drawn cost stands for its place, so that it is not beyond it by its reading's error.
      let cost = drawn.first { $0.point == point.point }?.cost ?? point.cost
      if let best = drawn.last(where: { $0.cost <= cost }) {
        resolutions[index][best.resolution, default: 0] += 1
      }
    }
  }

  func points(draws: Int) -> [SharedFrontierPoint] {
    frontier.indices.map { index in
      let most = resolutions[index].max { ($0.value, $1.key) < ($1.value, $0.key) }
      return SharedFrontierPoint(
        point: frontier[index], share: Double(hits[index]) / Double(draws),
        likeliestResolution: most?.key ?? frontier[index].resolution,
        resolutionShare: Double(most?.value ?? 0) / Double(draws))
    }
  }
}
