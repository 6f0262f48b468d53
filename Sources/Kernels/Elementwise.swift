// Element-by-element passes.

import CKernels
public import Tensors

/// Adds `x` to `y`.
///
/// - Precondition: Both have the same count and do not overlap.
public func accumulate(_ x: Region, into y: Region) {
  require(x.count == y.count, "accumulate: \(x.count) into \(y.count)")
  unsafe ck_accumulate(y.count, x.pointer, y.pointer)
}

extension Region {
  /// Whether every element is finite.
  public var isFinite: Bool { unsafe ck_all_finite(count, pointer) }

  /// The sum of the elements' squares, in double precision and in an order that the count alone fixes.
  public var sumOfSquares: Double { unsafe ck_sum_of_squares(count, pointer) }

  /// Moves each element by `weight` times its distance to that of `other`.
  ///
  /// - Precondition: Both have the same count and do not overlap.
  public func average(_ other: Region, weight: Float) {
    require(other.count == count, "average: \(other.count) into \(count)")
    unsafe ck_average(count, weight, other.pointer, pointer)
  }

  /// Exchanges the elements with those of `other`.
  ///
  /// - Precondition: Both have the same count and do not overlap.
  public func exchange(with other: Region) {
    require(other.count == count, "exchange: \(other.count) with \(count)")
    unsafe ck_exchange(count, other.pointer, pointer)
  }
}

/// The sum of `x` and `y` in `z`.
///
/// - Precondition: All have the same count and do not overlap.
public func add(_ x: Region, _ y: Region, into z: Region) {
  require(x.count == y.count && y.count == z.count, "add: \(x.count), \(y.count), \(z.count)")
  unsafe ck_add(z.count, x.pointer, y.pointer, z.pointer)
}

/// Multiplies each row of `y` by its factor.
///
/// - Precondition: The factors, one a row, divide `y` into rows.
public func scaleRows(_ y: Region, by factors: Region) {
  require(y.count.isMultiple(of: factors.count), "\(factors.count) factors for \(y.count)")
  unsafe ck_scale_rows(
    factors.count, y.count / factors.count, factors.pointer, y.pointer, y.pointer)
}

/// Fills each row of `y` with its factor, times the elements of `x` where there are any.
///
/// - Precondition: The factors, one a row, divide `y` into rows; `x` has the count of `y`.
public func spread(_ factors: Region, times x: Region?, over y: Region) {
  if let x { y.store(x) } else { y.fill(with: 1) }
  scaleRows(y, by: factors)
}
