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

/// The sum of `x` and `y` in `z`.
///
/// - Precondition: All have the same count and do not overlap.
public func add(_ x: Region, _ y: Region, into z: Region) {
  require(x.count == y.count && y.count == z.count, "add: \(x.count), \(y.count), \(z.count)")
  unsafe ck_add(z.count, x.pointer, y.pointer, z.pointer)
}

/// max(x, 0) in `y`.
///
/// - Precondition: Both have the same count and do not overlap.
public func relu(_ x: Region, into y: Region) {
  require(x.count == y.count, "relu: \(x.count) into \(y.count)")
  unsafe ck_relu(y.count, x.pointer, y.pointer)
}

/// Turns the gradient of y = max(x, 0) into that of x, in place; at x = 0 it is 0.
///
/// - Precondition: Both have the same count and do not overlap.
public func reluBackward(y: Region, gradient: Region) {
  require(y.count == gradient.count, "relu gradient: \(gradient.count) for \(y.count)")
  unsafe ck_relu_backward(y.count, y.pointer, gradient.pointer)
}

/// Multiplies each row of `y` by its factor.
///
/// - Precondition: The factors, one a row, divide `y` into rows.
public func scaleRows(_ y: Region, by factors: Region) {
  let width = y.count / factors.count
  for row in 0..<factors.count {
    let factor = unsafe factors.pointer[row]
    for i in row * width..<(row + 1) * width { unsafe y.pointer[i] *= factor }
  }
}

/// Fills each row of `y` with its factor, times the elements of `x` where there are any.
///
/// - Precondition: The factors, one a row, divide `y` into rows; `x` has the count of `y`.
public func spread(_ factors: Region, times x: Region?, over y: Region) {
  if let x { y.store(x) } else { y.fill(with: 1) }
  scaleRows(y, by: factors)
}
