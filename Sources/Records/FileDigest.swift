// SHA-256 of files and bytes, in hexadecimal.

import Crypto
public import Foundation

/// SHA-256, in hexadecimal.
public enum FileDigest {
  /// The digest of a file's content, read in pieces.
  ///
  /// - Throws: `StorageError` if the file cannot be read.
  public static func sha256(of url: URL) throws -> String {
    try storing(url) {
      let handle = try FileHandle(forReadingFrom: url)
      defer { try? handle.close() }
      var hash = SHA256()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        hash.update(data: piece)
      }
      return hexadecimal(hash.finalize())
    }
  }

  /// The digest of bytes.
  public static func sha256(of bytes: Data) -> String { hexadecimal(SHA256.hash(data: bytes)) }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    .joined()
  }
}
