// Quantiles of the beta, chi-square and F distributions, by bisection of their distribution functions.

import Foundation

/// The value below which a share `probability` of the beta distribution lies.
///
/// - Precondition: `probability` is in 0 to 1, both excluded; the parameters are positive.
func betaQuantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
  bisected(0, 1) { regularizedBeta($0, a, b, complement: 1 - $0) < probability }
}

/// The chi-square distribution.
struct ChiSquare {
  let degreesOfFreedom: Double

  /// The value below which a share `probability` lies.
  func quantile(_ probability: Double) -> Double {
    let log = bisected(-700, 700) {
      lowerGamma(degreesOfFreedom / 2, exp($0) / 2) < probability
    }
    return exp(log)
  }
}

/// The F distribution.
struct FisherF {
  let numerator, denominator: Double

  /// The probability of a value below `f`.
  func below(_ f: Double) -> Double {
    let (a, b) = (numerator * f, denominator)
    return regularizedBeta(
      a / (a + b), numerator / 2, denominator / 2, complement: b / (a + b))
  }

  /// The value below which a share `probability` lies.
  func quantile(_ probability: Double) -> Double {
    exp(bisected(-700, 700) { below(exp($0)) < probability })
  }
}

/// The regularised lower incomplete gamma function P(a, x).
///
/// - Source: DLMF 8.7.1 for small x, the continued fraction 8.9.2 by Lentz's method for large.
func lowerGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 0 }
  let front = exp(a * log(x) - x - lgamma(a))
  if x < a + 1 {
    var (term, sum, k) = (1 / a, 1 / a, a)
    while term > 1e-17 * sum {
      k += 1
      term *= x / k
      sum += term
    }
    return front * sum
  }
  var b = x + 1 - a
  var c = 1e300
  var d = 1 / b
  var fraction = d
  for i in stride(from: 1.0, through: 100_000, by: 1) {
    let numerator = -i * (i - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    fraction *= c * d
    if abs(c * d - 1) < 1e-16 { break }
  }
  return 1 - front * fraction
}

/// The place where a condition that holds below it stops holding.
private func bisected(_ low: Double, _ high: Double, while isBelow: (Double) -> Bool) -> Double {
  var (low, high) = (low, high)
  while true {
    let middle = (low + high) / 2
    guard middle > low && middle < high else { return middle }
    if isBelow(middle) { low = middle } else { high = middle }
  }
}
