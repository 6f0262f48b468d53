// Loss and accuracy of a network over a split.

import Datasets
import Graphs
import Tensors

/// What a network says of a split.
public struct Evaluation: Hashable, Sendable {
  /// Mean loss against the labels: that of training, with its label smoothing.
  public let loss: Double
  /// Fraction of images whose label has the largest logit.
  public let top1Accuracy: Double
  /// Logits, `[images, classes]`.
  public let logits: [Float]
  /// The label of each image.
  public let labels: [Int]

  /// Runs a plan without gradients over the batches of a split, which `threads` threads make.
  ///
  /// - Throws: What the batches throw.
  /// - Precondition: The split is not empty and fits the plan's input.
  init(of plan: Plan, on batches: EvaluationBatches, threads: Int) throws {
    let loader = BatchLoader(batches, numbers: 0..<batches.batchCount, threads: threads)
    var (losses, hits, logits) = (0.0, 0, [Float]())
    while let batch = try loader.next() {
      plan.load(batch.images)
      plan.inferencePass()
      let padding = Array(repeating: Int32(0), count: plan.batch - batch.count)
      let result = plan.assess(labels: batch.labels.map(Int32.init) + padding)
      losses += result.losses[..<batch.count].reduce(0, +)
      hits += result.hits[..<batch.count].count { $0 }
      logits += plan.logits.elements[..<(plan.logits.count / plan.batch * batch.count)]
    }
    labels = batches.labels
    loss = losses / Double(labels.count)
    top1Accuracy = Double(hits) / Double(labels.count)
    self.logits = logits
  }
}
