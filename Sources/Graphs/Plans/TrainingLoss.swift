// What a training plan minimises, and the evaluation of it over some rows of logits.

import Kernels
import Tensors

/// The loss of a training plan.
public struct TrainingLoss: Hashable, Sendable {
  /// The loss of one image.
  public enum Kind: Hashable, Sendable {
    /// Cross-entropy of the softmax.
    case softmax
    /// Binary cross-entropy of each class, its mean or sum over classes; targets above a threshold become 1, the
    /// others 0.
    case binary(threshold: Double?, sumsClasses: Bool)
  }

  /// The loss.
  public var kind: Kind
  /// Weight of the uniform distribution in the target of a label, in 0..<1; soft targets are taken as they are.
  public var labelSmoothing: Double

  /// A loss from its parts.
  public init(_ kind: Kind = .softmax, labelSmoothing: Double = 0) {
    self.kind = kind
    self.labelSmoothing = labelSmoothing
  }
}

/// What the images of a batch should give.
struct Targets {
  /// A class an image; without soft targets what the loss is taken against.
  var labels: [Int32]
  /// A distribution or mixture of classes an image, `[batch, classes]`; images stand at `firstRow` and behind.
  var soft: Tensor?
  /// The row of the first image in the soft targets.
  var firstRow = 0
}

/// A loss bound to rows of logits.
struct LossOfRows {
  private let loss: TrainingLoss
  private let rows: Int
  private let logits: Region
  private let softmax: SoftmaxCrossEntropy
  private let buffer: AlignedBuffer  // Owns the memory of the targets.
  private let targets: Region

  /// The loss of logits `[rows, classes]`.
  init(_ loss: TrainingLoss, rows: Int, logits: Region) {
    self.loss = loss
    self.rows = rows
    self.logits = logits
    softmax = SoftmaxCrossEntropy(
      rows: rows, logits: logits, labelSmoothing: Float(loss.labelSmoothing))
    let buffer = AlignedBuffer(count: logits.count)
    self.buffer = buffer
    targets = buffer.region(at: 0, count: logits.count)
  }

  /// The loss of each row, whether its label has the largest logit, and the gradient of `scale` times the sum of the
  /// losses.
  ///
  /// - Precondition: A label a row, each in 0..<classes; soft targets for all rows, if any.
  func evaluate(_ wanted: Targets, gradient: Region, scale: Double) -> BatchResult {
    var losses = Array(repeating: 0.0, count: rows)
    switch (loss.kind, wanted.soft) {
    case (.softmax, nil):
      softmax.evaluate(labels: wanted.labels, losses: &losses, gradient: gradient, scale: scale)
    case (.softmax, let soft?):
      targets.store(soft, from: wanted.firstRow * softmax.classes)
      SoftTargetCrossEntropy(rows: rows, logits: logits)
        .evaluate(targets: targets, losses: &losses, gradient: gradient, scale: scale)
    case (.binary(let threshold, let sumsClasses), let soft):
      if let soft {
        targets.store(soft, from: wanted.firstRow * softmax.classes)
      } else {
        spread(wanted.labels)
      }
      BinaryCrossEntropy(
        rows: rows, logits: logits, threshold: threshold.map { Float($0) },
        sumsClasses: sumsClasses
      )
      .evaluate(targets: targets, losses: &losses, gradient: gradient, scale: scale)
    }
    return BatchResult(losses: losses, hits: softmax.hits(labels: wanted.labels))
  }

  /// Fills the targets with those of labels: (1 - s) * one-hot + s / classes.
  private func spread(_ labels: [Int32]) {
    let classes = softmax.classes
    require(
      labels.count == rows && labels.allSatisfy { $0 >= 0 && $0 < classes },
      "labels \(labels) of \(classes) classes for \(rows) rows")
    let uniform = loss.labelSmoothing / Double(classes)
    targets.fill(with: Float(uniform))
    for (row, label) in labels.enumerated() {
      targets.part(at: row * classes + Int(label), count: 1)
        .fill(with: Float(1 - loss.labelSmoothing + uniform))
    }
  }
}
