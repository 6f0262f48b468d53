// The batches of training, over all epochs.

public import Configuration
import Randomness
public import Tensors

/// Shuffled, augmented batches; batch `number` is that of step `number`, counted over all epochs from 0.
///
/// The incomplete last batch of each epoch is left out.
public struct TrainingBatches: BatchSource {
  /// The shape of each batch's images, [N, H, W, C], or clips, [N, T, H, W, C].
  public let shape: Shape
  /// Steps of an epoch.
  public let batchesPerEpoch: Int
  private let content: Content
  private let labels: [Int]
  private let mixing: Mixing?
  private let order: SampleOrder
  private let data: DataConfiguration
  private let seeds: SeedConfiguration
  /// The samples of the epoch that was asked for last.
  private var current: (epoch: Int, samples: [OrderedSample])?

  /// How a sample becomes numbers.
  private enum Content {
    /// Straight from the set: crops at most padded, and flips.
    case set(ImageWriter)
    /// An image at a time, through everything that is asked for.
    case samples(SampleImages, SampleTransform)
    /// Frames of a clip at a time, likewise.
    case clips(SampleClips, FrameSampling, SampleTransform)
  }

  /// The batches of a split that a configuration asks for.
  ///
  /// - Precondition: There is at least one batch of images; those in memory have the configuration's resolution unless
  ///   crops are resized.
  public init(_ images: SplitImages, _ configuration: Configuration) {
    switch images {
    case .stored(let images): self.init(images, configuration)
    case .clips(let clips): self.init(clips.samples, configuration)
    case .packed(let images) where images.part.description.kind == .clips:
      self.init(images.clips, configuration)
    case .packed(let images):
      self.init(images.samples, channels: images.part.description.channels, configuration)
    }
  }

  /// The batches of images in memory that a configuration asks for.
  ///
  /// - Precondition: There is at least one batch of images, each of the configuration's resolution unless crops are
  ///   resized.
  public init(_ images: ImageSet, _ configuration: Configuration) {
    if configuration.augmentation.changesImages {
      self.init(SampleImages(images), channels: images.channels, configuration)
    } else {
      self.init(
        .set(ImageWriter(images)), [images.height, images.width, images.channels], images.labels,
        Mixing(configuration, classCount: images.classCount), configuration)
    }
  }

  /// The batches of images of any size that a configuration asks for.
  ///
  /// - Precondition: There is at least one batch of images, each with `channels` channels.
  public init(_ images: SampleImages, channels: Int, _ configuration: Configuration) {
    let side = configuration.data.resolution
    self.init(
      .samples(images, SampleTransform(configuration, images.normalization)),
      [side, side, channels], images.labels,
      Mixing(configuration, classCount: images.classCount), configuration)
  }

  /// The batches of clips that a configuration asks for.
  ///
  /// - Precondition: There is at least one batch of clips, and the configuration says how many frames are seen.
  init(_ clips: SampleClips, _ configuration: Configuration) {
    self.init(
      .clips(
        clips, .required(by: configuration.data),
        SampleTransform(configuration, clips.normalization)),
      configuration.data.extents(channels: clips.normalization.mean.count), clips.labels,
      Mixing(configuration, classCount: clips.classCount), configuration)
  }

  private init(
    _ content: Content, _ extents: [Int], _ labels: [Int], _ mixing: Mixing?,
    _ configuration: Configuration
  ) {
    let training = configuration.training
    batchesPerEpoch = labels.count / training.batch
    require(batchesPerEpoch > 0, "\(labels.count) images for a batch of \(training.batch)")
    shape = Shape([training.batch] + extents)
    order = SampleOrder(
      count: labels.count, repeats: configuration.augmentation.repeats, batch: training.batch,
      shards: training.shards)
    self.content = content
    self.labels = labels
    self.mixing = mixing
    data = configuration.data
    seeds = configuration.seeds
  }

  /// Makes `batch` that of step `number`.
  ///
  /// - Throws: What the maker of an image throws.
  public mutating func fill(
    _ batch: inout Batch, number: Int, using decoder: inout JPEGDecoder
  ) throws {
    let (epoch, step) = number.quotientAndRemainder(dividingBy: batchesPerEpoch)
    let places = step * order.batch..<(step + 1) * order.batch
    let chosen = Array(samples(ofEpoch: epoch)[places])
    try batch.fill(
      with: chosen.map(\.sample), places: places, epoch: epoch, labels: labels
    ) { row, target, start in
      let address = SampleAddress(
        seed: seeds.seed(for: .augmentation), epoch: epoch, sample: chosen[row].sample,
        repetition: chosen[row].repetition)
      try write(address, to: &target, from: start, using: &decoder)
    }
    mix(&batch)
  }

  /// Makes one sample, a function of its address.
  private func write(
    _ address: SampleAddress, to target: inout MutableSpan<Float>, from start: Int,
    using decoder: inout JPEGDecoder
  ) throws {
    switch content {
    case .set(let writer):
      let augmentation = Augmentation.drawn(
        at: address, padding: data.cropPadding, flips: data.flip)
      writer.write(address.sample, augmentation, to: &target, from: start)
    case .samples(let images, let transform):
      transform.write(
        [try images.image(at: address.sample, using: &decoder)], at: address, to: &target,
        from: start)
    case .clips(let clips, let sampling, let transform):
      let places = sampling.drawn(at: address, of: clips.frameCounts[address.sample])
      transform.write(
        try clips.frames(address.sample, places, &decoder), at: address, to: &target, from: start)
    }
  }

  private func mix(_ batch: inout Batch) {
    guard let mixing else { return }
    let mixtures = mixing.mixtures(
      seed: seeds.seed(for: .augmentation), epoch: batch.epoch, places: batch.places,
      width: shape.extents[shape.extents.count - 2],
      height: shape.extents[shape.extents.count - 3])
    mixing.mix(&batch.images, mixtures)
    batch.targets = mixing.targets(labels: batch.labels, mixtures)
  }

  private mutating func samples(ofEpoch epoch: Int) -> [OrderedSample] {
    if let current, current.epoch == epoch { return current.samples }
    let samples = order.samples(seed: seeds.seed(for: .order), epoch: epoch)
    current = (epoch, samples)
    return samples
  }
}
