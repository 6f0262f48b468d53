// Decompressed copies of files, so that only the first of many runs pays for it.

import Crypto
import Foundation

/// A folder of decompressed files, named by what they were made from.
///
/// A copy's name holds the hash of the compressed bytes and the size of the decompressed ones. It is written under
/// another name, brought to disk and renamed, so that a reader sees all of it or nothing; of two
/// processes that write one copy at once the last wins, with the same bytes.
struct DecompressionCache {
  let folder: String

  /// The copy made from `compressed`, or what `decompress` gives, of which a copy is then kept.
  func bytes(
    named name: String, madeFrom compressed: [UInt8], decompress: () throws -> [UInt8]
  ) throws -> [UInt8] {
    let prefix = "\(name)-\(Self.shortHash(compressed))-"
    if let bytes = try existingCopy(prefix) { return bytes }
    let bytes = try decompress()
    do {
      try write(bytes, to: "\(folder)/\(prefix)\(bytes.count)")
    } catch {
      throw DataError(
        folder, found: "no copy could be written (\(error.localizedDescription))",
        expected: "a folder with \(bytes.count) bytes of room", remedy: "give another --cache")
    }
    return bytes
  }

  /// The copy whose name begins with `prefix`, if it has the size that its name says.
  private func existingCopy(_ prefix: String) throws -> [UInt8]? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix(prefix) {
      guard let size = Int(name.dropFirst(prefix.count)) else { continue }
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      if bytes.count == size { return bytes }
    }
    return nil
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let temporary = URL(fileURLWithPath: "\(path).\(UUID().uuidString)")
    do {
      try Data(bytes).write(to: temporary, options: .withoutOverwriting)
      let file = try FileHandle(forUpdating: temporary)
      try file.synchronize()
      try file.close()
      guard unsafe rename(temporary.path, path) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      try? files.removeItem(at: temporary)
      throw error
    }
  }

  private static func shortHash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    .joined()
  }
}
