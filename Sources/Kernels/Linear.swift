// The linear layer.

import CKernels
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
    multiply(input(x), .plain, matrix, .transposed, into: output(y))
    if let bias { unsafe ck_add_bias(rows, outputs, bias.pointer, y.pointer) }
  }

  /// The gradients.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y.
  ///   - dx: Where the gradient of x goes; nil where nobody asks for it.
  ///   - accumulates: Whether it is added to what `dx` holds.
  ///   - dWeights: Gradient of the weights, `[O, I]`.
  ///   - dBias: Gradient of the bias, `[O]`.
  ///   - scratch: At least `2 * O` floats, where there is a bias.
  public func backward(
    dy: Region, dx: Region?, accumulates: Bool, dWeights: Region, dBias: Region?, scratch: Region
  ) {
    let gradient = Matrix(dWeights, rows: outputs, columns: inputs)
    multiply(output(dy), .transposed, input(x), .plain, into: gradient)
    if let dx {
      multiply(output(dy), .plain, matrix, .plain, into: input(dx), accumulates: accumulates)
    }
    guard let dBias else { return }
    require(scratch.count >= 2 * outputs, "linear scratch: \(scratch.count)")
    unsafe scratch.pointer.withMemoryRebound(to: Double.self, capacity: outputs) { totals in
      unsafe ck_column_sums(rows, outputs, dy.pointer, totals, dBias.pointer)
    }
  }

  private var matrix: Matrix { Matrix(weights, rows: outputs, columns: inputs) }

  private func input(_ x: Region) -> Matrix { Matrix(x, rows: rows, columns: inputs) }

  private func output(_ y: Region) -> Matrix { Matrix(y, rows: rows, columns: outputs) }
}
