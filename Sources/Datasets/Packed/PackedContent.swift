// All that a packed file says of its images, apart from their bytes, and the hash that stands for the whole.

import Crypto
package import Foundation

/// One stored image, apart from its bytes.
public struct PackedImage: Hashable, Sendable {
  /// Rows.
  public var height: Int
  /// Pixels in a row.
  public var width: Int
  /// Stored bytes.
  public var byteCount: Int
  /// Their SHA-256.
  public var digest: ImageDigest

  /// An image from what is known of it.
  public init(height: Int, width: Int, byteCount: Int, digest: ImageDigest) {
    (self.height, self.width) = (height, width)
    self.byteCount = byteCount
    self.digest = digest
  }
}

/// The samples of one part, in order.
public struct PackedIndex: Hashable, Sendable {
  /// The name of each sample: of a file its path below the part's folder.
  public var names: [String] = []
  /// The class of each sample.
  public var labels: [Int] = []
  /// The images of all samples, one after another.
  public var images: [PackedImage] = []
  /// For clips the image that each sample begins with, and the number of all images; empty for single images.
  public var firstImages: [Int] = []

  /// An empty part.
  public init() {}

  /// The number of samples.
  public var count: Int { labels.count }

  /// The images of a sample.
  public func images(of sample: Int) -> Range<Int> {
    firstImages.isEmpty
      ? sample..<sample + 1 : firstImages[sample]..<firstImages[sample + 1]
  }
}

/// What all parts of a packed file share.
public struct PackedDescription: Hashable, Sendable {
  /// The name of the set, for people; no part of the content's hash.
  public var name: String
  /// What a sample is.
  public var kind: PackedKind
  /// How images are stored.
  public var encoding: ImageEncoding
  /// The name of each class, in the order of their numbers.
  public var classNames: [String]
  /// What a network's input subtracts and divides by.
  public var normalization: Normalization

  /// Bytes of a decoded pixel.
  public var channels: Int { normalization.mean.count }

  /// A description from its parts.
  public init(
    name: String, kind: PackedKind, encoding: ImageEncoding, classNames: [String],
    normalization: Normalization
  ) {
    self.name = name
    self.kind = kind
    self.encoding = encoding
    self.classNames = classNames
    self.normalization = normalization
  }
}

/// A description and the samples of each part that has some.
public struct PackedContent: Hashable, Sendable {
  /// What all parts share.
  public var description: PackedDescription
  /// The samples of each part.
  public var parts: [PackedSplit: PackedIndex]

  /// A content from its parts; those without samples are left out.
  public init(_ description: PackedDescription, parts: [PackedSplit: PackedIndex]) {
    self.description = description
    self.parts = parts.filter { $0.value.count > 0 }
  }

  /// SHA-256 over all that training can depend on, in hexadecimal: every image by its digest, with size, name and
  /// label, the classes and the normalisation.
  public var sha256: String {
    var hash = SHA256()
    func add(_ fields: String...) {
      // With its length before it, no text can pass for two.
      let line = fields.map { "\($0.utf8.count):\($0)" }.joined(separator: " ") + "\n"
      hash.update(data: Data(line.utf8))
    }
    let normalization = description.normalization
    add(
      "revisit packed images 1", description.kind.rawValue, description.encoding.rawValue,
      "\(normalization.mean)", "\(normalization.deviation)")
    for name in description.classNames { add("class", name) }
    for split in PackedSplit.allCases {
      guard let part = parts[split] else { continue }
      add("part", split.rawValue)
      for sample in 0..<part.count {
        let images = part.images(of: sample)
        add(part.names[sample], "\(part.labels[sample])", "\(images.count)")
        for image in part.images[images] {
          add("\(image.height) \(image.width) \(image.byteCount)")
          hash.update(data: image.digest.bytes)
        }
      }
    }
    return ImageDigest(bytes: Array(hash.finalize())[...]).hexadecimal
  }
}

extension ImageDigest {
  /// The digest of some bytes.
  package init(of bytes: some DataProtocol) {
    self.init(bytes: Array(SHA256.hash(data: bytes))[...])
  }

  /// The digest from its 32 bytes.
  init(bytes: ArraySlice<UInt8>) { self.init(Array(bytes)) }

  /// Its bytes, in order.
  var bytes: [UInt8] { indices.map { self[$0] } }

  /// Two digits a byte.
  package var hexadecimal: String {
    String(
      decoding: indices.flatMap { index in
        [self[index] >> 4, self[index] & 15].map { Array("0123456789abcdef".utf8)[Int($0)] }
      }, as: UTF8.self)
  }
}
