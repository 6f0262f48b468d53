// The text of a journal: a header, then a line a record with its length and checksum before it.
//
//     revisit journal 2
//     414 9f86d081884c7d65 7 {"attempt":1,...}
//
// The checksum is the first 16 digits of SHA-256: 64 bits, from a library that is linked anyway. A
// record has no line break inside, so the start of the next one is found even behind a damaged one:
// that tells a torn tail, which a crash leaves, from damage, which it cannot leave. The number
// before the record is greater than all that its writer had read when it wrote: by it the journals
// of several writers have one order, whatever their clocks say. Version 1 had one journal and no
// such numbers; its records count from 1.

import Crypto
import Foundation

enum JournalFormat {
  static let header = Data("revisit journal 2\n".utf8)
  static let firstHeader = Data("revisit journal 1\n".utf8)
  private static let lineBreak = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
  private static let checksumDigits = 16
  private static let digits = Array("0123456789abcdef".utf8)

  /// A record with its place among those of all writers.
  struct Entry: Hashable, Sendable {
    var sequence: Int
    var record: RunRecord
  }

  /// How far a journal was read.
  struct Position: Hashable, Sendable {
    var bytes = 0
    var records = 0
  }

  /// What a journal holds, and how many of its bytes are whole.
  struct Content {
    var entries: [Entry]
    var wholeBytes: Int
    var records: [RunRecord] { entries.map(\.record) }
  }

  /// The line of a record.
  static func line(_ record: RunRecord, sequence: Int) throws -> Data {
    let payload = Data("\(sequence) ".utf8) + (try RecordCoding.encode(record))
    return Data("\(payload.count) \(checksum(payload)) ".utf8) + payload + [lineBreak]
  }

  static func checksum(_ payload: Data) -> String {
    String(FileDigest.sha256(of: payload).prefix(checksumDigits))
  }

  /// Reads a journal; a torn tail is left out of `wholeBytes`.
  ///
  /// - Throws: `StorageError` for another format, and for a damaged record that others follow.
  static func content(_ bytes: Data, _ url: URL) throws -> Content {
    let isFirst = bytes.starts(with: firstHeader)
    guard isFirst || bytes.starts(with: header) else { throw unknown(bytes, url) }
    return try content(
      [UInt8](bytes), after: Position(), url, skipping: header.count, isFirst: isFirst)
  }

  /// Reads what was added to a journal of this version behind `known`.
  static func content(_ bytes: Data, after known: Position, _ url: URL) throws -> Content {
    try content([UInt8](bytes), after: known, url, skipping: 0, isFirst: false)
  }

  /// Reads lines.
  ///
  /// - Parameters:
  ///   - bytes: The file from `known` on.
  ///   - known: What was read before.
  ///   - url: The file, for errors.
  ///   - header: Bytes before the first line.
  ///   - isFirst: Whether records have no numbers.
  /// - Returns: The records from `known` on.
  /// - Throws: `StorageError` for damage.
  private static func content(
    _ bytes: [UInt8], after known: Position, _ url: URL, skipping header: Int, isFirst: Bool
  ) throws -> Content {
    var payloads: [Range<Int>] = []
    var position = header
    while position < bytes.count {
      guard let payload = payload(at: position, of: bytes) else {
        try refuseDamage(bytes, position, known, payloads.count, url)
        break
      }
      payloads.append(payload)
      position = payload.upperBound + 1
    }
    let sequences = payloads.enumerated().map { index, payload in
      isFirst ? (number: index + 1, start: payload.lowerBound) : sequence(bytes, payload)
    }
    let bodies = zip(payloads, sequences).map { $1.start..<$0.upperBound }
    let records = try records(bytes, bodies, known, url)
    return Content(
      entries: zip(sequences, records).map { Entry(sequence: $0.number, record: $1) },
      wholeBytes: known.bytes + position)
  }

  // MARK: - Lines

  /// The payload of the line that starts at `start`, if all of it is there and its checksum right.
  private static func payload(at start: Int, of bytes: [UInt8]) -> Range<Int>? {
    guard let (length, end) = number(bytes, start), end < bytes.count, bytes[end] == space
    else { return nil }
    let payload = end + 1 + checksumDigits + 1
    guard payload + length < bytes.count, bytes[payload - 1] == space,
      bytes[payload + length] == lineBreak
    else { return nil }
    let range = payload..<payload + length
    return hasChecksum(bytes, at: end + 1, of: range) ? range : nil
  }

  private static func hasChecksum(_ bytes: [UInt8], at start: Int, of payload: Range<Int>) -> Bool {
    var position = start
    for byte in SHA256.hash(data: bytes[payload]).prefix(checksumDigits / 2) {
      guard bytes[position] == digits[Int(byte >> 4)],
        bytes[position + 1] == digits[Int(byte & 15)]
      else { return false }
      position += 2
    }
    return true
  }

  /// The number of a payload and where its record starts; the checksum says that it is there.
  private static func sequence(
    _ bytes: [UInt8], _ payload: Range<Int>
  ) -> (number: Int, start: Int) {
    guard let (number, end) = number(bytes, payload.lowerBound) else {
      return (0, payload.lowerBound)
    }
    return (number, end + 1)
  }

  /// A number in the shortest spelling, and where it ends.
  private static func number(_ bytes: [UInt8], _ start: Int) -> (Int, end: Int)? {
    var (value, position) = (0, start)
    while position < bytes.count, position < start + 15,
      let digit = digits.prefix(10).firstIndex(of: bytes[position])
    {
      value = value * 10 + digit
      position += 1
    }
    return position > start && bytes[start] != digits[0] ? (value, position) : nil
  }

  // MARK: - Records

  /// All records decoded at once, which takes half the time of one by one.
  private static func records(
    _ bytes: [UInt8], _ bodies: [Range<Int>], _ known: Position, _ url: URL
  ) throws -> [RunRecord] {
    var list = Data("[".utf8)
    for body in bodies {
      if list.count > 1 { list.append(UInt8(ascii: ",")) }
      list.append(contentsOf: bytes[body])
    }
    list.append(UInt8(ascii: "]"))
    if let records = try? RecordCoding.decode([RunRecord].self, from: list),
      records.count == bodies.count
    {
      return records
    }
    return try bodies.enumerated().map { index, body in
      do {
        return try RecordCoding.decode(RunRecord.self, from: Data(bytes[body]))
      } catch {
        throw StorageError(
          url,
          "record \(known.records + index + 1) at byte "
            + "\(known.bytes + body.lowerBound) is whole but of a form this version does not "
            + "know; use the version that wrote it")
      }
    }
  }

  // MARK: - Errors

  private static func unknown(_ bytes: Data, _ url: URL) -> StorageError {
    let found = String(decoding: bytes.prefix { $0 != lineBreak }.prefix(40), as: UTF8.self)
    return StorageError(
      url,
      "begins with '\(found)'; expected 'revisit journal 1' or 'revisit journal 2': use the "
        + "version that wrote it")
  }

  /// A crash tears only the end of the file, so whole records behind a bad one mean damage.
  private static func refuseDamage(
    _ bytes: [UInt8], _ position: Int, _ known: Position, _ count: Int, _ url: URL
  ) throws {
    var search = position
    while let end = bytes[search...].firstIndex(of: lineBreak) {
      search = end + 1
      guard payload(at: search, of: bytes) != nil else { continue }
      throw StorageError(
        url,
        "record \(known.records + count + 1) at byte \(known.bytes + position) is "
          + "damaged and whole ones follow; restore the file from a copy, or delete that line: "
          + "its result is taken again from its folder in runs, or the run is repeated")
    }
  }
}
