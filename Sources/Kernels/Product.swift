// Matrix products through oneDNN's sgemm.
//
// It reads matrices as they lie, with strides between rows, which attention's heads need. One library for convolutions
// and products means one thing to hold for the same bits (InstructionSet.swift), and a BLAS is no faster: one thread, the
// linear layers of 8 images of DeiT-Ti forward and backward, GFLOP/s on an AVX-512 core (EPYC, family 26): 211 to 241
// here, 198 to 228 by OpenBLAS 0.3.21 (ratio 0.98 to 1.12 by shape); 225 to 243 by oneDNN's matmul primitive with weights
// in its own layout, which would have to be turned there each step. To measure OpenBLAS again, see that the environment
// has no OPENBLAS_CORETYPE: where that says Haswell, it reaches half.

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
