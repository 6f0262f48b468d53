// A packed file: its header, which is enough to build a network, and its parts.

import Configuration
import Foundation
import HDF5

/// A packed file, of which the header was read.
public struct PackedFile: Sendable {
  /// Where it is.
  public let path: String
  /// What all parts share.
  public let description: PackedDescription
  /// SHA-256 over all that training can depend on, as the header says.
  public let contentSHA256: String
  /// The samples of each part.
  public let counts: [PackedSplit: Int]
  /// The files of the source that were left out because they are broken.
  public let leftOut: [String]

  /// Reads the header of the file at `path`.
  ///
  /// - Throws: `DataError` if it is missing, or no packed file of this version.
  public init(opening path: String) throws {
    self.path = path
    let header = try Self.reading(path) { file in
      try Self.checkVersion(of: file)
      let description = try Self.description(in: file)
      var counts: [PackedSplit: Int] = [:]
      for split in PackedSplit.allCases where file.exists(split.rawValue) {
        counts[split] = try file.shape(of: "\(split.rawValue)/labels").first
      }
      return (
        description, try file.attribute("", "content_sha256", as: String.self), counts,
        file.exists("left_out") ? try file.readStrings("left_out") : []
      )
    }
    (description, contentSHA256, counts, leftOut) = header
  }

  /// The samples of a part.
  ///
  /// - Throws: `DataError` if there is no such part, its arrays do not fit together, or a label is out of range.
  public func images(_ split: PackedSplit) throws -> EncodedImages {
    let (index, places) = try Self.reading(path) { file in
      let index = try PackedLayout.read(split, of: file, description)
      return (index, try file.bytePlaces(of: "\(split.rawValue)/bytes"))
    }
    if let sample = index.labels.firstIndex(where: { !description.classNames.indices.contains($0) })
    {
      throw Self.unsound(
        path,
        "\(split.rawValue) sample '\(index.names[sample])' has label \(index.labels[sample]), but "
          + "there are \(description.classNames.count) classes, from 0")
    }
    return try EncodedImages(self, split, index, places)
  }

  /// Everything but the bytes of images.
  ///
  /// - Throws: `DataError` if a part is not sound.
  public func content() throws -> PackedContent {
    var parts: [PackedSplit: PackedIndex] = [:]
    for split in counts.keys { parts[split] = try images(split).index }
    return PackedContent(description, parts: parts)
  }

  // MARK: - Reading

  private static func checkVersion(of file: borrowing HDF5File) throws {
    guard file.isPacked else {
      throw DataError(
        file.path, found: "it is an HDF5 file, but no packed data set",
        expected: "one that 'revisit data prepare' made", remedy: "check the name")
    }
    let version = try file.attribute("", "format_version", as: Int.self)
    guard version == PackedLayout.version else {
      throw DataError(
        file.path, found: "its format has version \(version)",
        expected: "version \(PackedLayout.version)",
        remedy: "prepare it again with this version of revisit")
    }
  }

  private static func description(in file: borrowing HDF5File) throws -> PackedDescription {
    let kind = try file.attribute("", "kind", as: String.self)
    let encoding = try file.attribute("", "encoding", as: String.self)
    let mean = try file.attribute("", "mean", as: [Double].self)
    let deviation = try file.attribute("", "deviation", as: [Double].self)
    guard let kind = PackedKind(rawValue: kind), let encoding = ImageEncoding(rawValue: encoding),
      [1, 3].contains(mean.count), deviation.count == mean.count,
      deviation.allSatisfy({ $0 > 0 })
    else {
      throw unsound(
        file.path, "kind '\(kind)', encoding '\(encoding)', mean \(mean), deviation \(deviation)")
    }
    return PackedDescription(
      name: try file.attribute("", "name", as: String.self), kind: kind, encoding: encoding,
      classNames: try file.readStrings("classes"),
      normalization: Normalization(mean: mean, deviation: deviation))
  }

  /// Opens a file, and says of what the library finds wrong with it how to mend it.
  static func reading<R>(
    _ path: String, _ body: (borrowing HDF5File) throws -> R
  ) throws -> R {
    do {
      return try body(HDF5File(opening: path))
    } catch let error as HDF5Error {
      guard FileManager.default.fileExists(atPath: path) else {
        throw DataError(
          path, found: "there is no such file", expected: "a packed data set",
          remedy: "make it with 'revisit data prepare', or give the folder it is in with --data")
      }
      throw unsound(path, [error.object, error.problem].compactMap(\.self).joined(separator: " "))
    }
  }

  static func unsound(_ path: String, _ found: String) -> DataError {
    DataError(
      path, found: found, expected: "a sound packed data set",
      remedy: "copy it again, or make it anew with 'revisit data prepare'")
  }
}

extension HDF5File {
  fileprivate var isPacked: Bool {
    (try? attribute("", "format", as: String.self)) == PackedLayout.format
  }
}
