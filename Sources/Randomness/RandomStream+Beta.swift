// Numbers from gamma and beta distributions.

import Foundation

extension RandomStream {
  /// A number from the beta distribution with both parameters `alpha`, in 0...1.
  ///
  /// - Precondition: `alpha` is above 0.
  /// - Source: X / (X + Y) of two gamma variables, in logarithms, since for a small `alpha` both underflow.
  public mutating func nextBeta(_ alpha: Double) -> Double {
    let first = nextLogGamma(alpha)
    let second = nextLogGamma(alpha)
    return 1 / (1 + exp(second - first))
  }

  /// The logarithm of a number from the gamma distribution with a shape and scale 1.
  ///
  /// - Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables", section 4; shapes below 1 by
  ///   their section 8.
  private mutating func nextLogGamma(_ shape: Double) -> Double {
    if shape < 1 { return nextLogGamma(shape + 1) + log(1 - nextUnit()) / shape }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = nextNormal()
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      if log(1 - nextUnit()) < x * x / 2 + d * (1 - v + log(v)) { return log(d * v) }
    }
  }
}
