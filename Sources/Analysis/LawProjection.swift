// For given exponents a law is linear in E and its amplitudes: their best values, none below 0, under any loss.

import Foundation

/// A law at given exponents, amplitudes in units of the scaled factors.
struct ProjectedLaw: Hashable {
  var exponents: [Double]
  var floor: Double
  var amplitudes: [Double]
  var loss: Double
}

/// The runs as the search sees them, with at most one of the law's numbers held.
struct LawProblem {
  /// Logarithms of the factors over their scales, `[K][N]`, so that powers stay near 1.
  private(set) var logarithms: [[Double]]
  /// Logarithms of the scales, `[K]`.
  private(set) var centres: [Double]
  let targets: [Double]
  let loss: FitLoss
  /// The range in which exponents are sought.
  let box: Interval
  /// A number of the law that does not move, with its value.
  private(set) var held: (parameter: LawParameter, value: Double)?

  init(_ runs: [FitObservation], loss: FitLoss, box: Interval) {
    let count = runs.first?.factors.count ?? 0
    let logarithms = (0..<count).map { factor in runs.map { log($0.factors[factor]) } }
    let centres = logarithms.map(arithmeticMean)
    self.centres = centres
    self.logarithms = zip(logarithms, centres).map { values, centre in values.map { $0 - centre } }
    targets = runs.map(\.error)
    self.loss = loss
    self.box = box
  }

  /// The problem with one number held; an amplitude is that of the factor itself, not of its scaled twin.
  func holding(_ parameter: LawParameter, at value: Double) -> LawProblem {
    var problem = self
    problem.held = (parameter, value)
    if case .amplitude(let term) = parameter {
      problem.logarithms[term] = logarithms[term].map { $0 + centres[term] }
      problem.centres[term] = 0
    }
    return problem
  }

  /// The law in units of the factors themselves.
  func law(_ state: ProjectedLaw) -> PowerLaw {
    PowerLaw(
      floor: state.floor,
      terms: zip(zip(state.amplitudes, state.exponents), centres).map { term, centre in
        PowerTerm(amplitude: term.0 * exp(term.1 * centre), exponent: term.1)
      })
  }

  /// The powers of every factor, `[K][N]`.
  func powers(_ exponents: [Double]) -> [[Double]] {
    zip(logarithms, exponents).map { values, exponent in values.map { exp(-exponent * $0) } }
  }

  /// The best law with these exponents where run `i` counts `weights[i]` times.
  ///
  /// `steps` bounds the reweighting of losses other than squares: on the way to better exponents a few are enough.
  func projected(
    _ exponents: [Double], weights: [Double], from start: ProjectedLaw? = nil, steps: Int = 20
  ) -> ProjectedLaw {
    projected(powers(exponents), exponents, weights: weights, from: start, steps: steps)
  }

  /// The same with powers that the caller has.
  ///
  /// Losses other than squares by reweighted least squares of the linearised residual: near a curve f0 the
  /// residual log y - log f is log(y / f0) + 1 - f / f0, and f is linear in E and the amplitudes.
  func projected(
    _ powers: [[Double]], _ exponents: [Double], weights: [Double],
    from start: ProjectedLaw? = nil, steps: Int = 20
  ) -> ProjectedLaw {
    let relative =
      loss.space == .log ? zip(weights, targets).map { $0 / ($1 * $1) } : weights
    var best = state(
      exponents, nonnegative(powers, targets, relative), powers: powers, weights: weights)
    if loss == .squares { return best }
    if let start, start.exponents.count == exponents.count {
      let warm = state(
        exponents, (start.floor, start.amplitudes), powers: powers, weights: weights)
      if warm.loss < best.loss { best = warm }
    }
    for _ in 0..<steps {
      let next = reweighted(best, powers, weights)
      let gain = best.loss - next.loss
      guard gain > 0 else { break }
      best = next
      if gain <= 1e-14 * best.loss { break }
    }
    return best
  }

  /// One step towards the reweighted solution, halved until the loss falls.
  private func reweighted(
    _ current: ProjectedLaw, _ powers: [[Double]], _ weights: [Double]
  ) -> ProjectedLaw {
    let curve = values(current, powers)
    var (aims, stepWeights) = (targets, weights)
    for i in curve.indices {
      let residual = residual(targets[i], curve[i])
      stepWeights[i] *= loss.factor(residual)
      guard loss.space == .log else { continue }
      aims[i] = curve[i] * (1 + residual)
      stepWeights[i] /= curve[i] * curve[i]
    }
    let aim = nonnegative(powers, aims, stepWeights)
    var step = 1.0
    while step > 1e-6 {
      let floor = current.floor + step * (aim.floor - current.floor)
      let amplitudes = zip(current.amplitudes, aim.amplitudes).map { $0 + step * ($1 - $0) }
      let next = state(
        current.exponents, (floor, amplitudes), powers: powers, weights: weights)
      if next.loss < current.loss { return next }
      step /= 2
    }
    return current
  }

  /// The law's value for each run.
  func values(_ state: ProjectedLaw, _ powers: [[Double]]) -> [Double] {
    targets.indices.map { i in
      var value = state.floor
      for term in powers.indices { value += state.amplitudes[term] * powers[term][i] }
      return value
    }
  }

  func residual(_ target: Double, _ value: Double) -> Double {
    switch loss.space {
    case .linear: target - value
    case .log: value > 0 ? log(target / value) : .infinity
    }
  }

  private func state(
    _ exponents: [Double], _ line: (floor: Double, amplitudes: [Double]), powers: [[Double]],
    weights: [Double]
  ) -> ProjectedLaw {
    var state = ProjectedLaw(
      exponents: exponents, floor: line.floor, amplitudes: line.amplitudes, loss: 0)
    let curve = values(state, powers)
    for i in curve.indices where weights[i] > 0 {
      state.loss += weights[i] * loss.value(residual(targets[i], curve[i]))
    }
    return state
  }

  private func nonnegative(
    _ powers: [[Double]], _ aims: [Double], _ weights: [Double]
  ) -> (floor: Double, amplitudes: [Double]) {
    var problem = NonnegativeFit(termCount: powers.count)
    switch held?.parameter {
    case .floor: problem.heldFloor = held?.value
    case .amplitude(let term): problem.heldTerm = held.map { (term, $0.value) }
    case .exponent, nil: break
    }
    return problem.solution(powers, aims, weights)
  }
}
