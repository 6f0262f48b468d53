// The wire format of protocol buffers, as far as ONNX needs it.
//
// Ours, because a few dozen lines write it; the generated code of ONNX's schema and its library are many thousand.

import Foundation
import Tensors

/// A message that is being written, field by field.
///
/// The numbers of tensors are not copied into it: they are turned into bytes one array at a time when the message is
/// written to a file.
///
/// - Source: protobuf.dev/programming-guides/encoding.
struct ProtobufMessage {
  private enum Piece {
    case bytes([UInt8])
    case tensor(Tensor)
  }

  /// How a field is laid out.
  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private var pieces: [Piece] = []
  /// Bytes of the message.
  private(set) var byteCount = 0

  /// A whole number; negative ones take ten bytes.
  mutating func append(_ field: Int, _ value: Int) {
    append(Self.tag(field, .varint) + Self.varint(UInt64(bitPattern: Int64(value))))
  }

  /// A number in single precision.
  mutating func append(_ field: Int, _ value: Float) {
    let bits = value.bitPattern
    append(
      Self.tag(field, .fixed32)
        + (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) })
  }

  /// Text.
  mutating func append(_ field: Int, _ value: String) {
    let bytes = Array(value.utf8)
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(bytes.count)) + bytes)
  }

  /// A tensor's elements, four bytes each, least significant first.
  mutating func append(_ field: Int, _ tensor: Tensor) {
    let count = 4 * tensor.shape.count
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(count)))
    pieces.append(.tensor(tensor))
    byteCount += count
  }

  /// A message within the message.
  mutating func append(_ field: Int, _ message: ProtobufMessage) {
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(message.byteCount)))
    pieces += message.pieces
    byteCount += message.byteCount
  }

  /// Writes the message to a file.
  ///
  /// - Throws: What the file throws.
  func write(to file: FileHandle) throws {
    for piece in pieces {
      switch piece {
      case .bytes(let bytes): try file.write(contentsOf: bytes)
      case .tensor(let tensor): try file.write(contentsOf: tensor.littleEndianBytes)
      }
    }
  }

  private mutating func append(_ bytes: [UInt8]) {
    byteCount += bytes.count
    if case .bytes(let last)? = pieces.last {
      pieces[pieces.count - 1] = .bytes(last + bytes)
    } else {
      pieces.append(.bytes(bytes))
    }
  }

  private static func tag(_ field: Int, _ type: WireType) -> [UInt8] {
    varint(UInt64(field) << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private static func varint(_ value: UInt64) -> [UInt8] {
    var (bytes, rest): ([UInt8], UInt64) = ([], value)
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
