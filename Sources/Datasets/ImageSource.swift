// One part of one set, before images are chosen from it.

import Configuration
import Randomness

/// The images or clips of one part: read from files, or rendered when they are asked for.
enum ImageSource {
  case stored(ImageSet)
  case generated(GeneratedImages)
  case generatedClips(GeneratedClips)
  case packed(EncodedImages)

  /// Opens the part that a configuration names, and no other.
  ///
  /// - Throws: `DataError` if its files are not there or not sound.
  init(_ part: DataPart, of configuration: Configuration, at location: DataLocation) throws {
    switch configuration.data.set {
    case .generated:
      self = .generated(
        GeneratedImages(
          part: part, seed: configuration.seeds.seed(for: .generation),
          pixelNoise: configuration.data.pixelNoise))
    case .generatedClips:
      try configuration.data.checkGeneratedClips()
      self = .generatedClips(
        GeneratedClips(
          part: part, seed: configuration.seeds.seed(for: .generation),
          pixelNoise: configuration.data.pixelNoise))
    case .cifar10: self = .stored(try CIFAR.cifar10.read(part, from: location))
    case .cifar100: self = .stored(try CIFAR.cifar100.read(part, from: location))
    case .mnist: self = .stored(try IDX.mnist.read(part, from: location))
    case .fashionMNIST: self = .stored(try IDX.fashionMNIST.read(part, from: location))
    case .packed:
      let file = try configuration.data.packedFile(at: location)
      try configuration.data.checkSamples(of: file)
      let given: PackedSplit = file.counts[.test] == nil ? .validation : .test
      self = .packed(try file.images(part == .training ? .training : given))
    }
  }

  /// The number of images.
  var count: Int {
    switch self {
    case .stored(let images): images.count
    case .generated, .generatedClips: GeneratedImages.partSize
    case .packed(let images): images.count
    }
  }

  /// The images at `indices` for training: stored ones as they are where crops are resized anyway, else at the resolution
  /// that the network sees.
  func trainingImages(
    at indices: [Int], _ configuration: Configuration
  ) -> SplitImages {
    let side = configuration.data.resolution
    switch self {
    case .packed(let images): return .packed(ChosenImages(images, at: indices))
    case .stored(let images):
      let chosen = images.selecting(indices)
      return .stored(
        configuration.augmentation.cropsWholeImages
          ? chosen : chosen.resized(height: side, width: side))
    case .generated(let images): return .stored(images.images(at: indices, resolution: side))
    case .generatedClips(let clips): return .clips(clips.clips(at: indices, side: side))
    }
  }

  /// The images at `indices` for an evaluation; those in memory as it sees them.
  func images(at indices: [Int], seenThrough view: EvaluationView) -> SplitImages {
    let (side, shown) = (view.shorterSide, view.resolution)
    switch self {
    case .packed(let images): return .packed(ChosenImages(images, at: indices))
    case .stored(let images):
      let resized = images.selecting(indices)
        .resized(height: side, width: side, filter: view.filter)
      return .stored(resized.centerCropped(to: shown))
    case .generated(let images):
      return .stored(images.images(at: indices, resolution: side).centerCropped(to: shown))
    case .generatedClips(let clips): return .clips(clips.clips(at: indices, side: side))
    }
  }
}
