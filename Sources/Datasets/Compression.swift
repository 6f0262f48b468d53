// The two compressed forms in which data sets are passed on.

/// How a file is compressed; the raw value is the end of its name.
enum Compression: String {
  case gzip = ".gz"
  case xz = ".xz"

  /// The bytes that `compressed` holds.
  ///
  /// - Throws: `DataError`, naming `file`, if they are damaged, cut off, or followed by others.
  func decompressed(_ compressed: [UInt8], file: String) throws -> [UInt8] {
    do {
      switch self {
      case .gzip: return try gunzipped(compressed)
      case .xz: return try unxzipped(compressed)
      }
    } catch let problem as DecompressionProblem {
      throw DataError(
        file, found: problem.description, expected: "a whole \(rawValue) file",
        remedy: "fetch it again")
    }
  }
}

/// What a decoder says of bytes that it cannot read.
enum DecompressionProblem: Error, CustomStringConvertible {
  case damaged(library: String, status: Int)
  case cutOff(outputBytes: Int)
  case trailing(inputBytes: Int)

  var description: String {
    switch self {
    case .damaged(let library, let status): "damaged (\(library) status \(status))"
    case .cutOff(let bytes): "ends early, after \(bytes) decompressed bytes"
    case .trailing(let bytes): "\(bytes) bytes follow the end of the compressed data"
    }
  }
}

/// What one call of a decoder did.
struct DecoderProgress {
  var written: Int
  var hasEnded: Bool
}

/// Gathers what `decode` writes into one chunk after another until it says that the end is reached.
func gathered(
  decode: (UnsafeMutableBufferPointer<UInt8>) throws -> DecoderProgress
) throws -> [UInt8] {
  var chunk = [UInt8](repeating: 0, count: 1 << 20)
  var output: [UInt8] = []
  while true {
    let progress = try unsafe chunk.withUnsafeMutableBufferPointer { try unsafe decode($0) }
    output += chunk[..<progress.written]
    if progress.hasEnded { return output }
    if progress.written == 0 { throw DecompressionProblem.cutOff(outputBytes: output.count) }
  }
}
