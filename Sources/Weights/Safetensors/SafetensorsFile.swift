// Reads safetensors: an eight-byte length, a JSON header, then the bytes of all arrays.

import Foundation
public import Tensors

/// An open safetensors file.
///
/// The header is read at once, each array when it is asked for and by parts, so that a large file costs little more
/// memory than its largest array.
public struct SafetensorsFile {
  /// Path of the file.
  public let path: String
  private let handle: FileHandle
  private let entries: [String: SafetensorsHeader.Entry]
  private let dataStart: UInt64

  /// Bytes that are decoded at once; a multiple of every element's size.
  private static let partByteCount = 4 << 20

  /// Opens the file at `path` and checks its header.
  ///
  /// - Throws: `WeightsError` if it is missing, truncated or not as the format says.
  public init(opening path: String) throws(WeightsError) {
    let file = try ReadableFile(path)
    let prefix = try file.read(8, at: 0)
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let limit = UInt64(SafetensorsHeader.largestByteCount)
    guard prefix.count == 8, length <= limit, length + 8 <= file.byteCount else {
      throw WeightsError(path, Self.lengthProblem(prefix, length, file.byteCount))
    }
    let text = try file.read(Int(length), at: 8)
    do {
      let dataByteCount = Int(file.byteCount - 8 - length)
      let header = try SafetensorsHeader(text, dataByteCount: dataByteCount)
      entries = Dictionary(uniqueKeysWithValues: header.entries.map { ($0.array.name, $0) })
    } catch {
      throw WeightsError(path, "no sound safetensors file: \(error.text); download it again")
    }
    self.path = path
    handle = file.handle
    dataStart = 8 + length
  }

  /// The arrays, sorted by name.
  public var arrays: [StoredArray] { entries.values.map(\.array).sorted { $0.name < $1.name } }

  /// Reads an array in single precision.
  ///
  /// - Throws: `WeightsError` if there is no such array, its type is not F32, F16, BF16 or F64, or the file ends early.
  public func tensor(_ name: String) throws(WeightsError) -> Tensor {
    guard let entry = entries[name] else { throw WeightsError(path, "has no array '\(name)'") }
    guard let decoder = entry.type.decoder else {
      throw WeightsError(
        path, "'\(name)' is \(entry.type.rawValue); expected F32, F16, BF16 or F64")
    }
    guard !entry.array.shape.contains(0) else {
      throw WeightsError(path, "'\(name)' has the shape \(entry.array.shape), without elements")
    }
    var tensor = Tensor(zeros: Shape(entry.array.shape))
    let file = ReadableFile(handle, path, byteCount: dataStart + UInt64(entry.range.upperBound))
    try tensor.withMutableSpan { elements throws(WeightsError) in
      var offset = entry.range.lowerBound
      while offset < entry.range.upperBound {
        let count = min(Self.partByteCount, entry.range.upperBound - offset)
        let bytes = try file.read(count, at: dataStart + UInt64(offset))
        let start = (offset - entry.range.lowerBound) / entry.type.byteCount
        decoder.decode(bytes.span, into: &elements, at: start)
        offset += count
      }
    }
    return tensor
  }

  private static func lengthProblem(_ prefix: Data, _ length: UInt64, _ byteCount: UInt64) -> String
  {
    if prefix.starts(with: Data("PK".utf8)) || prefix.starts(with: [0x80, 0x02]) {
      return """
        a PyTorch archive, which can run programs when it is opened; save it with \
        safetensors.torch.save_file(model.state_dict(), file) first
        """
    }
    if prefix.count < 8 {
      return "\(byteCount) bytes; expected a safetensors file; download it again"
    }
    return """
      no safetensors file: its first eight bytes ask for a header of \(length) bytes; expected at \
      most \(SafetensorsHeader.largestByteCount), and the file has \(byteCount) bytes
      """
  }
}

/// A file of bytes that are read by place.
private struct ReadableFile {
  let handle: FileHandle
  let path: String
  let byteCount: UInt64

  init(_ handle: FileHandle, _ path: String, byteCount: UInt64) {
    self.handle = handle
    self.path = path
    self.byteCount = byteCount
  }

  init(_ path: String) throws(WeightsError) {
    guard PathContent(path) != .nothing else { throw WeightsError(path, "no such file") }
    guard PathContent(path) == .file, let handle = FileHandle(forReadingAtPath: path) else {
      throw WeightsError(path, "cannot be read; expected a file of weights that you may read")
    }
    do {
      byteCount = try handle.seekToEnd()
    } catch {
      throw WeightsError(path, "cannot be read: \(error)")
    }
    self.handle = handle
    self.path = path
  }

  /// The bytes from a place on; fewer than asked for only where the file never had them.
  func read(_ count: Int, at offset: UInt64) throws(WeightsError) -> Data {
    let wanted = Int(min(UInt64(count), byteCount - min(offset, byteCount)))
    var bytes = Data()
    do {
      try handle.seek(toOffset: offset)
      while bytes.count < wanted, let part = try handle.read(upToCount: wanted - bytes.count),
        !part.isEmpty
      {
        bytes.append(part)
      }
    } catch {
      throw WeightsError(path, "cannot be read: \(error)")
    }
    guard bytes.count == wanted else {
      throw WeightsError(path, "ends at byte \(offset + UInt64(bytes.count)); it became shorter")
    }
    return bytes
  }
}
