// Losses against targets that are distributions or mixtures of labels.

import CKernels
public import Tensors

/// Softmax cross-entropy against targets of each class: -sum of target * log(softmax).
public struct SoftTargetCrossEntropy: Sendable {
  private let rows: Int
  private let logits: Region

  /// The loss of logits `[rows, classes]`.
  ///
  /// - Precondition: The logits are a multiple of `rows`.
  public init(rows: Int, logits: Region) {
    require(logits.count.isMultiple(of: rows), "\(logits.count) logits in \(rows) rows")
    self.rows = rows
    self.logits = logits
  }

  /// The loss of each row and the gradient of `scale` times their sum.
  ///
  /// - Parameters:
  ///   - targets: `[rows, classes]`; a row need not sum to 1.
  ///   - losses: One a row.
  ///   - gradient: `[rows, classes]`.
  ///   - scale: 1 over the images of the whole batch, of which these rows may be a part.
  public func evaluate(
    targets: Region, losses: inout [Double], gradient: Region, scale: Float
  ) {
    requireShapes(logits, targets, gradient, rows: rows, losses: losses.count)
    unsafe ck_soft_cross_entropy(
      rows, logits.count / rows, logits.pointer, targets.pointer, Double(scale), &losses,
      gradient.pointer)
  }
}

/// Binary cross-entropy of each class against targets in 0...1; the loss of a row is the mean over its classes.
///
/// - Source: Wightman et al. 2021, arXiv 2110.00476; the mean is that of the code published with it.
public struct BinaryCrossEntropy: Sendable {
  private let rows: Int
  private let logits: Region

  /// The loss of logits `[rows, classes]`.
  ///
  /// - Precondition: The logits are a multiple of `rows`.
  public init(rows: Int, logits: Region) {
    require(logits.count.isMultiple(of: rows), "\(logits.count) logits in \(rows) rows")
    self.rows = rows
    self.logits = logits
  }

  /// The loss of each row and the gradient of `scale` times their sum.
  ///
  /// - Parameters:
  ///   - targets: `[rows, classes]`.
  ///   - losses: One a row.
  ///   - gradient: `[rows, classes]`.
  ///   - scale: 1 over the images of the whole batch, of which these rows may be a part.
  public func evaluate(
    targets: Region, losses: inout [Double], gradient: Region, scale: Float
  ) {
    requireShapes(logits, targets, gradient, rows: rows, losses: losses.count)
    unsafe ck_binary_cross_entropy(
      rows, logits.count / rows, logits.pointer, targets.pointer, Double(scale), &losses,
      gradient.pointer)
  }
}

private func requireShapes(
  _ logits: Region, _ targets: Region, _ gradient: Region, rows: Int, losses: Int
) {
  require(
    targets.count == logits.count && gradient.count == logits.count && losses == rows,
    "\(logits.count) logits in \(rows) rows: \(targets.count) targets, \(gradient.count) of "
      + "gradient, \(losses) losses")
}
