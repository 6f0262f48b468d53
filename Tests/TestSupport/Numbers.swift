// Test data and the arithmetic of gradient checks.

import Randomness

/// Normally distributed numbers, a function of `index` alone, rounded to single precision.
public func normals(_ count: Int, index: Int) -> [Float] {
  var stream = RandomStream(seed: Seed(root: 2103_07579), purpose: .generation, index: index)
  return (0..<count).map { _ in Float(stream.nextNormal()) }
}

/// The sum of products: the scalar whose gradient with respect to y is `dy`.
public func dot(_ dy: [Double], _ y: [Double]) -> Double {
  var sum = 0.0
  for i in dy.indices { sum += dy[i] * y[i] }
  return sum
}

/// The gradient of a scalar function by central differences, in double precision.
///
/// With a step of 1e-5 and values around 1 the error is below 1e-9: the third derivative times 1e-10, and rounding of
/// 1e-16 over 1e-5.
public func centralDifferences(
  at x: [Double], of function: ([Double]) -> Double
) -> [Double] {
  let step = 1e-5
  var x = x
  return x.indices.map { index in
    let center = x[index]
    defer { x[index] = center }
    x[index] = center + step
    let above = function(x)
    x[index] = center - step
    return (above - function(x)) / (2 * step)
  }
}

extension Array where Element == Float {
  /// The elements in double precision, without rounding.
  public var doubles: [Double] { map { Double($0) } }
}
