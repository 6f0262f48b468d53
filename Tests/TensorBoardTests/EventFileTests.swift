import Foundation
import TestSupport
import Testing

@testable import TensorBoard

@Suite struct EventFileTests {
  /// Events of the file that `write` makes in a folder of its own, their checksums verified.
  private func events(
    _ write: (EventFile) throws -> Void, resumedStep: Int? = nil
  ) throws -> [DecodedMessage] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try EventFile(
      in: folder, at: Date(timeIntervalSince1970: 1_000), resumedStep: resumedStep)
    try write(file)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.first)
    #expect(names.count == 1)
    #expect(name.hasPrefix("events.out.tfevents.1000."))
    return try Self.records(Data(contentsOf: folder.appending(path: name)))
  }

  private static func records(_ data: Data) throws -> [DecodedMessage] {
    var rest = Array(data)[...]
    var records: [DecodedMessage] = []
    func number(_ bytes: ArraySlice<UInt8>) -> Int {
      bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    while !rest.isEmpty {
      let length = number(rest.prefix(8))
      #expect(UInt32(number(rest.dropFirst(8).prefix(4))) == CRC32C.masked(Array(rest.prefix(8))))
      let content = Array(rest.dropFirst(12).prefix(length))
      #expect(
        UInt32(number(rest.dropFirst(12 + length).prefix(4))) == CRC32C.masked(content))
      records.append(try DecodedMessage(content))
      rest = rest.dropFirst(16 + length)
    }
    return records
  }

  /// The check value of CRC-32C, and RFC 3720's of 32 zeros.
  @Test func `checksums are the published ones`() {
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(CRC32C.checksum(Array(repeating: 0, count: 32)) == 0x8A91_36AA)
  }

  @Test func `a file begins with its version and each point is an event`() throws {
    let events = try events { file in
      try file.write(
        [Scalar("train/loss", 0.5), Scalar("train/top1", 0.25)], step: 7,
        at: Date(timeIntervalSince1970: 1_001))
    }
    #expect(events.count == 2)
    #expect(events[0].texts(3) == ["brain.Event:2"])
    #expect(events[1].doubles(1) == [1_001])
    #expect(events[1].integers(2) == [7])
    let values = try events[1].messages(5)[0].messages(1)
    #expect(values.flatMap { $0.texts(1) } == ["train/loss", "train/top1"])
    #expect(values.flatMap { $0.floats(2) } == [0.5, 0.25])
  }

  @Test func `a run that goes on voids what older files say of later steps`() throws {
    let events = try events({ _ in }, resumedStep: 40)
    #expect(events[1].integers(2) == [40])
    #expect(try events[1].messages(7)[0].integers(1) == [1])
  }

  @Test func `a second file of the same second has another name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let time = Date(timeIntervalSince1970: 1_000)
    _ = try EventFile(in: folder, at: time)
    _ = try EventFile(in: folder, at: time)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }
}
