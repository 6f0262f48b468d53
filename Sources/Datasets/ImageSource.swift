// One part of one set, before images are chosen from it.

import Configuration
import Imaging
import Randomness

/// The images of one part: read from files, or rendered when they are asked for.
enum ImageSource {
  case stored(ImageSet)
  case generated(GeneratedImages)
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
    case .cifar10: self = .stored(try CIFAR.cifar10.read(part, from: location))
    case .cifar100: self = .stored(try CIFAR.cifar100.read(part, from: location))
    case .mnist: self = .stored(try IDX.mnist.read(part, from: location))
    case .fashionMNIST: self = .stored(try IDX.fashionMNIST.read(part, from: location))
    case .packed:
      let file = try configuration.data.packedFile(at: location)
      let given: PackedSplit = file.counts[.test] == nil ? .validation : .test
      self = .packed(try file.images(part == .training ? .training : given))
    }
  }

  /// The number of images.
  var count: Int {
    switch self {
    case .stored(let images): images.count
    case .generated: GeneratedImages.partSize
    case .packed(let images): images.count
    }
  }

  /// Image `index` as it is stored, for any thread; a generated one at `resolution`.
  ///
  /// - Throws: `DataError` if it is not the one that was packed.
  func image(
    at index: Int, resolution: Int, using decoder: inout JPEGDecoder
  ) throws -> PixelImage {
    switch self {
    case .stored(let images): images.image(at: index)
    case .generated(let images):
      images.images(at: [index], resolution: resolution).image(at: 0)
    case .packed(let images): try images.image(at: index, using: &decoder)
    }
  }

  /// The images at `indices`, at a resolution; packed ones by their shorter side, cropped in the middle.
  ///
  /// - Throws: `DataError` if packed images are not those that were packed, or are too many for the memory.
  func images(
    at indices: [Int], resolution: Int, filter: ResamplingFilter = .bilinear
  ) throws -> ImageSet {
    switch self {
    case .packed(let images):
      try images.squares(at: indices, resolution: resolution, filter: filter)
    case .stored(let images):
      images.selecting(indices).resized(height: resolution, width: resolution, filter: filter)
    case .generated(let images): images.images(at: indices, resolution: resolution)
    }
  }

  /// The images at `indices` as training crops them: stored ones as they are where crops are resized anyway, all others
  /// at the resolution that the network sees.
  func trainingImages(at indices: [Int], _ configuration: Configuration) throws -> ImageSet {
    if case .stored(let images) = self, configuration.augmentation.randomResizedCrop {
      return images.selecting(indices)
    }
    return try images(at: indices, resolution: configuration.data.resolution)
  }

  /// The images at `indices`, as an evaluation sees them.
  func images(at indices: [Int], seenThrough view: EvaluationView) throws -> ImageSet {
    try images(at: indices, resolution: view.shorterSide, filter: view.filter)
      .centerCropped(to: view.resolution)
  }
}
