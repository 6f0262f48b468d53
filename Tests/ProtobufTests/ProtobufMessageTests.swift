import Foundation
import Protobuf
import TestSupport
import Testing

@Suite struct ProtobufMessageTests {
  /// The examples of protobuf.dev/programming-guides/encoding.
  @Test func `fields have the published bytes`() throws {
    var number = ProtobufMessage()
    number.append(1, 150)
    #expect(number.bytes == [0x08, 0x96, 0x01])
    var text = ProtobufMessage()
    text.append(2, "testing")
    #expect(text.bytes == [0x12, 0x07] + Array("testing".utf8))
    var outer = ProtobufMessage()
    outer.append(3, number)
    #expect(outer.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
    var negative = ProtobufMessage()
    negative.append(1, -2)
    #expect(
      negative.bytes == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }

  @Test func `numbers lie with the least significant byte first`() throws {
    var message = ProtobufMessage()
    message.append(2, Float(1))
    #expect(message.bytes == [0x15, 0, 0, 0x80, 0x3F])
    var double = ProtobufMessage()
    double.append(1, 1.0)
    #expect(double.bytes == [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F])
  }

  @Test(arguments: [0, 1, 127, 128, 300, 16_384, Int.max, -1])
  func `whole numbers read back`(number: Int) throws {
    var message = ProtobufMessage()
    message.append(20, number)
    let decoded = try DecodedMessage(message.bytes)
    #expect(decoded.integers(20) == [number])
  }

  @Test func `the size of nested messages is the one written`() throws {
    var inner = ProtobufMessage()
    inner.append(1, String(repeating: "x", count: 200))
    inner.append(9, count: 400) { Array(repeating: 7, count: 400) }
    var outer = ProtobufMessage()
    outer.append(2, inner)
    outer.append(3, 7)
    #expect(outer.bytes.count == outer.byteCount)
    let decoded = try DecodedMessage(outer.bytes)
    #expect(try decoded.messages(2)[0].bytes(9)[0].count == 400)
    #expect(decoded.integers(3) == [7])
  }

  @Test func `a file receives the same bytes`() throws {
    var message = ProtobufMessage()
    message.append(2, "testing")
    message.append(3, count: 2) { [1, 2] }
    let path = FileManager.default.temporaryDirectory.appending(path: "message-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try message.write(to: handle)
    try handle.close()
    #expect(FileManager.default.contents(atPath: path).map(Array.init) == message.bytes)
  }
}
