import Documents
import Foundation
import References
import Reports
import Testing

/// The published side of the tables that `paper-tables/specs/` specifies.
@Suite struct ProjectTablesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../paper-tables", directoryHint: .isDirectory).standardizedFileURL

  private static let library = Result {
    try ReferenceLibrary(folder: folder.appending(path: "reference"))
  }

  private static let specifications = Result {
    try TableSpecification.all(in: folder.appending(path: "specs"))
  }

  private static func table(_ specification: TableSpecification) throws -> SpecifiedTable {
    try SpecifiedTable(
      specification, library: library.get(),
      provenance: { Provenance(references: $0, commit: "none") },
      ours: { _ in .missing(reason: "not asked") })
  }

  /// Where a published value stands in a table, and what its readers ought to see there.
  private struct Place {
    let row: Int
    let column: Int
    let cell: ReportCell
    let origin: SpecifiedTable.Origin
  }

  private static func places(_ made: SpecifiedTable) -> [Place] {
    made.origins.enumerated().flatMap { row, origins in
      origins.enumerated().compactMap { column, origin in
        origin.map {
          Place(row: row, column: column, cell: made.table.rows[row][column], origin: $0)
        }
      }
    }
  }

  @Test func `every published value stands so in a file with a source`() throws {
    let library = try Self.library.get()
    var count = 0
    for specification in try Self.specifications.get() {
      for place in Self.places(try Self.table(specification)) {
        count += 1
        let (origin, table) = (place.origin, try library.table(named: place.origin.table))
        #expect(!table.sources.isEmpty && origin.value.provenance.isVerified)
        #expect((table.rows.flatMap(\.values) + table.facts.map(\.value)).contains(origin.value))
        #expect(Self.shows(place.cell, origin.value), "\(specification.name): \(place)")
      }
    }
    #expect(count > 4_000)
  }

  @Test func `every published value stands in its file at the line that is told`() throws {
    var files: [String: [String]] = [:]
    for specification in try Self.specifications.get() {
      for place in Self.places(try Self.table(specification)) {
        let name = place.origin.table
        let lines = try files[name] ?? Self.lines(of: name)
        files[name] = lines
        let value = place.origin.value
        let rest = lines[value.line - 1].unicodeScalars.dropFirst(value.position.column - 1)
        #expect(
          String(String.UnicodeScalarView(rest)).begins(with: value),
          "\(specification.name): \(name).yaml:\(value.position)")
      }
    }
  }

  @Test func `every published value is the same in all forms of a table`() throws {
    for specification in try Self.specifications.get() {
      let made = try Self.table(specification)
      let written = try WrittenCells(made.table)
      let wrong = Self.places(made).filter { !written.shows($0.origin.value, $0.row, $0.column) }
      #expect(wrong.isEmpty, "\(specification.name): \(wrong.prefix(3))")
    }
  }

  @Test(arguments: [TableFormat.markdown, .latex, .html])
  func `a digit changed in one form is found`(form: TableFormat) throws {
    let all = try Self.specifications.get()
    let specification = try #require(all.first { $0.name == "resnet-rs-table3" })
    let made = try Self.table(specification)
    var texts = Dictionary(
      uniqueKeysWithValues: [TableFormat.markdown, .latex, .html].map {
        ($0, made.table.text(in: $0))
      })
    let text = try #require(texts[form])
    texts[form] = text.replacing("84.7", with: "84.9")
    #expect(texts[form] != text)
    let written = try WrittenCells(
      texts, csv: made.table.text(in: .csv), rowCount: made.table.rows.count)
    let wrong = Self.places(made).filter { !written.shows($0.origin.value, $0.row, $0.column) }
    #expect(wrong.map(\.origin.value.text) == ["84.7"])
  }

  @Test func `no cell for readers is empty without a reason`() throws {
    for specification in try Self.specifications.get() {
      let table = try Self.table(specification).table
      let shown = table.columns.indices.filter { !table.columns[$0].isForPrograms }
      for (index, row) in table.rows.enumerated() {
        let empty = shown.filter { row[$0] == .text("") || row[$0] == .missing(reason: "") }
        #expect(
          empty.isEmpty,
          "\(specification.name), row \(index + 1): \(empty.map { table.columns[$0].header })")
      }
    }
  }

  /// What is only remembered is told by no cell of any table, in words or numbers.
  @Test func `every column of a table that is shown has values that are verified or a reason`()
    throws
  {
    let library = try Self.library.get()
    var withheld = 0
    for specification in try Self.specifications.get() {
      let made = try Self.table(specification)
      guard case .reference(let name, _) = specification.rows else { continue }
      let unverified = Set(
        try library.table(named: name).rows.flatMap(\.values)
          .filter { !$0.provenance.isVerified }.map(\.position))
      withheld += unverified.count
      let shown = Self.places(made).map(\.origin).filter { $0.table == name }
      #expect(shown.allSatisfy { !unverified.contains($0.value.position) })
    }
    #expect(withheld > 20)
  }

  private static func lines(of table: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: "reference/\(table).yaml"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether a cell shows a value: its words, or its number times a power of ten for the unit, in as many digits.
  private static func shows(_ cell: ReportCell, _ value: ReferenceValue) -> Bool {
    switch (cell, value.content) {
    case (.text(let text), _): return text == value.text
    case (.missing, .missing), (.missing, .text("")): return true
    case (.number(let number), .number(let printed)):
      let power = printed.value == 0 ? 0 : log10(number.value / printed.value)
      return abs(power - power.rounded()) < 1e-12 && number.decimals == printed.decimals
        && (number.value == 0) == (printed.value == 0)
    case (.missing, _), (.number, _): return false
    }
  }
}

extension WrittenCells {
  /// Whether each form shows a value: programs its number times a power of ten, readers the digits of its source.
  fileprivate func shows(_ value: ReferenceValue, _ row: Int, _ column: Int) -> Bool {
    forms.count == 3 && forms.values.allSatisfy { $0[row][column] == value.shown }
      && showsInCSV(value, csv[row][column])
  }

  private func showsInCSV(_ value: ReferenceValue, _ field: String) -> Bool {
    guard case .number(let printed) = value.content, let number = Double(field) else {
      return field == value.text
    }
    guard printed.value != 0 else { return number == 0 }
    let power = log10(number / printed.value)
    return abs(power - power.rounded()) < 1e-12
  }
}

extension ReferenceValue {
  /// What readers see of it; nil for a cell that is left out.
  fileprivate var shown: String? { text.isEmpty ? nil : text.replacing("\n", with: " ") }
}

extension String {
  /// Whether a line of YAML begins with a value, quoted or not.
  fileprivate func begins(with value: ReferenceValue) -> Bool {
    switch value.content {
    case .missing: hasPrefix("~")
    case .number(let number): hasPrefix(number.digits) || hasPrefix("'\(number.digits)'")
    case .text(let text):
      hasPrefix(text) || hasPrefix("'\(text.replacing("'", with: "''"))'")
        || hasPrefix("\"\(text)\"")
    case .list(let elements): hasPrefix("[") && elements.allSatisfy { contains($0) }
    }
  }
}
