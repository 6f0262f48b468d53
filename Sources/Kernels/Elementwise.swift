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
