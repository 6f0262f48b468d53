// The samples of one part of a packed file, for any thread to read in any order.

public import Foundation
public import Imaging

/// The samples of one part.
///
/// The file is mapped into memory, so that reading takes neither a lock nor a place in a file; the system keeps what is
/// read often. Everything may be called by any thread.
public struct EncodedImages: Sendable {
  /// Names, labels, sizes and digests.
  public let index: PackedIndex
  /// What all parts of the file share.
  public let description: PackedDescription
  /// Which part it is.
  public let split: PackedSplit
  /// The hash of the whole file's content.
  public let contentSHA256: String
  private let path: String
  private let starts: [Int]
  private let file: Data

  init(
    _ packed: PackedFile, _ split: PackedSplit, _ index: PackedIndex, _ places: Range<Int>
  ) throws {
    self.index = index
    self.split = split
    description = packed.description
    contentSHA256 = packed.contentSHA256
    path = packed.path
    starts = index.starts.map { $0 + places.lowerBound }
    do {
      file = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
    } catch {
      throw PackedFile.unsound(path, "it cannot be read (\(error.localizedDescription))")
    }
    guard places.upperBound <= file.count else {
      throw PackedFile.unsound(path, "it ends after \(file.count) bytes")
    }
  }

  /// The number of samples.
  public var count: Int { index.count }

  /// The stored bytes of image `image`; of clips, images are counted over all of them.
  public func encodedBytes(ofImage image: Int) -> Data {
    let first = file.startIndex
    return file[first + starts[image]..<first + starts[image + 1]]
  }

  /// Image `image`, decoded.
  ///
  /// - Throws: `DataError` if its bytes are not those that were packed.
  public func image(at image: Int, using decoder: inout JPEGDecoder) throws -> PixelImage {
    let (bytes, facts) = (encodedBytes(ofImage: image), index.images[image])
    let decoded: PixelImage?
    switch description.encoding {
    case .jpeg: decoded = try? decoder.decode(bytes)
    case .raw:
      let isWhole = bytes.count == facts.height * facts.width * description.channels
      decoded =
        isWhole
        ? PixelImage(
          width: facts.width, height: facts.height, channels: description.channels,
          bytes: Array(bytes)) : nil
    }
    guard let decoded, (decoded.height, decoded.width) == (facts.height, facts.width) else {
      throw PackedFile.unsound(path, "image \(image) is not the one that was packed")
    }
    return decoded
  }

  /// The frames at some places of the clip `sample`.
  ///
  /// - Precondition: The clip has these places.
  /// - Throws: `DataError` if the frames are of several sizes, or the bytes not those that were packed.
  public func frames(
    _ places: [Int], ofClip sample: Int, using decoder: inout JPEGDecoder
  ) throws -> [PixelImage] {
    let images = index.images(of: sample)
    precondition(places.allSatisfy { 0..<images.count ~= $0 })
    let sizes = places.map { place in
      let facts = index.images[images.lowerBound + place]
      return "\(facts.height) x \(facts.width)"
    }
    if let first = sizes.first, let other = sizes.first(where: { $0 != first }) {
      throw DataError(
        path, found: "clip '\(index.names[sample])' has frames of \(first) and of \(other) pixels",
        expected: "frames of one size", remedy: "resize them, and prepare the set again")
    }
    return try places.map { try image(at: images.lowerBound + $0, using: &decoder) }
  }
}
