// The folder of one set, and the bytes of its files whatever their compression.

import Configuration
import Foundation

/// The folder of one data set.
struct SetFolder {
  let path: String
  private let compression: Compression
  private let expectedNames: [String]
  private let cache: DecompressionCache?

  /// The folder of `set`, which is to hold the files `names`, plain or compressed.
  ///
  /// - Throws: `DataError` if there is no root, or no such folder in it.
  init(
    _ set: DataSetName, names: [String], compression: Compression, location: DataLocation
  ) throws {
    let folder = set.rawValue.replacing("_", with: "-")
    guard let root = location.root else {
      throw DataError(
        "data.set: \(set.rawValue)", found: "no folder of data sets was given",
        expected: "one that holds \(folder)",
        remedy: "give it with --data, or as 'data' in site.yaml")
    }
    path = "\(root)/\(folder)"
    self.compression = compression
    expectedNames = names
    cache = location.cache.map(DecompressionCache.init)
    guard (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
    else { throw missing("there is no such folder") }
  }

  /// A file's name with its folder and, where only that is there, its compressed form.
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  /// The decompressed bytes of the file `name`; the plain one where both are there.
  ///
  /// - Throws: `DataError` if it is not there, cannot be read, or is damaged.
  func file(_ name: String) throws -> File {
    let plain = "\(path)/\(name)"
    if FileManager.default.fileExists(atPath: plain) {
      return File(path: plain, bytes: try contents(plain))
    }
    let packed = plain + compression.rawValue
    guard FileManager.default.fileExists(atPath: packed) else {
      throw missing("there is no \(name), plain or with \(compression.rawValue)")
    }
    let compressed = try contents(packed)
    let decompress = { try compression.decompressed(compressed, file: packed) }
    let bytes =
      try cache?.bytes(named: name, madeFrom: compressed, decompress: decompress) ?? decompress()
    return File(path: packed, bytes: bytes)
  }

  /// Looks for every file that the folder is to hold, without reading any.
  ///
  /// - Throws: `DataError` at the first that is not there.
  func checkFiles() throws {
    for name in expectedNames {
      let plain = "\(path)/\(name)"
      let isThere = [plain, plain + compression.rawValue].contains {
        FileManager.default.fileExists(atPath: $0)
      }
      guard isThere else {
        throw missing("there is no \(name), plain or with \(compression.rawValue)")
      }
    }
  }

  private func contents(_ path: String) throws -> [UInt8] {
    do {
      return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw DataError(
        path, found: "it cannot be read (\(error.localizedDescription))",
        expected: "a readable file", remedy: "look at its permissions")
    }
  }

  private func missing(_ found: String) -> DataError {
    DataError(
      path, found: found,
      expected: expectedNames.joined(separator: ", ")
        + ", each plain or with \(compression.rawValue)",
      remedy: "put them there, or give the folder above with --data")
  }
}
