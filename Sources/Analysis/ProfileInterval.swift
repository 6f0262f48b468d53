// Intervals by profile likelihood: how far one number of a law may be moved before the best of the rest fits clearly worse.

import Foundation

/// The interval of one number of a law by profile likelihood.
public struct ProfileInterval: Hashable, Sendable {
  /// Its ends.
  public let interval: Interval
  /// Whether the low end is that of the range searched (of E and amplitudes 0), so that the runs set no lower limit.
  public let lowIsBound: Bool
  /// Whether the high end is that of the range searched, so that the runs set no upper limit.
  public let highIsBound: Bool
}

/// The loss as a function of one number, all others at their best.
struct LawProfile {
  let problem: LawProblem
  let best: ProjectedLaw
  let law: PowerLaw
  /// By how much the loss may rise above its least.
  let allowance: Double

  /// The profile around the best law; nil where the residuals leave no measure of noise.
  ///
  /// A rise is held against Student's t: for squares it is the likelihood ratio of normal noise with unknown variance;
  /// for Huber's loss its robust counterpart, the rise scaled by the residuals' influence. The point is the unit: the
  /// noise is that of the points' mean residuals, since runs of a point share what the law misses there.
  ///
  /// - Source: Bates and Watts 1988, "Nonlinear regression analysis and its applications", section 6.1; Hampel et
  ///   al. 1986, "Robust statistics", section 7.2.
  init?(
    _ problem: LawProblem, best: ProjectedLaw, points: [Int], parameters: Int, level: Double
  ) {
    let freedom = (points.max() ?? -1) + 1 - parameters
    guard freedom > 0 else { return nil }
    let values = problem.values(best, problem.powers(best.exponents))
    let residuals = zip(problem.targets, values).map(problem.residual)
    var influences = Array(repeating: (sum: 0.0, count: 0.0), count: freedom + parameters)
    for (point, residual) in zip(points, residuals) {
      influences[point].sum += residual * problem.loss.factor(residual)
      influences[point].count += 1
    }
    let square = influences.reduce(0) { $0 + $1.sum * $1.sum / $1.count } / Double(freedom)
    let t = StudentT(degreesOfFreedom: Double(freedom)).quantile((1 + level) / 2)
    allowance = t * t * square / problem.loss.slope(residuals) / 2
    self.problem = problem
    self.best = best
    law = problem.law(best)
  }

  /// The interval of one of the law's numbers; nil where it has no meaning, as an exponent of an amplitude of 0.
  func interval(of parameter: LawParameter) -> ProfileInterval? {
    let scale = Scale(parameter, problem.box)
    if case .amplitude(let term) = parameter, law.terms[term].amplitude == 0 { return nil }
    if case .exponent(let term) = parameter, law.terms[term].amplitude == 0 { return nil }
    let centre = scale.place(law[parameter])
    let low = end(parameter, scale, from: centre, direction: -1)
    let high = end(parameter, scale, from: centre, direction: 1)
    // No lower limit of an amplitude means that it may be nothing.
    let mayVanish = low.isBound && isAmplitude(parameter)
    return ProfileInterval(
      interval: Interval(
        low: mayVanish ? 0 : scale.value(low.place), high: scale.value(high.place)),
      lowIsBound: low.isBound, highIsBound: high.isBound)
  }

  private func isAmplitude(_ parameter: LawParameter) -> Bool {
    if case .amplitude = parameter { true } else { false }
  }

