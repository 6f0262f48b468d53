// Layer norm.

import CKernels
public import Tensors

/// The arrays of one layer norm: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, over each row.
///
/// - Source: Ba et al. 2016, arXiv 1607.06450, section 3.
public struct LayerNorm: Sendable {
  private let rows: Int
  private let channels: Int
  private let epsilon: Float
  private let x: Region
  private let y: Region
  private let gamma: Region
  private let beta: Region
  private let saved: Region

  /// A layer norm over its arrays.
  ///
  /// - Parameters:
  ///   - rows: Rows of x: images times tokens.
  ///   - channels: Elements of a row, C.
  ///   - epsilon: Added to the variance.
  ///   - x: Input, `[rows, C]`.
  ///   - y: Output, `[rows, C]`.
  ///   - gamma: Scale, `[C]`.
  ///   - beta: Shift, `[C]`.
  ///   - saved: Mean and inverse deviation of each row, `[rows, 2]`, kept for the backward pass.
  /// - Precondition: Every region has the extent that its description says.
  public init(
    rows: Int, channels: Int, epsilon: Float, x: Region, y: Region, gamma: Region, beta: Region,
    saved: Region
  ) {
    require(
      x.count == rows * channels && y.count == x.count && gamma.count == channels
        && beta.count == channels && saved.count == 2 * rows,
      "layer norm of \(rows) rows, \(channels) channels: x \(x.count), y \(y.count), "
        + "gamma \(gamma.count), beta \(beta.count), saved \(saved.count)")
    (self.rows, self.channels, self.epsilon) = (rows, channels, epsilon)
    (self.x, self.y, self.gamma, self.beta, self.saved) = (x, y, gamma, beta, saved)
  }

  /// Floats of scratch that the backward pass needs.
  public static func scratchCount(channels: Int) -> Int { 4 * channels }

  /// Computes y and what is saved.
  public func forward() {
    unsafe ck_layer_norm(
      rows, channels, epsilon, x.pointer, gamma.pointer, beta.pointer, y.pointer, saved.pointer)
  }

  /// The gradients.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y.
  ///   - dx: Where the gradient of x goes.
  ///   - accumulates: Whether it is added to what `dx` holds.
  ///   - dGamma: Gradient of gamma, `[C]`.
  ///   - dBeta: Gradient of beta, `[C]`.
  ///   - scratch: At least `scratchCount` floats.
  /// - Precondition: Nothing overlaps.
  public func backward(
    dy: Region, dx: Region, accumulates: Bool, dGamma: Region, dBeta: Region, scratch: Region
  ) {
    require(
      dy.count == y.count && dx.count == x.count && dGamma.count == channels
        && dBeta.count == channels && scratch.count >= Self.scratchCount(channels: channels),
      "layer norm gradient: dy \(dy.count), dx \(dx.count), scratch \(scratch.count)")
    unsafe scratch.pointer.withMemoryRebound(to: Double.self, capacity: 2 * channels) { totals in
      unsafe ck_layer_norm_backward(
        rows, channels, x.pointer, gamma.pointer, saved.pointer, dy.pointer, accumulates,
        dx.pointer, dGamma.pointer, dBeta.pointer, totals)
    }
  }
}
