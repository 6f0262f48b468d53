// Samples that go through a network together.

public import Tensors

/// One batch.
public struct Batch: Sendable {
  /// The normalised images, [N, H, W, C]; rows from `count` on are zero.
  public internal(set) var images: Tensor
  /// The class of each sample; `count` of them.
  public internal(set) var labels: [Int] = []
  /// Each sample's index in its split.
  public internal(set) var samples: [Int] = []
  /// Each sample's place in the epoch.
  public internal(set) var places: Range<Int> = 0..<0
  /// The epoch, from 0.
  public internal(set) var epoch = 0

  /// The number of samples: N except in the last batch of an evaluation.
  public var count: Int { samples.count }

  /// An empty batch of zeros.
  package init(shape: Shape) { images = Tensor(zeros: shape) }
}

/// A sequence of batches that are a function of their number alone.
public protocol BatchSource: Sendable {
  /// The shape of each batch's images, [N, H, W, C].
  var shape: Shape { get }

  /// Makes `batch` batch `number`, whatever it held before.
  mutating func fill(_ batch: inout Batch, number: Int) throws
}

extension Batch {
  /// Fills the batch with `newSamples` of a split, each changed as `augmentation` says.
  mutating func fill(
    with newSamples: ArraySlice<Int>, epoch newEpoch: Int, from writer: ImageWriter,
    augmentation: (Int) -> Augmentation
  ) {
    epoch = newEpoch
    places = newSamples.startIndex..<newSamples.endIndex
    samples.removeAll(keepingCapacity: true)
    samples += newSamples
    labels.removeAll(keepingCapacity: true)
    labels += newSamples.lazy.map { writer.images.labels[$0] }
    let imageElements = writer.images.bytesPerImage
    images.withMutableSpan { span in
      for (row, sample) in newSamples.enumerated() {
        writer.write(sample, augmentation(sample), to: &span, from: row * imageElements)
      }
      for element in newSamples.count * imageElements..<span.count { span[element] = 0 }
    }
  }
}
