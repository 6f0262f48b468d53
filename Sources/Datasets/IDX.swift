// The IDX files of MNIST and the sets made like it.

import Configuration

/// A reader of MNIST's file format.
///
/// - Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "File formats".
struct IDX {
  let set: DataSetName
  let traits: DataSetTraits

  static let mnist = IDX(set: .mnist, traits: .mnist)
  static let fashionMNIST = IDX(set: .fashionMNIST, traits: .fashionMNIST)

  /// Where the files of a part are looked for.
  func folder(of part: DataPart, at location: DataLocation) throws -> SetFolder {
    try SetFolder(set, names: names(of: part), compression: .gzip, location: location)
  }

  private func names(of part: DataPart) -> [String] {
    let prefix = part == .training ? "train" : "t10k"
    return ["\(prefix)-images-idx3-ubyte", "\(prefix)-labels-idx1-ubyte"]
  }

  /// Reads one part, and no file of the other.
  ///
  /// - Throws: `DataError` if a file is missing, damaged, not IDX, or if the two do not fit together.
  func read(_ part: DataPart, from location: DataLocation) throws -> ImageSet {
    let names = names(of: part)
    let folder = try folder(of: part, at: location)
    let images = try Array(of: folder.file(names[0]), dimensions: 3)
    let labels = try Array(of: folder.file(names[1]), dimensions: 1)
    guard images.extents[0] == labels.extents[0] else {
      throw DataError(
        images.path, found: "\(images.extents[0]) images for \(labels.extents[0]) labels",
        expected: "as many images as labels in \(names[1])", remedy: "fetch both again")
    }
    return ImageSet(
      pixels: images.elements, size: (images.extents[1], images.extents[2]),
      labels: try classes(labels), classCount: traits.classCount,
      normalization: traits.normalization)
  }

  private func classes(_ labels: Array) throws -> [Int] {
    try labels.elements.enumerated().map { record, label in
      guard label < traits.classCount else {
        throw DataError(
          labels.path, found: "record \(record) has label \(label)",
          expected: "labels from 0 to \(traits.classCount - 1)",
          remedy: "check that it is a file of \(traits.displayName)")
      }
      return Int(label)
    }
  }

  /// One file: bytes with their extents.
  private struct Array {
    let path: String
    let extents: [Int]
    let elements: [UInt8]

    init(of file: SetFolder.File, dimensions: Int) throws {
      path = file.path
      let bytes = file.bytes
      let unsignedByte: UInt8 = 8
      guard bytes.count >= 4 + 4 * dimensions,
        bytes.starts(with: [0, 0, unsignedByte, UInt8(dimensions)])
      else {
        throw DataError(
          path, found: "it begins with \(Self.hexadecimal(bytes.prefix(4)))",
          expected: "the header of \(dimensions)-dimensional bytes, 00 00 08 0\(dimensions)",
          remedy: "check that it is an IDX file of this kind")
      }
      extents = (1...dimensions).map { axis in
        bytes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
      }
      elements = Swift.Array(bytes.dropFirst(4 + 4 * dimensions))
      try checkCount()
    }

    private func checkCount() throws {
      let sizes = extents.map(String.init).joined(separator: " x ")
      // No overflow: a product of three extents below 2^32 is reported with full width.
      var count = 1
      var overflows = false
      for extent in extents {
        let product = count.multipliedReportingOverflow(by: extent)
        (count, overflows) = (product.partialValue, overflows || product.overflow)
      }
      guard count == elements.count, count > 0, !overflows else {
        throw DataError(
          path, found: "\(elements.count) bytes after a header that says \(sizes)",
          expected: "one byte for each element, and at least one", remedy: "fetch it again")
      }
    }

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
      bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
    }
  }
}
