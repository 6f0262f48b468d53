// The search for the best E + A x^-a: linear in E and A, one-dimensional in a.

import Foundation

/// The problem of one set of runs, solved again for each resample's weights.
struct PowerLawSolver {
  /// The best curve of one weighting.
  struct Solution {
    let law: PowerLaw
    let status: FitStatus
  }

  /// A curve at one exponent: E, A in units of the scaled cost, and the loss they leave.
  private struct Profile {
    var floor: Double
    var amplitude: Double
    var loss: Double
  }

  /// Logarithms of cost over `scale`, so that powers stay near 1.
  private let logarithms: [Double]
  private let errors: [Double]
  private let logarithmOfScale: Double
  private let loss: FitLoss
  private let starts: [Double]
  /// The scaled costs' powers at each start: resamples share them.
  private let powersAtStarts: [[Double]]

  init(costs: [Double], errors: [Double], fitting: PowerLawFitting) {
    let logarithms = costs.map { log($0) }
    let scale = arithmeticMean(logarithms)
    logarithmOfScale = scale
    self.logarithms = logarithms.map { $0 - scale }
    self.errors = errors
    loss = fitting.loss
    let (low, high) = (log(fitting.exponents.low), log(fitting.exponents.high))
    let last = Double(max(fitting.starts, 3) - 1)
    starts = (0...Int(last)).map { exp(low + (high - low) * Double($0) / last) }
    let centred = self.logarithms
    powersAtStarts = starts.map { a in centred.map { exp(-a * $0) } }
  }

  /// The best curve where run `i` counts `weights[i]` times.
  func solution(weights: [Double]) -> Solution {
    let losses = powersAtStarts.map { profile(powers: $0, weights: weights).loss }
    let minima = losses.indices.filter { index in
      (index == 0 || losses[index] <= losses[index - 1])
        && (index == losses.count - 1 || losses[index] < losses[index + 1])
    }
    let refined = minima.map { refine(around: $0, weights: weights) }
    // Every loss has a minimum; the smallest exponent is taken of equals.
    let exponent = refined.min { $0.loss < $1.loss }?.exponent ?? starts[0]
    let best = profile(at: exponent, weights: weights)
    let law = PowerLaw(
      floor: best.floor, amplitude: best.amplitude * exp(exponent * logarithmOfScale),
      exponent: exponent)
    return Solution(law: law, status: status(of: best, exponent))
  }

  private func status(of best: Profile, _ exponent: Double) -> FitStatus {
    if best.amplitude == 0 { return .noTrend }
    let (low, high) = (starts[0], starts[starts.count - 1])
    return exponent < low * (1 + 1e-6) || exponent > high * (1 - 1e-6)
      ? .exponentAtBound : .converged
  }

  /// The minimum between a start's neighbours, by golden section over the logarithm of the exponent.
  private func refine(
    around index: Int, weights: [Double]
  ) -> (exponent: Double, loss: Double) {
    var low = log(starts[max(index - 1, 0)])
    var high = log(starts[min(index + 1, starts.count - 1)])
    let ratio = (5.0.squareRoot() - 1) / 2
    func lossAt(_ x: Double) -> Double { profile(at: exp(x), weights: weights).loss }
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (lossLeft, lossRight) = (lossAt(left), lossAt(right))
    while high - low > 1e-9 {
      if lossLeft <= lossRight {
        (high, right, lossRight) = (right, left, lossLeft)
        left = high - ratio * (high - low)
        lossLeft = lossAt(left)
      } else {
        (low, left, lossLeft) = (left, right, lossRight)
        right = low + ratio * (high - low)
        lossRight = lossAt(right)
      }
    }
    return (exp((low + high) / 2), min(lossLeft, lossRight))
  }

  private func profile(at exponent: Double, weights: [Double]) -> Profile {
    profile(powers: logarithms.map { exp(-exponent * $0) }, weights: weights)
  }

