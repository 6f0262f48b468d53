// The batches of training, over all epochs.

public import Configuration
import Randomness
public import Tensors

/// Shuffled, augmented batches; batch `number` is that of step `number`, counted over all epochs from 0.
///
/// The incomplete last batch of each epoch is left out.
public struct TrainingBatches: BatchSource {
  /// The shape of each batch's images, [N, H, W, C].
  public let shape: Shape
  /// Steps of an epoch.
  public let batchesPerEpoch: Int
  private let writer: ImageWriter
  private let batch: Int
  private let data: DataConfiguration
  private let seeds: SeedConfiguration
  /// The order of the epoch that was asked for last.
  private var order: (epoch: Int, samples: [Int])?

  /// The batches of `images` that a configuration asks for.
  ///
  /// - Precondition: There is at least one batch of images.
  public init(_ images: ImageSet, _ configuration: Configuration) {
    batch = configuration.training.batch
    batchesPerEpoch = images.count / batch
    require(batchesPerEpoch > 0, "\(images.count) images for a batch of \(batch)")
    shape = Shape([batch, images.height, images.width, images.channels])
    writer = ImageWriter(images)
    data = configuration.data
    seeds = configuration.seeds
  }

  /// Makes `batch` that of step `number`.
  public mutating func fill(_ batch: inout Batch, number: Int) {
    let (epoch, place) = number.quotientAndRemainder(dividingBy: batchesPerEpoch)
    let samples = order(ofEpoch: epoch)[place * self.batch..<(place + 1) * self.batch]
    let seed = seeds.seed(for: .augmentation)
    batch.fill(with: samples, epoch: epoch, from: writer) { sample in
      Augmentation.drawn(
        seed: seed, epoch: epoch, sample: sample, padding: data.cropPadding, flips: data.flip)
    }
  }

  private mutating func order(ofEpoch epoch: Int) -> [Int] {
    if let order, order.epoch == epoch { return order.samples }
    var random = RandomStream(seed: seeds.seed(for: .order), purpose: .order, epoch: epoch)
    let samples = random.nextPermutation(of: writer.images.count)
    order = (epoch, samples)
    return samples
  }
}
