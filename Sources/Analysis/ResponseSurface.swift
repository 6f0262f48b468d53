// A surface over log factors, as a second opinion on which of two factors is better raised at equal cost.

import Foundation
import Randomness

/// How an error in 0...1 enters a surface.
public enum ErrorLink: String, Hashable, Sendable, CaseIterable {
  /// log(e / (1 - e)).
  case logit
  /// log(e).
  case log

  func value(of error: Double) -> Double {
    switch self {
    case .logit: Foundation.log(error / (1 - error))
    case .log: Foundation.log(error)
    }
  }
}

/// The question which of two factors lowers the error more for the same share of additional cost.
///
/// In each regime the linked error is linear in the logarithms of all factors, and so is log cost. What a factor does
/// for one unit of log cost is its coefficient of error over that of cost.
public struct SurfaceContrast: Hashable, Sendable {
  /// The column of the first factor.
  public var first: String
  /// The column of the second factor.
  public var second: String
  /// The columns of other factors, for example `resolution`.
  public var others: [String]
  /// The column of the accuracy, in 0...1.
  public var accuracy: String
  /// The cost's column.
  public var cost: String
  /// The column whose values make a regime.
  public var regime: String
  /// How the error enters.
  public var link: ErrorLink
  /// The error of a reading of the accuracy.
  public var accuracyError = ReadingError.exact
  /// The error of a reading of the cost.
  public var costError = ReadingError.exact
  /// How the readings' errors are drawn, and the level of the interval.
  public var simulation: ErrorSimulation

  /// A contrast of two factors by a surface.
  public init(
    first: String, second: String, others: [String], accuracy: String, cost: String,
    regime: String, link: ErrorLink, simulation: ErrorSimulation
  ) {
    (self.first, self.second, self.others) = (first, second, others)
    (self.accuracy, self.cost, self.regime) = (accuracy, cost, regime)
    (self.link, self.simulation) = (link, simulation)
  }
}

/// A regime's surface and what it says.
public struct SurfaceRegime: Hashable, Sendable {
  /// The regime.
  public let regime: ObservationValue
  /// How many points it rests on.
  public let points: Int
  /// The share of the linked error's variance that the surface has.
  public let determination: Double
  /// What the first factor does to the linked error for one unit of log cost.
  public let first: Double
  /// What the second does.
  public let second: Double
  /// The second's effect less the first's: above 0, the first lowers the error more.
  public let difference: Double
  /// Its interval, by the residuals and the readings' errors; nil where no degrees of freedom are left.
  public let interval: Interval?
  /// The p-value of "no difference".
  public let pValue: Double?
  /// The same, corrected by Holm over the regimes.
  public internal(set) var adjustedPValue: Double?
  /// What follows.
  public internal(set) var verdict: Verdict
}

extension SurfaceContrast {
  /// The answers by regime, in the order of the table; rows without a value are left out.
  ///
  /// - Throws: `AnalysisError` where a column is missing or of text, a factor, a cost or an error is out of its range, or
  ///   a regime's points do not tell the factors apart.
  public func answer(from table: ObservationTable) throws -> [SurfaceRegime] {
    var answers = try table.grouped(by: [regime]).map { group in
      try answer(group.key[0], try points(of: group.table))
    }
    let tested = answers.indices.filter { answers[$0].pValue != nil }
    for (index, pValue) in zip(tested, holmAdjusted(tested.compactMap { answers[$0].pValue })) {
      answers[index].adjustedPValue = pValue
    }
    for index in answers.indices {
      answers[index].verdict = verdict(on: answers[index])
    }
    return answers
  }

