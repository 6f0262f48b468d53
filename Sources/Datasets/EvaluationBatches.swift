// The batches of an evaluation: each image once, in order, as it is.

public import Tensors

/// Batches in the order of the split; the last may hold fewer samples, and zeros after them.
public struct EvaluationBatches: BatchSource {
  /// The shape of each batch's images, [N, H, W, C].
  public let shape: Shape
  /// The number of batches, the last included.
  public let batchCount: Int
  private let writer: ImageWriter
  private let order: [Int]
  private let batch: Int

  /// The batches of all `images`, `batch` in each.
  public init(_ images: ImageSet, batch: Int) {
    self.batch = batch
    batchCount = (images.count + batch - 1) / batch
    shape = Shape([batch, images.height, images.width, images.channels])
    writer = ImageWriter(images)
    order = Array(0..<images.count)
  }

  /// Makes `batch` the one with this number.
  public mutating func fill(_ batch: inout Batch, number: Int) {
    let samples = order[number * self.batch..<min((number + 1) * self.batch, order.count)]
    batch.fill(with: samples, epoch: 0, from: writer) { _ in .none }
  }
}
