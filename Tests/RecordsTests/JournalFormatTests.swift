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
  }

  @Test func `a line begins with its length and its checksum`() throws {
    let line = String(decoding: try JournalFormat.line(record()), as: UTF8.self)
    #expect(
      line == """
        210 2bb1489513ab3e47 {"attempt":1,"codeVersion":"","durationSeconds":0,"metrics":\
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

  @Test func `another version of the format says what to use`() throws {
    let error = #expect(throws: StorageError.self) {
      try JournalFormat.content(Data("revisit journal 2\n".utf8), url)
    }
    #expect(
      error?.problem
        == "begins with 'revisit journal 2'; expected 'revisit journal 1': use the version that "
        + "wrote it")
  }

  @Test func `a whole record of an unknown form is not taken for a torn one`() throws {
    let payload = Data(#"{"newer":1}"#.utf8)
    let checksum = FileDigest.sha256(of: payload).prefix(16)
    let line = Data("\(payload.count) \(checksum) ".utf8) + payload + Data("\n".utf8)
    #expect(throws: StorageError.self) {
      try JournalFormat.content(JournalFormat.header + line, url)
    }
  }

  private func journal(_ records: [RunRecord]) throws -> Data {
    try records.reduce(JournalFormat.header) { try $0 + JournalFormat.line($1) }
  }
}
