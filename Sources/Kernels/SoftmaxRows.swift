// Softmax of rows, for attention.

import CKernels
package import Tensors

/// Softmax of each of the rows of `x`, in place.
///
/// - Precondition: The count is a multiple of `rows`.
package func softmax(_ x: Region, rows: Int) {
  require(x.count.isMultiple(of: rows), "softmax of \(x.count) in \(rows) rows")
  unsafe ck_softmax(rows, x.count / rows, x.pointer)
}

/// Turns the gradient of y = softmax(x) into that of x, in place.
///
/// - Precondition: Both have the same count, a multiple of `rows`, and do not overlap.
package func softmaxBackward(y: Region, gradient: Region, rows: Int) {
  require(
    y.count == gradient.count && y.count.isMultiple(of: rows),
    "softmax gradient: \(gradient.count) for \(y.count) in \(rows) rows")
  unsafe ck_softmax_backward(rows, y.count / rows, y.pointer, gradient.pointer)
}
