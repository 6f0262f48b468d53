// The batches of an evaluation: each image or clip once, in order, as it is.

public import Configuration
import Imaging
public import Tensors

/// Batches in the order of the split; the last may hold fewer samples, and zeros after them.
public struct EvaluationBatches: BatchSource {
  /// The shape of each batch's images, [N, H, W, C], or clips, [N, T, H, W, C].
  public let shape: Shape
  /// The number of batches, the last included.
  public let batchCount: Int
  private let content: Content
  /// The class of each image.
  public let labels: [Int]

  private enum Content {
    case set(ImageWriter)
    case samples(SampleImages, EvaluationView, table: [Float])
    case clips(SampleClips, FrameSampling, EvaluationView, table: [Float])
  }

  /// The batches of a split, `batch` images in each, as `data` has packed ones resized and cropped.
  public init(_ images: SplitImages, batch: Int, _ data: DataConfiguration) {
    switch images {
    case .stored(let images): self.init(images, batch: batch)
    case .clips(let clips): self.init(clips.samples, batch: batch, data)
    case .packed(let images) where images.part.description.kind == .clips:
      self.init(images.clips, batch: batch, data)
    case .packed(let images):
      self.init(
        images.samples, channels: images.part.description.channels, batch: batch, data)
    }
  }

  /// The batches of all `images`, `batch` in each.
  public init(_ images: ImageSet, batch: Int) {
    batchCount = (images.count + batch - 1) / batch
    shape = Shape([batch, images.height, images.width, images.channels])
    content = .set(ImageWriter(images))
    labels = images.labels
  }

  /// The batches of all images of any size, `batch` in each, as `data` has them resized and cropped.
  ///
  /// - Precondition: Each image has `channels` channels.
  public init(_ images: SampleImages, channels: Int, batch: Int, _ data: DataConfiguration) {
    let view = EvaluationView(data)
    batchCount = (images.count + batch - 1) / batch
    shape = Shape([batch, view.resolution, view.resolution, channels])
    content = .samples(images, view, table: images.normalization.table)
    labels = images.labels
  }

  /// The batches of all clips, `batch` in each: the frames in the middle of each, seen as `data` has images.
  ///
  /// - Precondition: `data` says how many frames are seen.
  init(_ clips: SampleClips, batch: Int, _ data: DataConfiguration) {
    let view = EvaluationView(data)
    batchCount = (clips.labels.count + batch - 1) / batch
    shape = Shape(
      [batch]
        + data.extents(channels: clips.normalization.mean.count, side: view.resolution))
    content = .clips(clips, .required(by: data), view, table: clips.normalization.table)
    labels = clips.labels
  }

  /// Makes `batch` the one with this number.
  ///
  /// - Throws: What the maker of an image throws.
  public mutating func fill(
    _ batch: inout Batch, number: Int, using decoder: inout JPEGDecoder
  ) throws {
    let size = shape.extents[0]
    let places = number * size..<min((number + 1) * size, labels.count)
    let samples = Array(places)
    try batch.fill(with: samples, places: places, epoch: 0, labels: labels) { row, target, start in
      switch content {
      case .set(let writer): writer.write(samples[row], .none, to: &target, from: start)
      case .samples(let images, let view, let table):
        view.applied(to: try images.image(at: samples[row], using: &decoder))
          .write(table, to: &target, from: start)
      case .clips(let clips, let sampling, let view, let table):
        let places = sampling.middle(of: clips.frameCounts[samples[row]])
        let frames = view.applied(to: try clips.frames(samples[row], places, &decoder))
        for (place, frame) in frames.enumerated() {
          frame.write(table, to: &target, from: start + place * frame.bytes.count)
        }
      }
    }
  }
}
