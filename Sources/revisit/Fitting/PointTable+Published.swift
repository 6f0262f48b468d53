// Published values as points of a fit.

import Analysis
import Documents
import Foundation
import References

extension PointTable {
  /// The table of published values in a file, numbers in base units: 5.3 G is 5.3e9, 84.4 % is 0.844.
  ///
  /// A value that is not verified becomes the words that say so, and so an error where it is asked for.
  static func published(file: String) throws -> PointTable {
    let url = URL(filePath: file)
    let bytes: Data
    do {
      bytes = try SourceText.bytes(ofFile: file)
    } catch {
      throw DocumentErrors(file: file, error.errors)
    }
    let name =
      "\(url.deletingLastPathComponent().lastPathComponent)/"
      + url.deletingPathExtension().lastPathComponent
    let table = try ReferenceTable(bytes: bytes, name: name)
    let rows = table.rows.map { row in
      Row(
        line: row.position.line,
        values: zip(table.columns, row.values).map { observation(of: $1, in: $0) })
    }
    return PointTable(file: file, columns: table.columns.map(\.name), rows: rows)
  }

  private static func observation(
    of value: ReferenceValue, in column: ReferenceColumn
  ) -> ObservationValue {
    switch value.content {
    case .missing: return .missing
    case .number(let number):
      guard value.provenance.isVerified else { return .text(value.provenance.words) }
      return ObservationValue(number.scaled(by: column.unit))
    case .text, .list: return .text(value.text)
    }
  }
}
