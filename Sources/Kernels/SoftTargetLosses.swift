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
    targets: Region, losses: inout [Double], gradient: Region, scale: Double
  ) {
    requireShapes(logits, targets, gradient, rows: rows, losses: losses.count)
    unsafe ck_soft_cross_entropy(
      rows, logits.count / rows, logits.pointer, targets.pointer, scale, &losses,
      gradient.pointer)
  }
}

/// Binary cross-entropy of each class against targets in 0...1; the loss of a row is the mean over its classes.
///
/// - Source: Wightman et al. 2021, arXiv 2110.00476, section 3; mean, sum and threshold are those of the code
///   published with it.
public struct BinaryCrossEntropy: Sendable {
  /// Above it a target becomes 1, else 0; nil leaves targets as they are.
  public var threshold: Float?
  /// Whether the loss of a row is the sum over its classes instead.
  public var sumsClasses: Bool
  private let rows: Int
  private let logits: Region

  /// The loss of logits `[rows, classes]`.
  ///
  /// - Precondition: The logits are a multiple of `rows`.
  public init(rows: Int, logits: Region, threshold: Float? = nil, sumsClasses: Bool = false) {
    require(logits.count.isMultiple(of: rows), "\(logits.count) logits in \(rows) rows")
    self.rows = rows
    self.logits = logits
    self.threshold = threshold
    self.sumsClasses = sumsClasses
  }

  /// The loss of each row and the gradient of `scale` times their sum.
  ///
  /// - Parameters:
  ///   - targets: `[rows, classes]`.
  ///   - losses: One a row.
  ///   - gradient: `[rows, classes]`.
  ///   - scale: 1 over the images of the whole batch, of which these rows may be a part.
  public func evaluate(
    targets: Region, losses: inout [Double], gradient: Region, scale: Double
  ) {
    requireShapes(logits, targets, gradient, rows: rows, losses: losses.count)
    var form = ck_binary_loss(
      has_threshold: threshold != nil, threshold: threshold ?? 0, sums_classes: sumsClasses)
    unsafe ck_binary_cross_entropy(
      &form, rows, logits.count / rows, logits.pointer, targets.pointer, scale, &losses,
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
