// Labelled images in memory, as bytes.

import Imaging
import Tensors

/// Images of one size with their labels.
public struct ImageSet: Hashable, Sendable {
  /// The pixels, [N, H, W, C], 0 for black.
  public let pixels: [UInt8]
  /// Height of an image, in pixels.
  public let height: Int
  /// Width of an image, in pixels.
  public let width: Int
  /// Channels of a pixel.
  public let channels: Int
  /// The class of each image, in 0..<classCount.
  public internal(set) var labels: [Int]
  /// The number of classes.
  public let classCount: Int
  /// What a network's input subtracts and divides by.
  public let normalization: Normalization

  /// The number of images.
  public var count: Int { labels.count }

  /// The bytes of one image.
  var bytesPerImage: Int { height * width * channels }

  /// Images from their pixels, [N, H, W, C], and labels.
  ///
  /// - Precondition: There are as many pixels as labels and `size` say, and one mean for each channel.
  public init(
    pixels: [UInt8], size: (height: Int, width: Int), labels: [Int], classCount: Int,
    normalization: Normalization
  ) {
    self.pixels = pixels
    (height, width) = size
    self.labels = labels
    self.classCount = classCount
    self.normalization = normalization
    channels = normalization.mean.count
    require(
      pixels.count == labels.count * size.height * size.width * channels,
      "\(pixels.count) bytes for \(labels.count) images of \(size) with \(channels) channels")
  }

  /// One image.
  func image(at index: Int) -> PixelImage {
    PixelImage(
      width: width, height: height, channels: channels,
      bytes: Array(pixels[index * bytesPerImage..<(index + 1) * bytesPerImage]))
  }

  /// The images at `indices`, in that order.
  func selecting(_ indices: [Int]) -> ImageSet {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * bytesPerImage)
    for index in indices {
      chosen += pixels[index * bytesPerImage..<(index + 1) * bytesPerImage]
    }
    return ImageSet(
      pixels: chosen, size: (height, width), labels: indices.map { labels[$0] },
      classCount: classCount, normalization: normalization)
  }
}
