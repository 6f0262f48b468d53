// The form E + A x^-a, and what a fit of it tells.

import Foundation

/// The curve E + A x^-a: error against cost.
public struct PowerLaw: Hashable, Sendable, Codable {
  /// E, the error that no cost removes; at least 0.
  public let floor: Double
  /// A, at least 0.
  public let amplitude: Double
  /// The exponent a, positive.
  public let exponent: Double

  /// A curve from its three numbers.
  public init(floor: Double, amplitude: Double, exponent: Double) {
    self.floor = floor
    self.amplitude = amplitude
    self.exponent = exponent
  }

  /// The curve's value at a positive cost.
  public func value(at cost: Double) -> Double { floor + amplitude * pow(cost, -exponent) }
}

/// One run as a fit sees it.
public struct FitObservation: Hashable, Sendable {
  /// The cost, positive.
  public let cost: Double
  /// The error.
  public let error: Double
  /// The point it is a run of.
  public let point: String
  /// The run's replicate.
  public let replicate: Int

  /// An observation from its parts.
  public init(cost: Double, error: Double, point: String, replicate: Int = 0) {
    self.cost = cost
    self.error = error
    self.point = point
    self.replicate = replicate
  }
}

extension ObservationTable {
  /// The runs as observations of a fit; runs without a cost or an error are left out.
  ///
  /// - Throws: `AnalysisError` where a column is missing or of text, or a cost is not positive.
  public func fitObservations(cost: String, error: String) throws -> [FitObservation] {
    let (points, replicates) = (try values("point"), try numbers("replicate"))
    let (costs, errors) = (try numbers(cost), try numbers(error))
    return try rows.indices.compactMap { row in
      guard let x = costs[row], let y = errors[row] else { return nil }
      guard x > 0 else {
        throw AnalysisError(
          "row \(row + 1) of column '\(cost)' is \(x); expected a positive cost")
      }
      return FitObservation(
        cost: x, error: y, point: points[row].text, replicate: Int(replicates[row] ?? 0))
    }
  }
}

/// What a fit makes small.
public enum FitLoss: Hashable, Sendable {
  /// The squares of the errors' residuals.
  case squares
  /// Huber's loss of the residuals' logarithms: squares up to `delta`, straight beyond.
  ///
  /// - Source: Hoffmann et al. 2022, arXiv 2203.15556, section 3.3, with delta 1e-3.
  case huberOfLogarithms(delta: Double)
}

/// How a fit ended.
public enum FitStatus: Hashable, Sendable {
  /// At a minimum inside the bounds.
  case converged
  /// At a minimum inside the bounds, but the exponent's interval reaches one: the runs do not determine the curve.
  case notDetermined
  /// The exponent stands at an end of its range, so it is not measured.
  case exponentAtBound
  /// The errors do not fall with cost: A is 0 and the exponent means nothing.
  case noTrend
}

/// How far a curve lies from observations it was not fitted to.
public struct HeldOutError: Hashable, Sendable {
  /// How many observations were held out.
  public let count: Int
  /// The root of the mean square of observed less predicted.
  public let rootMeanSquare: Double
  /// The mean of observed less predicted.
  public let bias: Double
}

/// A fitted curve with all that is needed to judge it.
public struct PowerLawFit: Hashable, Sendable {
  /// The curve.
  public let law: PowerLaw
  /// How the fit ended.
  public internal(set) var status: FitStatus
  /// Observations used.
  public let count: Int
  /// Distinct costs among them.
  public let distinctCosts: Int
  /// The range of the costs used; beyond it the curve is extrapolated.
  public let costs: Interval
  /// Share of the errors' variance that the curve explains; nil where the errors do not vary.
  public let rSquared: Double?
  /// The residuals' deviation, divisor n - 3; nil for fewer than four observations.
  public let residualDeviation: Double?
  /// Error on held-out observations, where there are any.
  public internal(set) var heldOut: HeldOutError?
  /// Intervals by resampling, where asked for.
  public internal(set) var bootstrap: PowerLawBootstrap?
}

/// What resampling says of a fitted curve.
public struct PowerLawBootstrap: Hashable, Sendable {
  /// Resamples asked for.
  public let count: Int
  /// The curves of the resamples that could be fitted, in their order.
  public let laws: [PowerLaw]
  /// The interval of E.
  public let floor: Interval?
  /// The interval of A.
  public let amplitude: Interval?
  /// The interval of a.
  public let exponent: Interval?
  /// The probability that each covers.
  public let level: Double

  /// The interval of the curve at a cost; nil where too few resamples could be fitted.
  public func interval(at cost: Double) -> Interval? {
    bootstrap.interval(of: laws.map { $0.value(at: cost) })
  }

  let bootstrap: Bootstrap

  init(_ bootstrap: Bootstrap, laws: [PowerLaw]) {
    self.bootstrap = bootstrap
    self.laws = laws
    count = bootstrap.count
    level = bootstrap.level
    floor = bootstrap.interval(of: laws.map(\.floor))
    amplitude = bootstrap.interval(of: laws.map(\.amplitude))
    exponent = bootstrap.interval(of: laws.map(\.exponent))
  }
}
