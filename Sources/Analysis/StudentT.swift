// Student's t distribution, by the continued fraction of the incomplete beta function.

import Foundation

/// Student's t distribution.
public struct StudentT: Hashable, Sendable {
  /// Its one parameter, positive; need not be whole.
  public let degreesOfFreedom: Double

  /// The distribution with some degrees of freedom.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are \(degreesOfFreedom), not positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at least as far from zero as `t`.
  public func twoSidedTail(_ t: Double) -> Double {
    let square = t * t
    return regularizedBeta(
      degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5,
      complement: square / (degreesOfFreedom + square))
  }

  /// The value below which a share `probability` of the distribution lies.
  ///
  /// - Precondition: `probability` is in 0 to 1, both excluded.
  public func quantile(_ probability: Double) -> Double {
    precondition(
      probability > 0 && probability < 1, "probability is \(probability), not between 0 and 1")
    let tail = 2 * min(probability, 1 - probability)
    let magnitude = tail < 1 ? distance(withTail: tail) : 0
    return probability < 0.5 ? -magnitude : magnitude
  }

  /// The distance from zero that a value passes with probability `tail`, by bisection of its logarithm.
  private func distance(withTail tail: Double) -> Double {
    var (low, high) = (-700.0, 700.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low && middle < high else { return exp(middle) }
      if twoSidedTail(exp(middle)) > tail { low = middle } else { high = middle }
    }
  }
}

/// The regularised incomplete beta function I_x(a, b); `complement` is 1 - x without rounding.
///
/// - Source: DLMF 8.17.22, evaluated by Lentz's method in Thompson and Barnett's form (1986).
func regularizedBeta(
  _ x: Double, _ a: Double, _ b: Double, complement: Double
) -> Double {
  guard x > 0 else { return 0 }
  guard complement > 0 else { return 1 }
  let power = exp(a * log(x) + b * log(complement) - logBeta(a, b))
  // The fraction converges fast on this side only; the other is its mirror image.
  return x < (a + 1) / (a + b + 2)
    ? power * betaFraction(x, a, b) / a
    : 1 - power * betaFraction(complement, b, a) / b
}

private func logBeta(_ a: Double, _ b: Double) -> Double {
  lgamma(a) + lgamma(b) - lgamma(a + b)
}

/// The continued fraction of DLMF 8.17.22, without its factor.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  var fraction = LentzFraction()
  fraction.append(1)
  for m in stride(from: 1.0, through: 10_000, by: 1) {
    let even = a + 2 * m
    fraction.append(-(a + m - 1) * (a + b + m - 1) * x / ((even - 2) * (even - 1)))
    fraction.append(m * (b - m) * x / ((even - 1) * even))
    if abs(fraction.lastFactor - 1) < 1e-16 { break }
  }
  return fraction.value
}

/// The value of 1 / (1 + a2 / (1 + a3 / ...)), grown one numerator at a time.
private struct LentzFraction {
  private(set) var value = 1e-300
  private(set) var lastFactor = 0.0
  private var c = 1e-300
  private var d = 0.0

  mutating func append(_ numerator: Double) {
    d = 1 / nonzero(1 + numerator * d)
    c = nonzero(1 + numerator / c)
    lastFactor = c * d
    value *= lastFactor
  }

  private func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
}
