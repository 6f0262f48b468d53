// Matrix products through oneDNN's sgemm.
//
// It reads matrices as they lie, with strides between rows, which attention's heads need. One thread, rows of 8 images
// of DeiT, GFLOP/s on an AVX-512 core (EPYC, family 26): 210 to 237, as oneDNN's matmul primitive with weights in its
// own layout (225 to 243), which would have to be turned there each step; OpenBLAS 0.3.21, which does not know this
// core and takes its Haswell kernels, 97 to 113, and 204 to 230 where its AVX-512 kernels are forced.

import COneDNN
import Tensors

/// A matrix within a region, row after row.
struct Matrix {
  let start: Region
  let rows: Int
  let columns: Int
  /// Floats from one row to the next.
  let stride: Int

  /// A matrix whose rows lie `stride` floats apart; without gaps by default.
  ///
  /// - Precondition: The region reaches from the first element to the last.
  init(_ start: Region, rows: Int, columns: Int, stride: Int? = nil) {
    let stride = stride ?? columns
    require(
      stride >= columns && start.count == (rows - 1) * stride + columns,
      "a matrix of \(rows) x \(columns), stride \(stride), in a region of \(start.count)")
    self.start = start
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }
}

/// Whether a matrix is taken as it lies.
enum Transposition {
  case plain
  case transposed

  /// As sgemm has it.
  var letter: CChar { CChar(UInt8(ascii: self == .plain ? "N" : "T")) }

  func extents(of matrix: Matrix) -> (rows: Int, columns: Int) {
    self == .plain ? (matrix.rows, matrix.columns) : (matrix.columns, matrix.rows)
  }
}

/// c = scale * op(a) * op(b), or c + that if it accumulates.
///
/// - Precondition: The calling thread has called `Engine.useOneThread()`, or bits depend on the core count.
func multiply(
  _ a: Matrix, _ aForm: Transposition, _ b: Matrix, _ bForm: Transposition, into c: Matrix,
  scale: Float = 1, accumulates: Bool = false
) {
  let (left, right) = (aForm.extents(of: a), bForm.extents(of: b))
  require(
    left.columns == right.rows && left.rows == c.rows && right.columns == c.columns,
    "multiply: \(left) by \(right) into \(c.rows) x \(c.columns)")
  let status = unsafe dnnl_sgemm(
    aForm.letter, bForm.letter, dnnl_dim_t(c.rows), dnnl_dim_t(c.columns),
    dnnl_dim_t(left.columns), scale, a.start.pointer, dnnl_dim_t(a.stride), b.start.pointer,
    dnnl_dim_t(b.stride), accumulates ? 1 : 0, c.start.pointer, dnnl_dim_t(c.stride))
  guard status == dnnl_success else { fatalError("oneDNN sgemm: status \(status.rawValue)") }
}