  /// Rows with log factors, accuracy and cost.
  private func points(of table: ObservationTable) throws -> [(
    factors: [Double], accuracy: Double, cost: Double
  )] {
    let names = [first, second] + others
    let columns = try (names + [accuracy, cost]).map { try table.numbers($0) }
    return try table.rows.indices.compactMap { row in
      let values = columns.compactMap { $0[row] }
      guard values.count == columns.count else { return nil }
      let (factors, accuracy) = (values.prefix(names.count), values[names.count])
      let cost = values[names.count + 1]
      for (name, value) in zip(names + [self.cost], factors + [cost]) where value <= 0 {
        throw AnalysisError("a value of '\(name)' is \(value); expected a positive number")
      }
      guard accuracy > 0, accuracy < 1 else {
        throw AnalysisError(
          "a value of '\(self.accuracy)' is \(accuracy); expected one between 0 and 1")
      }
      return (factors.map { Foundation.log($0) }, accuracy, cost)
    }
  }

  private func answer(
    _ regime: ObservationValue, _ points: [(factors: [Double], accuracy: Double, cost: Double)]
  ) throws -> SurfaceRegime {
    let factorCount = 2 + others.count
    let columns =
      [points.map { _ in 1.0 }]
      + (0..<factorCount).map { place in points.map { $0.factors[place] } }
    let squares = LeastSquares(columns: columns)
    guard squares.rank == columns.count else {
      throw AnalysisError(
        "\(self.regime) = \(regime.text): \(points.count) points do not tell apart "
          + ([first, second] + others).joined(separator: ", "))
    }
    let targets = points.map { link.value(of: 1 - $0.accuracy) }
    let fit = squares.solution(for: targets)
    let effects = effects(fit.coefficients, squares, costs: points.map(\.cost))
    let drawn = (0..<simulation.draws).map { draw in
      var stream = simulation.stream(draw)
      let accuracies = points.map { point in
        let value = accuracyError.perturbed(point.accuracy, by: stream.nextNormal())
        return min(max(value, 1e-9), 1 - 1e-9)
      }
      let costs = points.map { costError.perturbed($0.cost, by: stream.nextNormal()) }
      let fit = squares.solution(for: accuracies.map { link.value(of: 1 - $0) })
      let effects = self.effects(fit.coefficients, squares, costs: costs)
      return effects.second - effects.first
    }
    let residual = (fit.residualVariance ?? 0) * variance(of: effects, squares)
    let combined = MeanEstimate.combined(
      mean: effects.second - effects.first, variance: residual + sampleVariance(drawn),
      degreesOfFreedom: Double(fit.degreesOfFreedom), level: simulation.level)
    let total = sampleVariance(targets) * Double(targets.count - 1)
    return SurfaceRegime(
      regime: regime, points: points.count, determination: 1 - fit.residualSquares / total,
      first: effects.first, second: effects.second,
      difference: effects.second - effects.first, interval: combined?.interval,
      pValue: combined?.pValue, adjustedPValue: nil, verdict: .undecided(""))
  }

  /// The factors' effects for one unit of log cost, and what the coefficients were divided by.
  private func effects(
    _ coefficients: [Double], _ squares: LeastSquares, costs: [Double]
  ) -> (first: Double, second: Double, growth: [Double]) {
    let growth = squares.solution(for: costs.map { Foundation.log($0) }).coefficients
    return (coefficients[1] / growth[1], coefficients[2] / growth[2], growth)
  }

  /// The variance of the difference of effects for residuals of variance 1.
  private func variance(
    of effects: (first: Double, second: Double, growth: [Double]), _ squares: LeastSquares
  ) -> Double {
    let covariance = squares.inverseNormal
    let (a, b) = (-1 / effects.growth[1], 1 / effects.growth[2])
    return a * a * covariance[1][1] + b * b * covariance[2][2] + 2 * a * b * covariance[1][2]
  }

  private func verdict(on regime: SurfaceRegime) -> Verdict {
    guard let pValue = regime.adjustedPValue else {
      return .undecided("the points leave no degrees of freedom")
    }
    guard pValue < 1 - simulation.level else {
      return .undecided("the effects are not told apart")
    }
    return regime.difference > 0 ? .first : .second
  }
}
