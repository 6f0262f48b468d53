// The checksum of TFRecord files.

/// CRC-32C (Castagnoli), in the masked form in which TFRecord files store it.
enum CRC32C {
  /// Remainders of all bytes, for the reflected polynomial 0x82F63B78.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { remainder, _ in
      remainder & 1 == 1 ? remainder >> 1 ^ 0x82F6_3B78 : remainder >> 1
    }
  }

  /// The checksum of bytes.
  ///
  /// - Source: RFC 3720, appendix B.4.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
  }

  /// The checksum rotated and shifted, so that a record of records does not check itself.
  ///
  /// - Source: TensorFlow's documentation of the TFRecord format.
  static func masked(_ bytes: [UInt8]) -> UInt32 {
    let sum = checksum(bytes)
    return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
  }
}
