import Foundation
import References
import Reports
import Testing

/// The published side of the tables that `paper-tables/specs/` specifies.
@Suite struct ProjectTablesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables", directoryHint: .isDirectory).standardizedFileURL

  @Test func `every published value stands so in a file with a source`() throws {
    let library = try ReferenceLibrary(folder: Self.folder.appending(path: "reference"))
    var count = 0
    for specification in try TableSpecification.all(in: Self.folder.appending(path: "specs")) {
      let made = try SpecifiedTable(
        specification, library: library,
        provenance: { Provenance(references: $0, commit: "none") },
        ours: { _ in .missing(reason: "not asked") })
      for (row, origins) in zip(made.table.rows, made.origins) {
        for (cell, origin) in zip(row, origins) {
          guard let origin else { continue }
          count += 1
          let table = try library.table(named: origin.table)
          #expect(!table.sources.isEmpty && origin.value.provenance.isVerified)
          #expect((table.rows.flatMap(\.values) + table.facts.map(\.value)).contains(origin.value))
          #expect(Self.shows(cell, origin.value), "\(specification.name): \(cell) \(origin)")
        }
      }
    }
    #expect(count > 850)
  }

  /// Whether a cell shows a value: its words, or its number times a power of ten for the unit, in as many digits.
  private static func shows(_ cell: ReportCell, _ value: ReferenceValue) -> Bool {
    switch (cell, value.content) {
    case (.text(let text), _): return text == value.text
    case (.missing, .missing): return true
    case (.number(let number), .number(let printed)):
      let power = printed.value == 0 ? 0 : log10(number.value / printed.value)
      return abs(power - power.rounded()) < 1e-12 && number.decimals == printed.decimals
        && (number.value == 0) == (printed.value == 0)
    case (.missing, _), (.number, _): return false
    }
  }
}
