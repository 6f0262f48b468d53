import Analysis
import Reports
import Testing

/// Which row and column somebody means.
@Suite struct TableLookupTests {
  private static func cells() throws -> TableCells { try TableCellsTests.cells() }

  @Test(arguments: [
    ("1", 0), ("128, depth", 0), ("128 DEPTH", 0), ("128, w", 1), ("160", 2), ("3", 2),
    ("scale=width", 1), ("resolution=128,scale=depth", 0),
  ])
  func `a row is told by its place, its words, their beginning, or a heading's value`(
    text: String, row: Int
  ) throws {
    #expect(try Self.cells().row(text) == row)
  }

  @Test(arguments: [("3", 2), ("epochs = 350", 3), ("top-1, epochs = 10", 2), ("resol", 0)])
  func `a column is told by its place or its heading`(text: String, column: Int) throws {
    #expect(try Self.cells().column(text) == column)
  }

  @Test(arguments: [
    ("128", "'128' is not one row of table 'accuracy'; it may be: 1 128, depth; 2 128, width"),
    (
      "wide",
      "no row 'wide' in table 'accuracy'; it has: 1 128, depth; 2 128, width; 3 160, depth"
    ),
    ("", "no row '' in table 'accuracy'; it has: 1 128, depth; 2 128, width; 3 160, depth"),
    ("scale=depth", "2 rows of table 'accuracy' with scale=depth; expected one"),
    ("9", "no row '9' in table 'accuracy'; it has: 1 128, depth; 2 128, width; 3 160, depth"),
  ])
  func `words that tell no row, or several, name those that there are`(
    text: String, words: String
  ) throws {
    #expect(errorText { _ = try Self.cells().row(text) } == words)
  }

  @Test func `words that tell no column, or several, name those that there are`() throws {
    #expect(
      errorText { _ = try Self.cells().column("epochs") }
        == "'epochs' is not one column of table 'accuracy'; it may be: 3 top-1, epochs = 10; "
        + "4 top-1, epochs = 350")
    #expect(
      errorText { _ = try Self.cells().column("loss") }
        == "no column 'loss' in table 'accuracy'; it has: 1 resolution; 2 scale; "
        + "3 top-1, epochs = 10; 4 top-1, epochs = 350")
  }

  @Test func `whole numbers name rows where words do not tell them apart`() throws {
    let table = ReportTable(
      name: "t", title: "T", columns: ["cost", "epochs", "x"].map { ReportColumn($0) },
      rows: [
        [.text("time"), .number(10), .number(0.5)], [.text("time"), .number(350), .number(0.5)],
      ], provenance: Sample.provenance)
    let cells = TableCells(table, formats: [], runs: .none)
    #expect(try cells.row("time, 350") == 1)
    #expect(try cells.row("epochs=10") == 0)
    #expect(cells.rowTitle(1) == "time, 350")
    #expect(cells.macroKeys == [[nil, nil, "t/time-10/x"], [nil, nil, "t/time-350/x"]])
  }
}

extension TableLookupTests {
  @Test func `numbers with a unit name no row, since they are what a table is about`() {
    func cells(_ unit: ReportUnit) -> TableCells {
      let table = ReportTable(
        name: "t", title: "T",
        columns: [ReportColumn("model"), ReportColumn("width", unit: unit), ReportColumn("x")],
        rows: [[.text("a"), .number(0.5), .number(1)], [.text("a"), .number(1.5), .number(1)]],
        provenance: Sample.provenance)
      return TableCells(table, formats: [], runs: .none)
    }
    #expect(cells(.none).rowTitle(1) == "a, 1.500" && cells(.percent).rowTitle(1) == "a")
  }
}

/// The words of the error that a body throws; empty where it throws none.
func errorText(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch { return "\(error)" }
}
