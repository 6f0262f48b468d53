// The linear layer through OpenBLAS.

import CKernels
import COpenBLAS
public import Tensors

/// The arrays of one linear layer, y = x * weights^T + bias.
public struct Linear: Sendable {
  /// Rows of x.
  public var rows: Int
  /// Input, `[rows, I]`.
  public var x: Region
  /// Output, `[rows, O]`.
  public var y: Region
  /// Weights, `[O, I]`.
  public var weights: Region
  /// Bias, `[O]`.
  public var bias: Region?

  private let inputs: Int
  private let outputs: Int

  /// A linear layer over its arrays.
  ///
  /// - Precondition: Every region has the extent that its description says.
  public init(rows: Int, x: Region, y: Region, weights: Region, bias: Region?) {
    let (inputs, outputs) = (x.count / rows, y.count / rows)
    require(
      weights.count == inputs * outputs && (bias.map { $0.count == outputs } ?? true),
      "linear: \(weights.count) weights for \(inputs) inputs and \(outputs) outputs")
    (self.inputs, self.outputs) = (inputs, outputs)
    self.rows = rows
    self.x = x
    self.y = y
    self.weights = weights
    self.bias = bias
  }

  /// Computes y.
  public func forward() {
    multiply(x, .plain, weights, .transposed, into: y, extents: (rows, outputs, inputs))
    if let bias { unsafe ck_add_bias(rows, outputs, bias.pointer, y.pointer) }
  }

  /// The gradients.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y.
  ///   - dx: Where the gradient of x goes; nil where nobody asks for it.
  ///   - dWeights: Gradient of the weights, `[O, I]`.
  ///   - dBias: Gradient of the bias, `[O]`.
  ///   - scratch: At least `2 * O` floats, where there is a bias.
  public func backward(dy: Region, dx: Region?, dWeights: Region, dBias: Region?, scratch: Region) {
    multiply(dy, .transposed, x, .plain, into: dWeights, extents: (outputs, inputs, rows))
    if let dx {
      multiply(dy, .plain, weights, .plain, into: dx, extents: (rows, inputs, outputs))
    }
    guard let dBias else { return }
    require(scratch.count >= 2 * outputs, "linear scratch: \(scratch.count)")
    unsafe scratch.pointer.withMemoryRebound(to: Double.self, capacity: outputs) { totals in
      unsafe ck_column_sums(rows, outputs, dy.pointer, totals, dBias.pointer)
    }
  }
}

/// Whether a matrix is taken as it lies.
enum Transposition {
  case plain
  case transposed

  var cblas: CBLAS_TRANSPOSE { self == .plain ? CblasNoTrans : CblasTrans }
}

/// c = op(a) * op(b), row-major, c being [m, n] and the inner extent k.
func multiply(
  _ a: Region, _ aForm: Transposition, _ b: Region, _ bForm: Transposition, into c: Region,
  extents: (m: Int, n: Int, k: Int)
) {
  let (m, n, k) = extents
  require(a.count == m * k && b.count == k * n && c.count == m * n, "multiply: \(m), \(n), \(k)")
  unsafe cblas_sgemm(
    CblasRowMajor, aForm.cblas, bForm.cblas, Int32(m), Int32(n), Int32(k), 1, a.pointer,
    Int32(aForm == .plain ? k : m), b.pointer, Int32(bForm == .plain ? n : k), 0, c.pointer,
    Int32(n))
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
