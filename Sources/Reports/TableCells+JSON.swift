// The record of a table as text: stable bytes, a line for each row, run and origin.

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
        "\"runs\": \(try lines(runs))", "\"table\": \(try text(head))",
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
