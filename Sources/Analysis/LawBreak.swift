// Where a power law breaks: a line of log error on log cost with a kink, against the same line without one.

import Configuration
import Foundation
public import Randomness

/// The place at which the slope of log error on log cost changes.
public struct LawBreak: Hashable, Sendable {
  /// The cost at which the two lines meet best.
  public let cost: Double
  /// Costs at which a kink fits hardly worse, by profile likelihood.
  public let interval: Interval
  /// Whether an end of the interval is an end of the range tried.
  public let reachesEnd: Bool
  /// The power of cost below the break: errors fall as cost^-exponent.
  public let exponentBelow: Double
  /// The power above it.
  public let exponentAbove: Double
  /// The power of the line without a break.
  public let exponentWithout: Double
  /// The probability, if there is no break, that one fits at least this much better, by simulation.
  public let pValue: Double
  /// Simulations behind it.
  public let simulations: Int
  /// The deviation of log errors from the two lines.
  public let deviation: Double
  /// Observations used.
  public let count: Int
}

/// How a break is sought.
public struct LawBreakSearch: Hashable, Sendable {
  /// Simulations without a break.
  public var simulations = 999
  /// What the simulations draw from.
  public var seed: Seed
  /// The probability that the interval covers.
  public var level = 0.95
  /// Costs tried, spread evenly over the logarithm of the range.
  public var candidates = 120

  /// A search from its seed.
  public init(seed: Seed) { self.seed = seed }

  /// The break that fits best, with its test.
  ///
  /// A kink may stand where at least two distinct costs lie on either side of it. The test simulates: normal noise of the
  /// deviation left by the line without a break is put on that line, and the best kink is sought anew, since with
  /// its place unknown the likelihood ratio follows no tabled law.
  ///
  /// - Throws: `AnalysisError` where there are fewer than six distinct costs, or an error is not positive.
  /// - Source: Davies 1987, "Hypothesis testing when a nuisance parameter is present only under the alternative";
  ///   Muggeo 2003, "Estimating regression models with unknown break-points".
  public func search(_ runs: [FitObservation]) throws -> LawBreak {
    let costs = Set(runs.map(\.cost)).sorted()
    guard costs.count >= 6 else {
      throw AnalysisError(
        "a break was sought in \(counted(costs.count, "distinct cost")); expected at least 6, three on either side"
      )
    }
    if let wrong = runs.first(where: { !($0.error > 0) || !($0.cost > 0) }) {
      throw AnalysisError(
        "the error of point \(wrong.point) is \(wrong.error) at a cost of \(wrong.cost); "
          + "a break of logarithms expects both positive")
    }
    return try found(in: BrokenLine(runs, costs: costs, candidates: candidates))
  }

  private func found(in line: BrokenLine) throws -> LawBreak {
    let scan = line.scan(line.targets)
    guard let best = scan.kinks.indices.min(by: { scan.kinks[$0] < scan.kinks[$1] }) else {
      throw AnalysisError("no place for a break lies between the costs")
    }
    let freedom = Double(line.targets.count - 4)
    let t = StudentT(degreesOfFreedom: max(freedom, 1)).quantile((1 + level) / 2)
    let limit = scan.kinks[best] * (1 + t * t / max(freedom, 1))
    let inside = scan.kinks.indices.filter { scan.kinks[$0] <= limit }
    let (first, last) = (inside.first ?? best, inside.last ?? best)
    let kink = line.designs[best].solution(for: line.targets).coefficients
    let straight = line.straight.solution(for: line.targets)
    return LawBreak(
      cost: exp(line.places[best]),
      interval: Interval(
        low: exp(line.place(between: first, and: first - 1, at: limit, scan.kinks)),
        high: exp(line.place(between: last, and: last + 1, at: limit, scan.kinks))),
      reachesEnd: first == 0 || last == line.places.count - 1,
      exponentBelow: -kink[1], exponentAbove: -(kink[1] + kink[2]),
      exponentWithout: -straight.coefficients[1], pValue: pValue(scan.gain, line, straight),
      simulations: simulations, deviation: (scan.kinks[best] / max(freedom, 1)).squareRoot(),
      count: line.targets.count)
  }

  private func pValue(
    _ observed: Double, _ line: BrokenLine, _ straight: LeastSquaresSolution
  ) -> Double {
    let deviation = (straight.residualVariance ?? 0).squareRoot()
    var atLeast = 1  // The observed one counts among those that could have been.
    for index in 0..<simulations {
      var stream = RandomStream(seed: seed, purpose: .simulation, index: index)
      // The ratio does not depend on the line itself, only on the noise.
      let noise = line.targets.map { _ in deviation * stream.nextNormal() }
      if line.scan(noise).gain >= observed { atLeast += 1 }
    }
    return Double(atLeast) / Double(simulations + 1)
  }
}

/// Lines over log cost, with a kink at each place tried.
private struct BrokenLine {
  let targets: [Double]
  /// Logarithms of the costs tried, ascending.
  let places: [Double]
  let straight: LeastSquares
  /// One a place, with the columns 1, log cost, log cost beyond the place.
  let designs: [LeastSquares]

  init(_ runs: [FitObservation], costs: [Double], candidates: Int) {
    targets = runs.map { log($0.error) }
    let logs = runs.map { log($0.cost) }
    let ones = logs.map { _ in 1.0 }
    let (low, high) = (log(costs[1]), log(costs[costs.count - 2]))
    let places = (0..<max(candidates, 2)).map {
      low + (high - low) * Double($0) / Double(max(candidates, 2) - 1)
    }
    self.places = places
    straight = LeastSquares(columns: [ones, logs])
    designs = places.map { place in
      LeastSquares(columns: [ones, logs, logs.map { max($0 - place, 0) }])
    }
  }

  /// The place between a tried one within a limit of the squares and its neighbour beyond it; the tried one where it has none.
  func place(
    between inner: Int, and outer: Int, at limit: Double, _ squares: [Double]
  ) -> Double {
    guard places.indices.contains(outer) else { return places[inner] }
    let share = (limit - squares[inner]) / (squares[outer] - squares[inner])
    return places[inner] + share * (places[outer] - places[inner])
  }

  /// The squares that each kink leaves, and by which ratio the best one lowers those of the line.
  func scan(_ targets: [Double]) -> (kinks: [Double], gain: Double) {
    let kinks = designs.map { $0.solution(for: targets).residualSquares }
    let without = straight.solution(for: targets).residualSquares
    let least = kinks.min() ?? without
    return (kinks, least > 0 ? without / least : .infinity)
  }
}
