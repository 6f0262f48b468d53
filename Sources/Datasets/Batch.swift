// Samples that go through a network together.

public import Tensors

/// One batch.
public struct Batch: Sendable {
  /// The normalised images, [N, H, W, C], or clips, [N, T, H, W, C]; rows from `count` on are zero.
  public internal(set) var images: Tensor
  /// The class of each sample; `count` of them.
  public internal(set) var labels: [Int] = []
  /// What the network is to answer, [N, classes], label smoothing included, where images are mixed; nil where `labels`
  /// says it all.
  public internal(set) var targets: Tensor?
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
  /// The shape of each batch's images, [N, H, W, C], or clips, [N, T, H, W, C].
  var shape: Shape { get }

  /// Makes `batch` batch `number`, whatever it held before; `decoder` is the thread's own.
  mutating func fill(
    _ batch: inout Batch, number: Int, using decoder: inout JPEGDecoder
  ) throws
}

extension Batch {
  /// Fills the batch with samples of a split; `write` writes the image in a row from a place on.
  mutating func fill(
    with newSamples: [Int], places newPlaces: Range<Int>, epoch newEpoch: Int,
    labels allLabels: [Int],
    write: (_ row: Int, _ target: inout MutableSpan<Float>, _ start: Int) throws -> Void
  ) rethrows {
    epoch = newEpoch
    places = newPlaces
    samples = newSamples
    labels.removeAll(keepingCapacity: true)
    labels += newSamples.lazy.map { allLabels[$0] }
    targets = nil
    let imageElements = images.shape.count / images.shape.extents[0]
    try images.withMutableSpan { span in
      for row in newSamples.indices { try write(row, &span, row * imageElements) }
      for element in newSamples.count * imageElements..<span.count { span[element] = 0 }
    }
  }
}
