// The form of a packed file: what HDF5 writes and reads of it. The bytes of images are written and read past the library.
//
//     /                   format, format_version, name, kind, encoding, mean, deviation, content_sha256
//     /classes            the names of the classes
//     /left_out           the files that were left out because they are broken, if any
//     /training           a part; so are /validation and /test
//       names, labels     one for each sample
//       first_images      clips only: the image that each begins with, then the number of all
//       starts            where each image begins in `bytes`, then their number
//       sizes, sha256     [images, 2], height and width; [images, 32]
//       bytes             all images, one after another, in one piece

import HDF5

/// The form of a packed file.
package enum PackedLayout {
  static let format = "revisit packed images"
  static let version = 1

  /// Creates the file with everything but the bytes of images, which are zero.
  ///
  /// - Throws: `HDF5Error` if the file cannot be written.
  package static func create(
    _ path: String, _ content: PackedContent, leftOut: [String]
  ) throws {
    let file = try HDF5File(creating: path)
    let description = content.description
    try file.setAttribute("", "format", format)
    try file.setAttribute("", "format_version", version)
    try file.setAttribute("", "name", description.name)
    try file.setAttribute("", "kind", description.kind.rawValue)
    try file.setAttribute("", "encoding", description.encoding.rawValue)
    try file.setAttribute("", "mean", description.normalization.mean)
    try file.setAttribute("", "deviation", description.normalization.deviation)
    try file.setAttribute("", "content_sha256", content.sha256)
    try file.writeStrings("classes", description.classNames)
    if !leftOut.isEmpty { try file.writeStrings("left_out", leftOut) }
    for split in PackedSplit.allCases {
      guard let part = content.parts[split] else { continue }
      try write(part, to: split.rawValue, of: file)
    }
    try file.close()
  }

  private static func write(
    _ part: PackedIndex, to group: String, of file: borrowing HDF5File
  ) throws {
    let starts = part.starts
    try file.writeStrings("\(group)/names", part.names)
    try file.write("\(group)/labels", HDF5Array(part.labels.map(Int32.init)))
    if !part.firstImages.isEmpty {
      try file.write("\(group)/first_images", HDF5Array(part.firstImages))
    }
    try file.write("\(group)/starts", HDF5Array(starts))
    let sizes = part.images.flatMap { [Int32($0.height), Int32($0.width)] }
    let digests = part.images.flatMap(\.digest.bytes)
    if let sizes = HDF5Array(shape: [part.images.count, 2], elements: sizes),
      let digests = HDF5Array(shape: [part.images.count, 32], elements: digests)
    {
      try file.write("\(group)/sizes", sizes)
      try file.write("\(group)/sha256", digests)
    }
    try file.createBytes("\(group)/bytes", count: starts[starts.count - 1])
  }

  /// Reads one part, and checks that its arrays fit together.
  static func read(
    _ split: PackedSplit, of file: borrowing HDF5File, _ description: PackedDescription
  ) throws -> PackedIndex {
    let group = split.rawValue
    var part = PackedIndex()
    part.names = try file.readStrings("\(group)/names")
    part.labels = try file.read("\(group)/labels", as: Int.self).elements
    if description.kind == .clips {
      part.firstImages = try file.read("\(group)/first_images", as: Int.self).elements
    }
    let starts = try file.read("\(group)/starts", as: Int.self).elements
    let sizes = try file.read("\(group)/sizes", as: Int.self).elements
    let digests = try file.read("\(group)/sha256", as: UInt8.self).elements
    let byteCount = try file.shape(of: "\(group)/bytes").reduce(1, *)
    let count = starts.count - 1
    let isFitting = [
      starts.first == 0, starts.last == byteCount, starts.isAscending,
      sizes.count == 2 * count, sizes.allSatisfy { $0 > 0 }, digests.count == 32 * count,
      part.names.count == part.labels.count,
      part.hasSamples(description.kind, imageCount: count),
    ]
    guard isFitting.allSatisfy(\.self) else {
      throw PackedFile.unsound(
        file.path,
        "the arrays of /\(group) do not fit together (\(part.labels.count) labels, "
          + "\(part.names.count) names, \(count) images)")
    }
    part.images = (0..<count).map { (image: Int) -> PackedImage in
      let digest = digests[32 * image..<32 * (image + 1)]
      return PackedImage(
        height: sizes[2 * image], width: sizes[2 * image + 1],
        byteCount: starts[image + 1] - starts[image], digest: ImageDigest(bytes: digest))
    }
    return part
  }
}

extension PackedIndex {
  /// Whether the samples are made of so many images, each of at least one.
  fileprivate func hasSamples(_ kind: PackedKind, imageCount: Int) -> Bool {
    switch kind {
    case .images: labels.count == imageCount
    case .clips:
      firstImages.count == labels.count + 1 && firstImages.first == 0
        && firstImages.last == imageCount && zip(firstImages, firstImages.dropFirst()).allSatisfy(<)
    }
  }

  /// Where each image begins in the part's bytes, then the number of bytes.
  package var starts: [Int] {
    var starts = [0]
    starts.reserveCapacity(images.count + 1)
    for image in images { starts.append(starts[starts.count - 1] + image.byteCount) }
    return starts
  }
}

extension [Int] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
