// What chance depends on: a study's root seed and the replicate.

/// The key of all streams of one replicate.
public struct Seed: Hashable, Sendable {
  let key: SIMD2<UInt32>

  /// The seed of replicate `replicate` under a study's root seed.
  ///
  /// - Precondition: `replicate` is in 0..<2^32.
  public init(root: UInt64, replicate: Int = 0) {
    let words = Philox4x32.block(
      counter: [UInt32(replicate), 0, 0, .max],
      key: [UInt32(truncatingIfNeeded: root), UInt32(root >> 32)])
    key = [words[0], words[1]]
  }
}

/// What a random number is for.
///
/// The raw value is part of every stream's address: never change or reuse one.
public enum RandomPurpose: UInt32, Sendable, CaseIterable {
  /// Initial weights; the index is the parameter's place in the graph.
  case initialization = 1
  /// The order of the training samples; one stream an epoch.
  case order = 2
  /// Crop, flip and the like; the index is the sample's.
  case augmentation = 3
  /// Dropout masks; the index is the sample's place in the epoch.
  case dropout = 4
  /// Which images form the training and validation splits.
  case split = 5
  /// Which training labels are replaced, and by what.
  case labelNoise = 6
  /// Generated images; the index is the image's.
  case generation = 7
  /// Resampling in analysis; the epoch is the estimator, the index the resample.
  case bootstrap = 8
  /// Which images lose a residual branch; the index is the sample's place in the epoch.
  case stochasticDepth = 9
  /// Where the searches of a fit start.
  case fitStart = 20
  /// Simulated truth, to which fits and tests are put; the index is the simulation.
  case simulation = 21
}
