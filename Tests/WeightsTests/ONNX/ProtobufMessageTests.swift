import Foundation
import Tensors
import Testing

@testable import Weights

@Suite struct ProtobufMessageTests {
  /// The examples of protobuf.dev/programming-guides/encoding.
  @Test func `fields have the published bytes`() throws {
    var number = ProtobufMessage()
    number.append(1, 150)
    #expect(try bytes(number) == [0x08, 0x96, 0x01])
    var text = ProtobufMessage()
    text.append(2, "testing")
    #expect(try bytes(text) == [0x12, 0x07] + Array("testing".utf8))
    var outer = ProtobufMessage()
    outer.append(3, number)
    #expect(try bytes(outer) == [0x1A, 0x03, 0x08, 0x96, 0x01])
    var negative = ProtobufMessage()
    negative.append(1, -2)
    #expect(
      try bytes(negative) == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }

  @Test func `numbers and tensors lie with the least significant byte first`() throws {
    var message = ProtobufMessage()
    message.append(2, Float(1))
    #expect(try bytes(message) == [0x15, 0, 0, 0x80, 0x3F])
    var tensor = ProtobufMessage()
    tensor.append(9, Tensor([1, 2], shape: [2]))
    #expect(try bytes(tensor) == [0x4A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
  }

  @Test(arguments: [0, 1, 127, 128, 300, 16_384, Int.max, -1])
  func `whole numbers read back`(number: Int) throws {
    var message = ProtobufMessage()
    message.append(20, number)
    let decoded = try DecodedMessage(bytes(message))
    #expect(decoded.integers(20) == [number])
  }

  @Test func `the size of nested messages is the one written`() throws {
    var inner = ProtobufMessage()
    inner.append(1, String(repeating: "x", count: 200))
    inner.append(9, Tensor(zeros: [100]))
    var outer = ProtobufMessage()
    outer.append(2, inner)
    outer.append(3, 7)
    #expect(try bytes(outer).count == outer.byteCount)
    let decoded = try DecodedMessage(bytes(outer))
    #expect(try decoded.messages(2)[0].bytes(9)[0].count == 400)
    #expect(decoded.integers(3) == [7])
  }
}

/// What a message writes.
func bytes(_ message: ProtobufMessage) throws -> [UInt8] {
  try Scratch.with { scratch in
    let path = try scratch.write(Data(), to: "message")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try message.write(to: handle)
    try handle.close()
    return Array(try scratch.bytes("message"))
  }
}