  /// Where the loss has risen by the allowance on one side.
  private func end(
    _ parameter: LawParameter, _ scale: Scale, from centre: Double, direction: Double
  ) -> (place: Double, isBound: Bool) {
    let bound = direction < 0 ? scale.low : scale.high
    // Nothing is allowed where the runs lie on the law; what its numbers are is then known.
    guard allowance > 0, centre != bound else {
      return (centre, centre == bound)
    }
    var warm = best
    func excess(_ place: Double) -> Double {
      let moved = problem.holding(parameter, at: scale.value(place))
      // From the neighbour's exponents, as one does who follows a valley.
      warm = moved.descent(from: warm.exponents, weights: unitWeights).state
      return warm.loss - best.loss - allowance
    }
    var (inner, innerExcess) = (centre, -allowance)
    var reach = firstStep(parameter, scale)
    while true {
      let place = direction < 0 ? max(inner - reach, bound) : min(inner + reach, bound)
      let value = excess(place)
      if value > 0 {
        return (crossing(inner, innerExcess, place, value, excess), false)
      }
      if place == bound { return (bound, true) }
      (inner, innerExcess) = (place, value)
      reach *= 1.6
    }
  }

  /// The zero between two places by the Illinois variant of false position.
  private func crossing(
    _ inner: Double, _ innerExcess: Double, _ outer: Double, _ outerExcess: Double,
    _ excess: (Double) -> Double
  ) -> Double {
    var (low, lowValue, high, highValue) = (inner, innerExcess, outer, outerExcess)
    for _ in 0..<60 {
      if abs(high - low) <= 1e-7 * abs(outer - inner) { break }
      let place = (low * highValue - high * lowValue) / (highValue - lowValue)
      let value = excess(place)
      if abs(value) <= 1e-7 * allowance { return place }
      if (value > 0) == (highValue > 0) {
        (high, highValue) = (place, value)
        lowValue /= 2
      } else {
        (low, lowValue) = (high, highValue)
        (high, highValue) = (place, value)
      }
    }
    return high
  }

  private var unitWeights: [Double] { problem.targets.map { _ in 1 } }

  /// About half of the width that the curvature promises.
  private func firstStep(_ parameter: LawParameter, _ scale: Scale) -> Double {
    let moving = best.exponents.indices.filter { best.amplitudes[$0] > 0 }
    let jacobian = LawJacobian(problem, best, moving: moving, weights: unitWeights)
    guard let place = jacobian.parameters.firstIndex(of: parameter) else {
      return scale.isLogarithmic ? 0.1 : max(law.floor, problem.targets.min() ?? 1) * 0.05
    }
    let variance = jacobian.design.inverseNormal[place][place]
    var width = (2 * allowance * variance).squareRoot() / 2
    if case .amplitude(let term) = parameter { width /= best.amplitudes[term] }
    let least = scale.isLogarithmic ? 1e-9 : 1e-9 * max(law.floor, 1e-300)
    return width.isFinite && width > least ? min(width, scale.isLogarithmic ? 2 : .infinity) : 0.01
  }
}

/// The scale on which a number is moved, and how far.
private struct Scale {
  let isLogarithmic: Bool
  let low: Double
  let high: Double

  init(_ parameter: LawParameter, _ box: Interval) {
    switch parameter {
    case .floor: (isLogarithmic, low, high) = (false, 0, .infinity)
    case .amplitude: (isLogarithmic, low, high) = (true, -200, 200)
    case .exponent: (isLogarithmic, low, high) = (true, log(box.low), log(box.high))
    }
  }

  func place(_ value: Double) -> Double {
    isLogarithmic ? min(max(log(value), low), high) : value
  }

  func value(_ place: Double) -> Double { isLogarithmic ? exp(place) : place }
}

extension FitLoss {
  /// The mean slope of the residuals' influence: 1 for squares, for Huber's loss the share of residuals within delta.
  ///
  /// A delta below the bulk of the residuals leaves few within it; their density around 0 then tells the share.
  func slope(_ residuals: [Double]) -> Double {
    guard let delta, !residuals.isEmpty else { return 1 }
    let sizes = residuals.map(abs).sorted()
    // 1.4826: from a median distance to a normal deviation. 1.06 n^-1/5: Silverman 1986, section 3.4.2.
    let deviation = 1.4826 * quantile(of: sizes, 0.5)
    let window = max(delta, 1.06 * deviation * pow(Double(sizes.count), -0.2))
    let share = Double(sizes.count { $0 <= window }) / Double(sizes.count)
    return min(1, max(share, 1 / Double(sizes.count)) * delta / window)
  }
}
