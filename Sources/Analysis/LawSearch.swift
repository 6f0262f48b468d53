// The descent over exponents by variable projection, and where many starts lead.

import Foundation
import Randomness

/// How the search from one start ended.
public enum StartStatus: String, Hashable, Sendable {
  /// At a minimum inside the range of exponents.
  case converged
  /// At an end of the range of exponents.
  case atBound = "at a bound"
  /// With an amplitude of 0, where its exponent means nothing.
  case withoutTrend = "without trend"
  /// Still moving when the steps were used up.
  case unfinished
}

/// What became of one start.
public struct FitStart: Hashable, Sendable {
  /// The exponents from which the search went.
  public let exponents: [Double]
  /// Those at which it ended.
  public let end: [Double]
  /// The loss there.
  public let loss: Double
  /// How it ended.
  public let status: StartStatus
  /// Whether it ended at the best law of all starts, to six digits.
  public internal(set) var isBest = false
}

extension PowerLawFitting {
  /// The exponents from which the search starts: an even lattice over the logarithm of their range, moved by the seed.
  ///
  /// - Source: for two factors the golden ratio's lattice; the shift is that of Cranley and Patterson 1976.
  func startExponents(factors: Int) -> [[Double]] {
    var stream = RandomStream(seed: seed, purpose: .fitStart)
    let shift = (0..<factors).map { _ in stream.nextUnit() }
    let (low, high) = (log(exponents.low), log(exponents.high))
    let generators = [1 / Double(max(starts, 1)), (5.0.squareRoot() - 1) / 2]
    return (0..<max(starts, 1)).map { index in
      (0..<factors).map { factor in
        let place = shift[factor] + Double(index) * generators[factor]
        return exp(low + (high - low) * (place - place.rounded(.down)))
      }
    }
  }
}

extension LawProblem {
  /// Where the search ends from some exponents.
  ///
  /// Gauss-Newton over the logarithms of the exponents, E and amplitudes projected out anew at each (Kaufman's
  /// approximation), halved until the loss falls.
  ///
  /// - Source: Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least squares";
  ///   Kaufman 1975, "A variable projection method for solving separable nonlinear least squares problems".
  func descent(
    from exponents: [Double], weights: [Double], warm: ProjectedLaw? = nil
  ) -> (state: ProjectedLaw, status: StartStatus) {
    var exponents = exponents.map { min(max($0, box.low), box.high) }
    if case .exponent(let term) = held?.parameter { exponents[term] = held?.value ?? 0 }
    var state = projected(exponents, weights: weights, from: warm)
    var isUnfinished = true
    for _ in 0..<200 {
      let direction = step(from: state, weights: weights)
      guard direction.contains(where: { abs($0) > 1e-11 }),
        let next = lower(than: state, along: direction, weights)
      else {
        isUnfinished = false
        break
      }
      let moved = zip(state.exponents, next.exponents).map { abs(log($1 / $0)) }.max() ?? 0
      let gain = state.loss - next.loss
      state = next
      if gain <= 1e-13 * state.loss, moved < 1e-7 {
        isUnfinished = false
        break
      }
    }
    let settled = projected(state.exponents, weights: weights, from: state, steps: 500)
    if settled.loss < state.loss { state = settled }
    return (state, isUnfinished ? .unfinished : status(of: state))
  }

  private func status(of state: ProjectedLaw) -> StartStatus {
    if state.amplitudes.contains(0) { return .withoutTrend }
    return state.exponents.contains { isAtBound($0) } ? .atBound : .converged
  }

  func isAtBound(_ exponent: Double) -> Bool {
    exponent < box.low * (1 + 1e-6) || exponent > box.high * (1 - 1e-6)
  }

  /// The first law along a direction that has a lower loss, nil where none has.
  private func lower(
    than state: ProjectedLaw, along direction: [Double], _ weights: [Double]
  ) -> ProjectedLaw? {
    // A step of more than a factor of e leaves the region in which the linearisation means anything.
    var length = min(1, 1 / (direction.map(abs).max() ?? 1))
    while length > 1e-9 {
      let exponents = zip(state.exponents, direction).map { exponent, step in
        step == 0 ? exponent : min(max(exponent * exp(length * step), box.low), box.high)
      }
      let trial = projected(exponents, weights: weights, from: state)
      if trial.loss < state.loss { return trial }
      length /= 2
    }
    return nil
  }

  /// The Gauss-Newton step of the logarithms of the exponents; 0 for those that are held or press on a bound.
  private func step(from state: ProjectedLaw, weights: [Double]) -> [Double] {
    var moving = state.exponents.indices.filter { term in
      held?.parameter != .exponent(term) && state.amplitudes[term] > 0
    }
    while !moving.isEmpty {
      let design = LawJacobian(self, state, moving: moving, weights: weights)
      let found = design.exponentSteps
      let pressing = zip(moving, found).filter { term, step in
        (state.exponents[term] <= box.low && step < 0)
          || (state.exponents[term] >= box.high && step > 0)
      }
      guard !pressing.isEmpty else {
        var steps = state.exponents.map { _ in 0.0 }
        for (term, step) in zip(moving, found) { steps[term] = step }
        return steps
      }
      let stopped = pressing.map(\.0)
      moving.removeAll(where: stopped.contains)
    }
    return state.exponents.map { _ in 0 }
  }
}

/// The derivatives of a law's values by its numbers, those that are at 0 or held left out.
struct LawJacobian {
  /// The numbers whose derivatives are the columns, in order.
  let parameters: [LawParameter]
  let design: LeastSquares
  private let residuals: [Double]
  private let moving: [Int]

  /// Exponents by their logarithms, amplitudes by those of the scaled factors.
  init(_ problem: LawProblem, _ state: ProjectedLaw, moving: [Int], weights: [Double]) {
    let powers = problem.powers(state.exponents)
    let values = problem.values(state, powers)
    let held = problem.held?.parameter
    var (parameters, columns): ([LawParameter], [[Double]]) = ([], [])
    if state.floor > 0, held != .floor {
      parameters.append(.floor)
      columns.append(values.map { _ in 1 })
    }
    for (term, amplitude) in state.amplitudes.enumerated()
    where amplitude > 0 && held != .amplitude(term) {
      parameters.append(.amplitude(term))
      columns.append(powers[term])
    }
    for term in moving {
      let factor = -state.amplitudes[term] * state.exponents[term]
      parameters.append(.exponent(term))
      columns.append(zip(powers[term], problem.logarithms[term]).map { factor * $0 * $1 })
    }
    var (rowWeights, residuals) = (weights, problem.targets)
    for i in values.indices {
      let residual = problem.residual(problem.targets[i], values[i])
      rowWeights[i] *= problem.loss.factor(residual)
      residuals[i] = residual
      if problem.loss.space == .log {
        rowWeights[i] /= values[i] * values[i]
        residuals[i] *= values[i]
      }
    }
    self.parameters = parameters
    self.residuals = residuals
    self.moving = moving
    design = LeastSquares(columns: columns, weights: rowWeights, tolerance: 1e-12)
  }

  /// The steps of the moving exponents' logarithms.
  var exponentSteps: [Double] {
    Array(design.solution(for: residuals).coefficients.suffix(moving.count))
  }
}
