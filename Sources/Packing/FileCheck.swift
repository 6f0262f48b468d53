// One file of a source: read, hashed and decoded once, so that training never meets a broken one.

import Datasets
import Foundation
import HDF5
import Imaging

/// What is known of a file after it was read.
struct CheckedFile: Hashable, Codable, Sendable {
  /// One image in it.
  struct Image: Hashable, Codable, Sendable {
    let height: Int
    let width: Int
    let byteCount: Int
    /// SHA-256 of its stored bytes, in hexadecimal.
    let sha256: String
  }

  /// The file's path below the source's folder.
  let path: String
  let state: FileState
  /// Its images: one, or the frames of a clip's file, or none if it is broken.
  let images: [Image]
  /// What is wrong with it.
  let problem: String?
}

/// By what a file is told from its later versions without reading it.
struct FileState: Hashable, Codable, Sendable {
  let sizeBytes: Int
  /// Seconds since 1970.
  let modified: Double

  /// The state of a file, or nil where there is none.
  init?(path: String) {
    let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: real),
      let size = attributes[.size] as? Int, let date = attributes[.modificationDate] as? Date
    else { return nil }
    sizeBytes = size
    modified = date.timeIntervalSince1970
  }

  /// A file that is not there.
  static let missing = FileState(sizeBytes: -1, modified: 0)

  private init(sizeBytes: Int, modified: Double) {
    self.sizeBytes = sizeBytes
    self.modified = modified
  }
}

/// Why a file cannot be packed.
struct BrokenFile: Error {
  let problem: String
}

/// The files of a folder, read one by one.
struct FileReader {
  let root: String

  /// Reads, hashes and decodes a file; what is wrong with it is a part of the result.
  func check(_ path: String, using decoder: inout JPEGDecoder) -> CheckedFile {
    let state = FileState(path: "\(root)/\(path)") ?? .missing
    do {
      let images = try images(path).map { bytes, size in
        let size = try size ?? decodedSize(of: bytes, using: &decoder)
        return CheckedFile.Image(
          height: size.height, width: size.width, byteCount: bytes.count,
          sha256: ImageDigest(of: bytes).hexadecimal)
      }
      return CheckedFile(path: path, state: state, images: images, problem: nil)
    } catch {
      let problem = (error as? BrokenFile)?.problem ?? "\(error)"
      return CheckedFile(path: path, state: state, images: [], problem: problem)
    }
  }

  /// The stored bytes of a file's images, with their size where it is known without decoding.
  func images(_ path: String) throws -> [(bytes: Data, size: (height: Int, width: Int)?)] {
    let file = "\(root)/\(path)"
    if Self.isClip(path) { return try clip(file) }
    do {
      return [(try Data(contentsOf: URL(filePath: file)), nil)]
    } catch {
      throw BrokenFile(problem: "it cannot be read; look at its permissions")
    }
  }

  /// Whether a file is a clip by itself.
  static func isClip(_ path: String) -> Bool {
    ImageFolder.clipEndings.contains { path.lowercased().hasSuffix(".\($0)") }
  }

  private func decodedSize(
    of bytes: Data, using decoder: inout JPEGDecoder
  ) throws -> (height: Int, width: Int) {
    let image = try decoder.decode(bytes)
    return (image.height, image.width)
  }

  /// The frames of a file with one dataset [T, H, W, 3].
  private func clip(_ file: String) throws -> [(bytes: Data, size: (height: Int, width: Int)?)] {
    let clip = try HDF5File(opening: file)
    let names = try clip.children()
    guard names.count == 1, !clip.isGroup(names[0]) else {
      throw BrokenFile(
        problem: "it holds \(names.joined(separator: ", ")) instead of one dataset [T, H, W, 3]")
    }
    let type = try clip.elementType(of: names[0])
    let shape = try clip.shape(of: names[0])
    guard type == .integer(bits: 8, isSigned: false), shape.count == 4, shape[3] == 3,
      shape.allSatisfy({ $0 > 0 })
    else {
      throw BrokenFile(
        problem: "its dataset '\(names[0])' is \(type) of shape \(shape) instead of "
          + "uint8 [T, H, W, 3]")
    }
    let bytes = Data(try clip.read(names[0], as: UInt8.self).elements)
    let frame = shape[1] * shape[2] * shape[3]
    return (0..<shape[0]).map { index in
      (bytes.subdata(in: index * frame..<(index + 1) * frame), (shape[1], shape[2]))
    }
  }
}
