import Analysis
import Foundation
import Reports
import Testing

/// Emitted files held against their record.
@Suite struct TableFileTests {
  @Test(arguments: [TableFormat.csv, .latex, .markdown, .html])
  func `what was written has no difference, whatever commit it names`(format: TableFormat) throws {
    let cells = try TableCellsTests.cells()
    let text = cells.table.text(in: format)
    #expect(cells.differences(of: text, in: format).isEmpty)
    let other = text.replacing("commit 18410d5", with: "commit 0123456789ab+changes")
    #expect(other != text && cells.differences(of: other, in: format).isEmpty)
  }

  @Test(arguments: [
    (TableFormat.csv, "0.7400000000000001", "0.75", "top-1 epochs = 10", 3),
    (.latex, "74.0 +- 2.4", "75.0 +- 2.4", "top-1, epochs = 10", 15),
    (.markdown, "74.0 ± 2.4", "75.0 ± 2.4", "top-1, epochs = 10", 6),
    (.html, "74.0 ± 2.4", "75.0 ± 2.4", "top-1, epochs = 10", 9),
  ])
  func `a number changed by hand is told with its line, row and column`(
    format: TableFormat, written: String, found: String, column: String, line: Int
  ) throws {
    let cells = try TableCellsTests.cells()
    let text = cells.table.text(in: format).replacing(written, with: found)
    let difference = try #require(cells.differences(of: text, in: format).first)
    #expect(cells.differences(of: text, in: format).count == 1)
    #expect(difference.line == line && difference.row == 1 && difference.column == column)
    #expect(difference.found?.contains(found) == true)
    #expect(difference.written?.contains(written) == true)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains(found))
  }

