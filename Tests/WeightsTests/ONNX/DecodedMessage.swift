// Reads the wire format of protocol buffers again, without the code that wrote it.

/// The fields of a message in their order.
struct DecodedMessage {
  enum Value: Equatable {
    case integer(UInt64)
    case fixed32(UInt32)
    case bytes([UInt8])
  }

  struct Malformed: Error {}

  private(set) var fields: [(number: Int, value: Value)] = []

  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let tag = try Self.varint(&rest)
      let number = Int(tag >> 3)
      switch tag & 7 {
      case 0: fields.append((number, .integer(try Self.varint(&rest))))
      case 2:
        let count = Int(try Self.varint(&rest))
        fields.append((number, .bytes(Array(try Self.take(count, &rest)))))
      case 5:
        let bits = try Self.take(4, &rest).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        fields.append((number, .fixed32(bits)))
      default: throw Malformed()
      }
    }
  }

  func integers(_ number: Int) -> [Int] {
    fields.compactMap { field in
      guard field.number == number, case .integer(let value) = field.value else { return nil }
      return Int(truncatingIfNeeded: value)
    }
  }

  func bytes(_ number: Int) -> [[UInt8]] {
    fields.compactMap { field in
      guard field.number == number, case .bytes(let value) = field.value else { return nil }
      return value
    }
  }

  func texts(_ number: Int) -> [String] {
    bytes(number).map { String(decoding: $0, as: UTF8.self) }
  }

  func messages(_ number: Int) throws -> [DecodedMessage] {
    try bytes(number).map(DecodedMessage.init)
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
