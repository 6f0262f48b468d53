// Labelled images that are made one at a time.

public import Imaging

/// Images with their labels, each of its own size, made when they are asked for: decoded, read or rendered.
public struct SampleImages: Sendable {
  /// The class of each image, in 0..<classCount.
  public let labels: [Int]
  /// The number of classes.
  public let classCount: Int
  /// What a network's input subtracts and divides by.
  public let normalization: Normalization
  private let make: @Sendable (Int, inout JPEGDecoder) throws -> PixelImage

  /// Images that `make` makes from their index; several threads may call it at a time, each with its own decoder.
  public init(
    labels: [Int], classCount: Int, normalization: Normalization,
    make: @escaping @Sendable (Int, inout JPEGDecoder) throws -> PixelImage
  ) {
    self.labels = labels
    self.classCount = classCount
    self.normalization = normalization
    self.make = make
  }

  /// The images of a set in memory.
  public init(_ images: ImageSet) {
    self.init(
      labels: images.labels, classCount: images.classCount, normalization: images.normalization
    ) { index, _ in images.image(at: index) }
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// One image.
  ///
  /// - Throws: What its maker throws.
  public func image(at index: Int, using decoder: inout JPEGDecoder) throws -> PixelImage {
    try make(index, &decoder)
  }
}
