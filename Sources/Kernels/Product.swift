// Matrix products through OpenBLAS.

import COpenBLAS
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

  var cblas: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }

  func extents(of matrix: Matrix) -> (rows: Int, columns: Int) {
    self == .plain ? (matrix.rows, matrix.columns) : (matrix.columns, matrix.rows)
  }
}

/// c = scale * op(a) * op(b), or c + that if it accumulates.
func multiply(
  _ a: Matrix, _ aForm: Transposition, _ b: Matrix, _ bForm: Transposition, into c: Matrix,
  scale: Float = 1, accumulates: Bool = false
) {
  let (left, right) = (aForm.extents(of: a), bForm.extents(of: b))
  require(
    left.columns == right.rows && left.rows == c.rows && right.columns == c.columns,
    "multiply: \(left) by \(right) into \(c.rows) x \(c.columns)")
  unsafe cblas_sgemm(
    CblasRowMajor, aForm.cblas, bForm.cblas, Int32(c.rows), Int32(c.columns),
    Int32(left.columns), scale, a.start.pointer, Int32(a.stride), b.start.pointer,
    Int32(b.stride), accumulates ? 1 : 0, c.start.pointer, Int32(c.stride))
}

/// The settings of OpenBLAS.
public enum OpenBLAS {
  /// Makes products run on the calling thread alone: their bits depend on the thread count.
  public static func useOneThread() { openblas_set_num_threads(1) }

  /// Version, build options and chosen core type, for manifests.
  public static var configuration: String {
    unsafe String(cString: openblas_get_config()) + " " + core
  }

  /// The processor whose kernels the library uses, by its name there.
  public static var core: String { unsafe String(cString: openblas_get_corename()) }
}
