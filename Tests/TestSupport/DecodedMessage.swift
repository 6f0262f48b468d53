// Reads the wire format of protocol buffers again, without the code that wrote it.

/// The fields of a message in their order.
public struct DecodedMessage {
  /// A field's value.
  public enum Value: Equatable {
    /// A whole number.
    case integer(UInt64)
    /// The bits of a number in single precision.
    case fixed32(UInt32)
    /// The bits of a number in double precision.
    case fixed64(UInt64)
    /// Text, bytes or a message.
    case bytes([UInt8])
  }

  struct Malformed: Error {}

  /// The fields with their numbers.
  public private(set) var fields: [(number: Int, value: Value)] = []

  /// Reads a message.
  ///
  /// - Throws: An error where the bytes are none.
  public init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let tag = try Self.varint(&rest)
      let number = Int(tag >> 3)
      switch tag & 7 {
      case 0: fields.append((number, .integer(try Self.varint(&rest))))
      case 1: fields.append((number, .fixed64(try Self.fixed(8, &rest))))
      case 2:
        let count = Int(try Self.varint(&rest))
        fields.append((number, .bytes(Array(try Self.take(count, &rest)))))
      case 5: fields.append((number, .fixed32(UInt32(try Self.fixed(4, &rest)))))
      default: throw Malformed()
      }
    }
  }

  /// The whole numbers of a field.
  public func integers(_ number: Int) -> [Int] {
    fields.compactMap { field in
      guard field.number == number, case .integer(let value) = field.value else { return nil }
      return Int(truncatingIfNeeded: value)
    }
  }

  /// The byte strings of a field.
  public func bytes(_ number: Int) -> [[UInt8]] {
    fields.compactMap { field in
      guard field.number == number, case .bytes(let value) = field.value else { return nil }
      return value
    }
  }

  /// The texts of a field.
  public func texts(_ number: Int) -> [String] {
    bytes(number).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The messages of a field.
  ///
  /// - Throws: An error where one is none.
  public func messages(_ number: Int) throws -> [DecodedMessage] {
    try bytes(number).map(DecodedMessage.init)
  }

  /// The numbers in double precision of a field.
  public func doubles(_ number: Int) -> [Double] {
    fields.compactMap { field in
      guard field.number == number, case .fixed64(let bits) = field.value else { return nil }
      return Double(bitPattern: bits)
    }
  }

  /// The numbers in single precision of a field.
  public func floats(_ number: Int) -> [Float] {
    fields.compactMap { field in
      guard field.number == number, case .fixed32(let bits) = field.value else { return nil }
      return Float(bitPattern: bits)
    }
  }

  private static func fixed(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    try take(count, &rest).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<
    UInt8
  > {
    guard count <= rest.count else { throw Malformed() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard let byte = rest.popFirst() else { throw Malformed() }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed()
  }
}
