import Foundation
import Testing

@testable import Records

@Suite struct JournalFormatTests {
  private let url = URL(filePath: "/results/s/journal")

  @Test func `records read back exactly`() throws {
    var odd = record("b-1", attempt: 2, outcome: .failed(.memory, message: "line\nbreak é"))
    odd.metrics = ["loss": .infinity, "rate": 0.1 + 0.2, "small": Double.leastNonzeroMagnitude]
    let records = [record(), odd, record("c-0", outcome: .diverged(step: 7))]
    let content = try JournalFormat.content(journal(records), url)
    #expect(content.records == records)
    #expect(try content.wholeBytes == journal(records).count)
    #expect(content.entries.map(\.sequence) == [1, 2, 3])
  }

  @Test func `a line is length, checksum, place among all records, record`() throws {
    let line = String(decoding: try JournalFormat.line(record(), sequence: 1), as: UTF8.self)
    #expect(
      line == """
        212 d7744336dcc54769 1 {"attempt":1,"codeVersion":"","durationSeconds":0,"metrics":\
        {"train.loss":0.3333333333333333,"validation.top1":0.1},"numericsFingerprint":"",\
        "outcome":{"completed":{}},"pointID":"a","replicate":0,"runID":"a-0"}

        """)
  }

  @Test func `a tail torn at any byte is cut and nothing else`() throws {
    let first = try journal([record()])
    let both = try journal([record(), record("b-0")])
    for length in first.count..<both.count {
      let content = try JournalFormat.content(both.prefix(length), url)
      #expect(content.records == [record()])
      #expect(content.wholeBytes == first.count)
    }
  }

  @Test func `a tail of zeros is cut`() throws {
    let first = try journal([record()])
    let content = try JournalFormat.content(first + Data(count: 5000), url)
    #expect(content.wholeBytes == first.count)
  }

  @Test func `a changed byte before a whole record is damage and is named`() throws {
    let first = try journal([record()])
    let bytes = try journal([record(), record("b-0"), record("c-0")])
    for position in stride(from: first.count, to: bytes.count - 300, by: 7) {
      var damaged = bytes
      damaged[position] ^= 1
      let error = #expect(throws: StorageError.self) {
        try JournalFormat.content(damaged, url)
      }
      #expect(
        error?.description == """
          /results/s/journal: record 2 at byte \(first.count) is damaged and whole ones follow; \
          restore the file from a copy, or delete that line: its result is taken again from its \
          folder in runs, or the run is repeated
          """)
    }
  }

  /// Seen red with the length not compared, the line's end taken for the record's.
  @Test func `a line of another length than it says is no record`() throws {
    let line = try JournalFormat.line(record(), sequence: 1)
    let wrong = Data("9".utf8) + line
    let content = try JournalFormat.content(JournalFormat.header + wrong, url)
    #expect(content.records == [])
  }

  /// Seen red with `hasChecksum` always true: the changed record was read.
  @Test func `a record with a changed letter at the end is cut`() throws {
    let first = try journal([record()])
    let both = try journal([record(), record("b-0")])
    let text = String(decoding: both, as: UTF8.self).replacing("\"b-0\"", with: "\"c-0\"")
    let content = try JournalFormat.content(Data(text.utf8), url)
    #expect(content.records == [record()])
    #expect(content.wholeBytes == first.count)
  }

  @Test func `what was added is read from where reading ended`() throws {
    let first = try journal([record()])
    let both = try journal([record(), record("b-0")])
    let added = try JournalFormat.content(
      both.dropFirst(first.count), after: .init(bytes: first.count, records: 1), url)
    #expect(added.records == [record("b-0")])
    #expect(added.wholeBytes == both.count)
  }

  @Test func `records of version 1 count from the first`() throws {
    let payload = try RecordCoding.encode(record())
    let line = Data("\(payload.count) \(JournalFormat.checksum(payload)) ".utf8) + payload
    let content = try JournalFormat.content(
      JournalFormat.firstHeader + line + Data("\n".utf8), url)
    #expect(content.entries == [JournalFormat.Entry(sequence: 1, record: record())])
  }

  @Test func `another version of the format says what to use`() throws {
    let error = #expect(throws: StorageError.self) {
      try JournalFormat.content(Data("revisit journal 3\n".utf8), url)
    }
    #expect(
      error?.problem
        == "begins with 'revisit journal 3'; expected 'revisit journal 1' or 'revisit journal 2': "
        + "use the version that wrote it")
  }

  @Test func `a whole record of an unknown form is not taken for a torn one`() throws {
    let payload = Data(#"1 {"newer":1}"#.utf8)
    let line = Data("\(payload.count) \(JournalFormat.checksum(payload)) ".utf8) + payload
    let error = #expect(throws: StorageError.self) {
      try JournalFormat.content(JournalFormat.header + line + Data("\n".utf8), url)
    }
    #expect(
      error?.problem
        == "record 1 at byte 40 is whole but of a form this version does not know; use the version "
        + "that wrote it")
  }

  private func journal(_ records: [RunRecord]) throws -> Data {
    try records.enumerated().reduce(JournalFormat.header) {
      try $0 + JournalFormat.line($1.element, sequence: $1.offset + 1)
    }
  }
}
