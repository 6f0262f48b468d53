// CIFAR and IDX sets as contents to be packed: their pixels as they are.

import Configuration
import Datasets
import Foundation

/// The images of a published set.
struct PublishedImages {
  private let set: DataSetName
  private let traits: DataSetTraits
  private let parts: [PackedSplit: ImageSet]

  /// Reads both parts of a set.
  ///
  /// - Throws: `DataError` if there are no files for it, or they are not sound.
  init(_ set: DataSetName, at location: DataLocation) throws {
    self.set = set
    (traits, parts) = try publishedImages(set, at: location)
  }

  /// All but the pixels; a sample's name is its number.
  func content(name: String?) -> PackedContent {
    let description = PackedDescription(
      name: name ?? traits.displayName, kind: .images, encoding: .raw,
      classNames: (0..<traits.classCount).map(String.init), normalization: traits.normalization)
    return PackedContent(
      description,
      parts: Dictionary(
        uniqueKeysWithValues: parts.map { split, images in (split, index(split, images)) }))
  }

  private func index(_ split: PackedSplit, _ images: ImageSet) -> PackedIndex {
    var index = PackedIndex()
    index.names = (0..<images.count).map(String.init)
    index.labels = images.labels
    index.images = (0..<images.count).map { sample in
      let bytes = bytes(split, sample)
      return PackedImage(
        height: images.height, width: images.width, byteCount: bytes.count,
        digest: ImageDigest(of: bytes))
    }
    return index
  }

  /// The pixels of an image, [H, W, C].
  func bytes(_ split: PackedSplit, _ sample: Int) -> Data {
    guard let images = parts[split] else { return Data() }
    let count = images.pixels.count / images.count
    return Data(images.pixels[sample * count..<(sample + 1) * count])
  }
}
