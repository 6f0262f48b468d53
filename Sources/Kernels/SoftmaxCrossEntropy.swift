// The loss.

import CKernels
public import Tensors

/// Softmax cross-entropy with label smoothing.
///
/// The target is (1 - s) * one-hot + s / classes.
/// - Source: Szegedy et al. 2016, arXiv 1512.00567, section 7.
public struct SoftmaxCrossEntropy: Sendable {
  /// Rows of the logits.
  public var rows: Int
  /// Logits, `[rows, classes]`.
  public var logits: Region
  /// Weight of the uniform distribution in the target, in 0..<1.
  public var labelSmoothing: Float

  /// The loss of logits.
  public init(rows: Int, logits: Region, labelSmoothing: Float) {
    self.rows = rows
    self.logits = logits
    self.labelSmoothing = labelSmoothing
  }

  /// Number of classes.
  public var classes: Int { logits.count / rows }

  /// The loss of each row and the gradient of `scale` times their sum.
  ///
  /// - Parameters:
  ///   - labels: One a row.
  ///   - losses: One a row.
  ///   - gradient: `[rows, classes]`.
  ///   - scale: 1 over the images of the whole batch; over those of the rows by default.
  /// - Precondition: A label a row, each in 0..<classes.
  public func evaluate(
    labels: [Int32], losses: inout [Double], gradient: Region, scale: Double? = nil
  ) {
    require(labels.count == rows && losses.count == rows, "\(labels.count) labels, \(rows) rows")
    require(gradient.count == logits.count, "gradient of \(gradient.count)")
    require(
      labels.allSatisfy { $0 >= 0 && $0 < classes }, "labels \(labels) of \(classes) classes")
    unsafe ck_softmax_cross_entropy(
      rows, classes, logits.pointer, labels, labelSmoothing,
      scale ?? 1 / Double(rows), &losses, gradient.pointer)
  }

  /// For each row whether the label has the largest logit; the first of equals counts.
  public func hits(labels: [Int32]) -> [Bool] {
    labels.indices.map { row in
      var best = 0
      for k in 1..<classes
      where unsafe logits.pointer[row * classes + k] > logits.pointer[row * classes + best] {
        best = k
      }
      return best == Int(labels[row])
    }
  }
}
