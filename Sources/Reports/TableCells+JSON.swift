// The record of a table as text: stable bytes, a line for each row, run and origin.

import Analysis
public import Foundation

extension TableCells {
  /// The ending of its file.
  public static let fileEnding = ".cells.json"

  /// The version of the form.
  private static let format = 1

  /// The record as JSON: keys sorted, no time, one line for each part.
  ///
  /// - Throws: `EncodingError`, which no table gives.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
      }
      func lines(_ values: [some Encodable]) throws -> String {
        values.isEmpty
          ? "[]" : "[\n" + (try values.map(text).joined(separator: ",\n")) + "\n]"
      }
      let parts = [
        "\"columns\": \(try lines(columns))", "\"digests\": \(try text(digests))",
        "\"format\": \(Self.format)", "\"origins\": \(try lines(origins))",
        "\"rows\": \(try lines(rows))", "\"rules\": \(try lines(rules))",
        "\"runs\": \(runs.isEmpty ? "[]" : "[\n\(runs.map(\.json).joined(separator: ",\n"))\n]")",
        "\"table\": \(try text(head))",
      ]
      return "{\n" + parts.joined(separator: ",\n") + "\n}\n"
    }
  }

  /// Reads a record.
  ///
  /// - Parameters:
  ///   - json: The file's content.
  ///   - name: The file in words, for errors.
  /// - Throws: `ReportError` where it is no record, or one of a later form.
  public init(json: Data, named name: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let read: File
    do {
      read = try decoder.decode(File.self, from: json)
    } catch {
      throw ReportError(
        "\(name): no record of a table's cells; expected what 'revisit report' or 'revisit tables' "
          + "writes: write it anew")
    }
    guard read.format <= Self.format else {
      throw ReportError(
        "\(name): written in form \(read.format); this program reads form \(Self.format)")
    }
    for (index, row) in read.rows.enumerated() where row.count != read.columns.count {
      throw ReportError(
        "\(name): row \(index + 1) has \(row.count) cells; expected \(read.columns.count), one a "
          + "column: write it anew")
    }
    self.init(
      head: read.table, columns: read.columns, rows: read.rows, rules: read.rules,
      origins: read.origins, runs: read.runs, digests: read.digests)
  }

  /// Reads a file.
  ///
  /// - Throws: `ReportError` where it is no record; the file system's errors.
  public init(file: URL) throws {
    try self.init(json: Data(contentsOf: file), named: file.relativePath)
  }

  private struct File: Decodable {
    let columns: [Column]
    let digests: [String: String]
    let format: Int
    let origins: [Origin]
    let rows: [[Cell]]
    let rules: [CellRule]
    let runs: [RecordedRun]
    let table: Head
  }
}

extension RecordedRun {
  /// The run as the encoder would write it, which takes ten times as long; a study may have ten thousand.
  fileprivate var json: String {
    let numbers = values.keys.sorted().map { "\(quoted($0)):\(number(values[$0] ?? .nan))" }
    let parts = [
      "\"commit\":\(quoted(commit))", "\"numerics\":\(quoted(numerics))",
      outcome.map { "\"outcome\":\(quoted($0))" }, "\"run\":\(quoted(run))",
      "\"values\":{\(numbers.joined(separator: ","))}",
      weights.map { "\"weights\":\(quoted($0))" },
    ]
    return "{\(parts.compactMap(\.self).joined(separator: ","))}"
  }

  private func number(_ value: Double) -> String {
    value.isFinite
      ? shortestText(of: value) : value.isNaN ? "\"nan\"" : value < 0 ? "\"-inf\"" : "\"inf\""
  }

  /// A text in quotes; what JSON escapes is escaped by number.
  private func quoted(_ text: String) -> String {
    let needsEscapes = text.unicodeScalars.contains { $0.value < 32 || $0 == "\"" || $0 == "\\" }
    guard needsEscapes else { return "\"\(text)\"" }
    let escaped = text.unicodeScalars.map { scalar -> String in
      guard scalar.value < 32 || scalar == "\"" || scalar == "\\" else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"\(escaped.joined())\""
  }
}
