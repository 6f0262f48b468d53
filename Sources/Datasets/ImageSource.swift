// One part of one set, before images are chosen from it.

import Configuration
import Imaging
import Randomness

/// The images of one part: read from files, or rendered when they are asked for.
enum ImageSource {
  case stored(ImageSet)
  case generated(GeneratedImages)

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
    case .cifar10: self = .stored(try CIFAR.cifar10.read(part, from: location))
    case .cifar100: self = .stored(try CIFAR.cifar100.read(part, from: location))
    case .mnist, .fashionMNIST:
      self = .stored(try IDX(set: configuration.data.set).read(part, from: location))
    }
  }

  /// The number of images.
  var count: Int {
    switch self {
    case .stored(let images): images.count
    case .generated: GeneratedImages.partSize
    }
  }

  /// The images at `indices`, at a resolution.
  func images(
    at indices: [Int], resolution: Int, filter: ResamplingFilter = .bilinear
  ) -> ImageSet {
    switch self {
    case .stored(let images):
      images.selecting(indices).resized(height: resolution, width: resolution, filter: filter)
    case .generated(let images): images.images(at: indices, resolution: resolution)
    }
  }

  /// The images at `indices` as training crops them: stored ones as they are where crops are resized anyway, all others
  /// at the resolution that the network sees.
  func trainingImages(at indices: [Int], _ configuration: Configuration) -> ImageSet {
    if case .stored(let images) = self, configuration.augmentation.randomResizedCrop {
      return images.selecting(indices)
    }
    return images(at: indices, resolution: configuration.data.resolution)
  }

  /// The images at `indices`, as an evaluation sees them.
  func images(at indices: [Int], seenThrough view: EvaluationView) -> ImageSet {
    images(at: indices, resolution: view.shorterSide, filter: view.filter)
      .centerCropped(to: view.resolution)
  }
}
