// Which samples an epoch trains on, in which order, and how often.

import Randomness

/// A sample, and which of its copies in the epoch.
struct OrderedSample: Hashable, Sendable {
  var sample: Int
  var repetition: Int
}

/// The order of the samples of epochs.
///
/// With repeated augmentation an epoch has as many images as without, but of fewer samples, each `repeats` times, in the
/// same batch and in different shards, as the copies lie on different devices there.
///
/// - Source: Hoffer et al. 2019, arXiv 1901.09335; Berman et al. 2019, arXiv 1902.05509; the sampler of DeiT in timm 1.0.31.
struct SampleOrder: Hashable, Sendable {
  var count: Int
  var repeats = 1
  var batch: Int
  var shards: Int

  /// The samples of an epoch's whole batches.
  func samples(seed: Seed, epoch: Int) -> [OrderedSample] {
    var random = RandomStream(seed: seed, purpose: .order, epoch: epoch)
    let shuffled = random.nextPermutation(of: count)
    if repeats == 1 { return shuffled.map { OrderedSample(sample: $0, repetition: 0) } }
    let part = batch / shards
    return (0..<count / batch * batch).map { place in
      // Copies are dealt out to the shards like cards.
      let (start, within) = (place / batch * batch, place % batch)
      let dealt = start + within % part * shards + within / part
      return OrderedSample(sample: shuffled[dealt / repeats], repetition: dealt % repeats)
    }
  }
}
