// The committed tables of counts, names and starting values.

import Foundation
import Testing

/// A table of `Golden`: one dictionary a line, by the header's names.
struct GoldenTable {
  let rows: [[String: String]]

  /// Reads a table; without a header of its own it has the columns given.
  init(_ name: String, separator: Character, columns: [String]? = nil) throws {
    let url = try #require(Bundle.module.url(forResource: "Golden", withExtension: nil))
    let text = try String(contentsOf: url.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: separator).map(String.init) }
    let header = columns ?? lines[0]
    try #require(lines.count > 1, "\(name) has no lines")
    rows = lines.dropFirst(columns == nil ? 1 : 0).map { fields in
      Dictionary(uniqueKeysWithValues: zip(header, fields))
    }
  }
}

extension [String: String] {
  /// A whole number of a column.
  func integer(_ column: String) throws -> Int { try #require(Int(self[column] ?? "")) }

  /// A number of a column.
  func number(_ column: String) throws -> Double { try #require(Double(self[column] ?? "")) }

  /// A word of a column.
  func text(_ column: String) throws -> String { try #require(self[column]) }

  /// Extents spelled like `64x3x7x7`.
  func extents(_ column: String) throws -> [Int] {
    try text(column).split(separator: "x").map { try #require(Int($0)) }
  }
}
