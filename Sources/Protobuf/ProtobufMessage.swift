// The wire format of protocol buffers, as far as ONNX and TensorBoard's event files need it.
//
// Ours, because a few dozen lines write it; the generated code of their schemas and its library are many thousand.

public import Foundation

/// A message that is being written, field by field.
///
/// Large arrays are not copied into it: each is turned into bytes by itself when the message is written.
///
/// - Source: protobuf.dev/programming-guides/encoding.
public struct ProtobufMessage {
  private enum Piece {
    case bytes([UInt8])
    case deferred(() -> [UInt8])

    var bytes: [UInt8] {
      switch self {
      case .bytes(let bytes): bytes
      case .deferred(let make): make()
      }
    }
  }

  /// How a field is laid out.
  private enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private var pieces: [Piece] = []
  /// Bytes of the message.
  public private(set) var byteCount = 0

  /// A message without fields.
  public init() {}

  /// A whole number; negative ones take ten bytes.
  public mutating func append(_ field: Int, _ value: Int) {
    append(Self.tag(field, .varint) + Self.varint(UInt64(bitPattern: Int64(value))))
  }

  /// A number in single precision.
  public mutating func append(_ field: Int, _ value: Float) {
    let bits = value.bitPattern
    append(
      Self.tag(field, .fixed32)
        + (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) })
  }

  /// A number in double precision.
  public mutating func append(_ field: Int, _ value: Double) {
    let bits = value.bitPattern
    append(
      Self.tag(field, .fixed64)
        + (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) })
  }

  /// Text.
  public mutating func append(_ field: Int, _ value: String) {
    let bytes = Array(value.utf8)
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(bytes.count)) + bytes)
  }

  /// Bytes that are made when the message is written; there have to be `count` of them.
  public mutating func append(_ field: Int, count: Int, _ bytes: @escaping () -> [UInt8]) {
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(count)))
    pieces.append(.deferred(bytes))
    byteCount += count
  }

  /// A message within the message.
  public mutating func append(_ field: Int, _ message: ProtobufMessage) {
    append(Self.tag(field, .lengthDelimited) + Self.varint(UInt64(message.byteCount)))
    pieces += message.pieces
    byteCount += message.byteCount
  }

  /// The whole message.
  public var bytes: [UInt8] { pieces.flatMap(\.bytes) }

  /// Writes the message to a file, piece by piece.
  ///
  /// - Throws: What the file throws.
  public func write(to file: FileHandle) throws {
    for piece in pieces { try file.write(contentsOf: piece.bytes) }
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
