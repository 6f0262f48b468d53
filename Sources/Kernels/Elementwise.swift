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
