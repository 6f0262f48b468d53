// The binary version of CIFAR-10 and CIFAR-100.

import Configuration

/// Part of a data set as it is published.
enum DataPart {
  case training
  case test
}

/// The layout of the binary files.
///
/// - Source: Krizhevsky 2009, "Learning multiple layers of features from tiny images"; the data sets' page.
struct CIFAR {
  private static let side = 32
  private static let channels = 3
  private static let planeBytes = side * side

  let set: DataSetName
  let traits: DataSetTraits
  /// CIFAR-100 has a coarse label first, which is passed over.
  private let labelBytes: Int

  static let cifar10 = CIFAR(set: .cifar10, traits: .cifar10, labelBytes: 1)
  static let cifar100 = CIFAR(set: .cifar100, traits: .cifar100, labelBytes: 2)

  private var recordBytes: Int { labelBytes + Self.channels * Self.planeBytes }

  /// The names of a part's files, without the end of compressed ones.
  private func names(of part: DataPart) -> [String] {
    switch (set, part) {
    case (.cifar100, .training): ["train.bin"]
    case (.cifar100, .test): ["test.bin"]
    case (_, .training): (1...5).map { "data_batch_\($0).bin" }
    case (_, .test): ["test_batch.bin"]
    }
  }

  /// Where the files of a part are looked for.
  func folder(of part: DataPart, at location: DataLocation) throws -> SetFolder {
    try SetFolder(set, names: names(of: part), compression: .xz, location: location)
  }

  /// Reads one part, and no file of the other.
  ///
  /// - Throws: `DataError` if a file is missing, damaged, cut off, or holds a label that is none.
  func read(_ part: DataPart, from location: DataLocation) throws -> ImageSet {
    let names = names(of: part)
    let folder = try folder(of: part, at: location)
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for name in names {
      let file = try folder.file(name)
      try checkSize(of: file)
      labels += try self.labels(of: file)
      appendPixels(of: file.bytes, to: &pixels)
    }
    return ImageSet(
      pixels: pixels, size: (Self.side, Self.side), labels: labels, classCount: traits.classCount,
      normalization: traits.normalization)
  }

  private func checkSize(of file: SetFolder.File) throws {
    guard file.bytes.isEmpty || !file.bytes.count.isMultiple(of: recordBytes) else { return }
    throw DataError(
      file.path, found: "\(file.bytes.count) bytes",
      expected: "one or more records of \(recordBytes) bytes",
      remedy: "fetch it again, in the binary version")
  }

  private func labels(of file: SetFolder.File) throws -> [Int] {
    try (0..<file.bytes.count / recordBytes).map { record in
      let label = Int(file.bytes[record * recordBytes + labelBytes - 1])
      guard label < traits.classCount else {
        throw DataError(
          file.path, found: "record \(record) has label \(label)",
          expected: "labels from 0 to \(traits.classCount - 1)",
          remedy: "check that it is a file of \(traits.displayName)")
      }
      return label
    }
  }

  /// Turns the planes of each record into pixels.
  private func appendPixels(of bytes: [UInt8], to pixels: inout [UInt8]) {
    let first = pixels.count
    let imageBytes = Self.channels * Self.planeBytes
    let count = bytes.count / recordBytes
    pixels += [UInt8](repeating: 0, count: count * imageBytes)
    let source = bytes.span
    var target = pixels.mutableSpan
    for record in 0..<count {
      let planes = record * recordBytes + labelBytes
      let image = first + record * imageBytes
      for place in 0..<Self.planeBytes {
        for channel in 0..<Self.channels {
          target[image + place * Self.channels + channel] =
            source[planes + channel * Self.planeBytes + place]
        }
      }
    }
  }
}