  @Test func `a row taken out and a line put in are told`() throws {
    let cells = try TableCellsTests.cells()
    var lines = cells.table.text(in: .csv).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    let gone = lines.remove(at: 2)
    #expect(
      cells.differences(of: lines.joined(separator: "\n"), in: .csv)
        == [TextDifference(line: 3, row: 1, written: gone)])
    lines.insert(gone, at: 2)
    lines.insert("# mine", at: 4)
    #expect(
      cells.differences(of: lines.joined(separator: "\n"), in: .csv)
        == [TextDifference(line: 5, found: "# mine")])
  }

  @Test func `a long table's rows are told, too`() throws {
    let table = ReportTable(
      name: "long", title: "Long", columns: [ReportColumn("a"), ReportColumn("b")],
      rows: (1...70).map { [.text("r\($0)"), .number(Double($0))] }, provenance: Sample.provenance)
    let cells = TableCells(table, formats: [.latex], runs: .none)
    let text = table.text(in: .latex).replacing("{r40} & 40 ", with: "{r40} & 41 ")
    let difference = try #require(cells.differences(of: text, in: .latex).first)
    #expect(difference.row == 39 && difference.found == "41" && difference.column == "b")
  }

  // MARK: - Copies

  @Test func `a copy in a paper is found with its study and its digest`() throws {
    let cells = try TableCellsTests.cells()
    let paper = "\\section{A}\nWords.\n" + cells.table.text(in: .latex) + "More words.\n"
    let copy = try #require(TableCopy.all(in: paper).first)
    #expect(TableCopy.all(in: paper).count == 1)
    #expect(copy.table == "accuracy" && copy.study == "depth-or-width" && copy.line == 3)
    #expect(copy.isAsWritten && copy.digest == cells.digests["tex"])
    #expect(copy.text.hasSuffix("\\end{table}\n"))
    let edited = try #require(TableCopy.all(in: paper.replacing("74.0", with: "75.0")).first)
    #expect(!edited.isAsWritten)
    #expect(cells.differences(of: edited.text, in: .latex).map(\.row) == [1])
  }

  @Test func `a table of published values names no study`() throws {
    let table = ReportTable(
      name: "counts", title: "T", columns: [ReportColumn("a")], rows: [[.number(1)]],
      provenance: Provenance(references: ["group/table"], commit: "c0ffee1"))
    let copy = try #require(TableCopy.all(in: table.text(in: .latex)).first)
    #expect(copy.table == "counts" && copy.study == nil && copy.isAsWritten)
  }

  // MARK: - Changes

  @Test func `the same results change nothing`() throws {
    let cells = try TableCellsTests.cells()
    #expect(cells.changes(to: cells).isEmpty)
    #expect(try cells.changes(in: TableCellsTests.facts()).isEmpty)
  }

  @Test func `a run done again with another value tells the cell, the numbers and the run`() throws
  {
    let old = try TableCellsTests.cells()
    let csv = Sample.csv.replacing("1000000,0.809", with: "1000000,0.839")
    let changes = old.changes(to: try TableCellsTests.cells(csv))
    #expect(
      changes.map(\.why).contains("run c-2 was done again at commit 18410d5"), "\(changes)")
    let change = try #require(changes.first { $0.why.hasPrefix("run c-2") })
    #expect(change.row == "128, depth" && change.column == "top-1, epochs = 350")
    #expect(change.old == "80.4 ± 1.0 (best)" && change.new == "81.4 ± 5.3 (best)")
    let known = try old.changes(in: TableCellsTests.facts(csv))
    #expect(
      known == [
        CellChange(
          row: "128, depth", column: "top-1, epochs = 350", old: "80.4 ± 1.0 (best)",
          why: "run c-2 was done again at commit 18410d5")
      ])
  }

  @Test func `runs that came and runs that went are named`() throws {
    let old = try TableCellsTests.cells()
    let more = Sample.csv + "d,3,width,128,350,1100000,0.806,completed\n"
    let changes = old.changes(to: try TableCellsTests.cells(more))
    #expect(changes.contains { $0.row == "128, width" && $0.why == "runs were added: d-3" })
    #expect(
      try old.changes(in: TableCellsTests.facts(more)).map(\.why) == ["runs were added: d-3"])
    let less = try TableCellsTests.cells(more).changes(to: old)
    #expect(less.contains { $0.row == "128, width" && $0.why == "no longer there: d-3" })
    #expect(
      try TableCellsTests.cells(more).changes(in: TableCellsTests.facts()).map(\.why)
        == ["run d-3 is no longer there"])
  }

  @Test func `rows and columns that came and went are named`() throws {
    let old = try TableCellsTests.cells()
    let more = Sample.csv + "f,0,width,192,10,1100000,0.8,completed\n"
    let new = try TableCellsTests.cells(more)
    #expect(old.changes(to: new).contains { $0.row == "192, width" && $0.why == "the row is new" })
    #expect(
      new.changes(to: old).contains {
        $0.row == "192, width" && $0.why == "the row is no longer there"
      })
    let wider = Sample.csv.replacing("e,0,depth,160,10,", with: "e,0,depth,160,20,")
    #expect(
      old.changes(to: try TableCellsTests.cells(wider)).contains {
        $0.row == "headings" && $0.why == "the table has other columns"
      })
  }

  @Test func `a published value that changed tells its place`() {
    func cells(_ value: Double, line: Int) -> TableCells {
      var table = ReportTable(
        name: "t", title: "T", columns: [ReportColumn("model"), ReportColumn("published")],
        rows: [[.text("RS-50"), .number(ReportNumber(value, decimals: 1))]],
        provenance: Sample.provenance)
      var origin = CellOrigin()
      origin.published = [PublishedOrigin(table: "group/table", line: line, text: "\(value)")]
      table.origins = [[nil, origin]]
      return TableCells(table, formats: [], runs: .none)
    }
    #expect(
      cells(36, line: 13).changes(to: cells(36.5, line: 14)) == [
        CellChange(
          row: "RS-50", column: "published", old: "36.0", new: "36.5",
          why: "reference changed: group/table.yaml:14")
      ])
  }
}
