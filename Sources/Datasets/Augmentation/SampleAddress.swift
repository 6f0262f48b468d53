// Where the draws of one augmented sample come from.

import Randomness

/// Which augmented copy of which sample in which epoch.
///
/// Everything that is drawn for it is a function of this and of a lane, so that samples may be made in any order and on
/// any thread.
struct SampleAddress: Hashable, Sendable {
  var seed: Seed
  var epoch: Int
  var sample: Int
  /// Which of its copies in this epoch, from 0.
  var repetition = 0

  /// The draws of one augmentation.
  func stream(_ lane: AugmentationLane) -> RandomStream {
    RandomStream(
      seed: seed, purpose: .augmentation, epoch: epoch, index: sample,
      lane: lane.rawValue | repetition << 8)
  }
}

/// Which augmentation draws: each has numbers of its own, so that none moves another's.
///
/// The raw value is part of every stream's address: never change or reuse one; 255 is the largest.
enum AugmentationLane: Int, CaseIterable {
  case paddedCrop = 0
  case flip = 1
  case resizedCrop = 2
  /// The filter of a crop where it is random.
  case cropFilter = 3
  case policy = 4
  case colorJitter = 5
  case erasing = 6
  /// What erased pixels are filled with.
  case erasedPixels = 7
  /// Mixtures of samples; the index is the place of the first sample in the epoch.
  case mixing = 8
  /// The middle of the box that CutMix exchanges.
  case mixingBox = 9
  /// The first frame that is seen of a clip.
  case firstFrame = 10
  /// The shorter side that an image or clip is resized to, and the crop out of it.
  case scaleJitter = 11
  /// Noise along the principal colours.
  case lighting = 12
}
