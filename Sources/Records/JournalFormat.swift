// The text of the journal: a header, then a line a record with its length and checksum before it.
//
//     revisit journal 1
//     412 9f86d081884c7d65 {"attempt":1,...}
//
// The checksum is the first 16 digits of SHA-256: 64 bits, from a library that is linked anyway. A
// record has no line break inside, so the start of the next one is found even behind a damaged one:
// that tells a torn tail, which a crash leaves, from damage, which it cannot leave.

import Foundation

enum JournalFormat {
  static let header = Data("revisit journal 1\n".utf8)
  private static let lineBreak = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")

  /// What a journal holds, and how many of its bytes are whole.
  struct Content {
    var records: [RunRecord]
    var wholeBytes: Int
  }

  /// The line of a record.
  static func line(_ record: RunRecord) throws -> Data {
    let payload = try RecordCoding.encode(record)
    return Data("\(payload.count) \(checksum(payload)) ".utf8) + payload + [lineBreak]
  }

  /// Reads a journal; a torn tail is left out of `wholeBytes`.
  ///
  /// - Throws: `StorageError` for another format, and for a damaged record that others follow.
  static func content(_ bytes: Data, _ url: URL) throws -> Content {
    try checkHeader(bytes, url)
    var content = Content(records: [], wholeBytes: header.count)
    while content.wholeBytes < bytes.count {
      guard let (payload, end) = payload(at: content.wholeBytes, of: bytes) else {
        try refuseDamage(bytes, content, url)
        break
      }
      content.records.append(try record(payload, content, url))
      content.wholeBytes = end
    }
    return content
  }

  private static func checkHeader(_ bytes: Data, _ url: URL) throws {
    guard !bytes.starts(with: header) else { return }
    let found = String(decoding: bytes.prefix { $0 != lineBreak }.prefix(40), as: UTF8.self)
    let expected = String(decoding: header.dropLast(), as: UTF8.self)
    throw StorageError(
      url, "begins with '\(found)'; expected '\(expected)': use the version that wrote it")
  }

  private static func record(_ payload: Data, _ content: Content, _ url: URL) throws -> RunRecord {
    do {
      return try RecordCoding.decode(RunRecord.self, from: payload)
    } catch {
      throw StorageError(
        url,
        "record \(content.records.count + 1) at byte \(content.wholeBytes) is whole but of a form "
          + "this version does not know; use the version that wrote it")
    }
  }

  /// The payload of the line that starts at `offset`, if all of it is there and its checksum right.
  private static func payload(at offset: Int, of bytes: Data) -> (Data, end: Int)? {
    guard let end = bytes[offset...].firstIndex(of: lineBreak) else { return nil }
    let parts = bytes[offset..<end].split(
      separator: space, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = parts.last,
      String(decoding: parts[0], as: UTF8.self) == "\(payload.count)",
      String(decoding: parts[1], as: UTF8.self) == checksum(payload)
    else { return nil }
    return (payload, end + 1)
  }

  /// A crash tears only the end of the file, so whole records behind a bad one mean damage.
  private static func refuseDamage(_ bytes: Data, _ content: Content, _ url: URL) throws {
    var search = content.wholeBytes
    while let end = bytes[search...].firstIndex(of: lineBreak) {
      search = end + 1
      guard payload(at: search, of: bytes) != nil else { continue }
      throw StorageError(
        url,
        "record \(content.records.count + 1) at byte \(content.wholeBytes) is damaged and whole "
          + "ones follow; restore the file from a copy, or delete that line: its result is taken "
          + "again from its folder in runs, or the run is repeated")
    }
  }

  private static func checksum(_ payload: Data) -> String {
    String(FileDigest.sha256(of: payload).prefix(16))
  }
}