  private func profile(powers: [Double], weights: [Double]) -> Profile {
    switch loss {
    case .squares:
      let (floor, amplitude) = nonnegativeLine(powers, errors, weights)
      var sum = 0.0
      for i in errors.indices {
        let residual = errors[i] - floor - amplitude * powers[i]
        sum += weights[i] * residual * residual
      }
      return Profile(floor: floor, amplitude: amplitude, loss: sum)
    case .huberOfLogarithms(let delta):
      return huberProfile(powers, weights, delta)
    }
  }
}

extension PowerLawSolver {
  /// E and A for Huber's loss of logarithms, by reweighted least squares of the linearised logarithm.
  ///
  /// Near a curve f0 the residual log y - log f is log(y / f0) + 1 - f / f0, and f is linear in E and A.
  private func huberProfile(
    _ powers: [Double], _ weights: [Double], _ delta: Double
  ) -> Profile {
    let relative = zip(weights, errors).map { $0 / ($1 * $1) }
    var best = huberLoss(nonnegativeLine(powers, errors, relative), powers, weights, delta)
    for _ in 0..<200 {
      let next = huberStep(from: best, powers, weights, delta)
      guard next.loss < best.loss else { break }
      let gain = best.loss - next.loss
      best = next
      if gain <= 1e-15 * best.loss { break }
    }
    return best
  }

  /// One step towards the reweighted solution, halved until the loss falls.
  private func huberStep(
    from current: Profile, _ powers: [Double], _ weights: [Double], _ delta: Double
  ) -> Profile {
    let curve = powers.map { current.floor + current.amplitude * $0 }
    var (targets, stepWeights) = (curve, weights)
    for i in curve.indices {
      let residual = log(errors[i] / curve[i])
      targets[i] = curve[i] * (1 + residual)
      stepWeights[i] *= min(1, delta / max(abs(residual), 1e-300)) / (curve[i] * curve[i])
    }
    let (floor, amplitude) = nonnegativeLine(powers, targets, stepWeights)
    var step = 1.0
    while step > 1e-6 {
      let trial = (
        current.floor + step * (floor - current.floor),
        current.amplitude + step * (amplitude - current.amplitude)
      )
      let next = huberLoss(trial, powers, weights, delta)
      if next.loss < current.loss { return next }
      step /= 2
    }
    return current
  }

  private func huberLoss(
    _ line: (floor: Double, amplitude: Double), _ powers: [Double], _ weights: [Double],
    _ delta: Double
  ) -> Profile {
    var sum = 0.0
    for i in errors.indices where weights[i] > 0 {
      let residual = abs(log(errors[i] / (line.floor + line.amplitude * powers[i])))
      let term = residual <= delta ? residual * residual / 2 : delta * (residual - delta / 2)
      sum += weights[i] * term
    }
    return Profile(floor: line.floor, amplitude: line.amplitude, loss: sum)
  }
}

/// The weighted least-squares line `floor + amplitude * powers` with neither below 0.
///
/// Two unknowns: where the free solution leaves the quadrant, the best lies on one of its two edges.
private func nonnegativeLine(
  _ powers: [Double], _ targets: [Double], _ weights: [Double]
) -> (floor: Double, amplitude: Double) {
  var (total, sumX, sumY) = (0.0, 0.0, 0.0)
  for i in powers.indices {
    total += weights[i]
    sumX += weights[i] * powers[i]
    sumY += weights[i] * targets[i]
  }
  let (meanX, meanY) = (sumX / total, sumY / total)
  var (squares, products, ofPowers, ofBoth) = (0.0, 0.0, 0.0, 0.0)
  for i in powers.indices {
    let distance = powers[i] - meanX
    squares += weights[i] * distance * distance
    products += weights[i] * distance * (targets[i] - meanY)
    ofPowers += weights[i] * powers[i] * powers[i]
    ofBoth += weights[i] * powers[i] * targets[i]
  }
  let amplitude = squares > 0 ? products / squares : 0
  let floor = meanY - amplitude * meanX
  if amplitude <= 0 { return (max(meanY, 0), 0) }
  return floor >= 0 ? (floor, amplitude) : (0, max(ofBoth / ofPowers, 0))
}
