import Analysis
import Foundation
import Reports
import Testing

/// The record of a table's cells.
@Suite struct TableCellsTests {
  /// What is known of the sample's runs, `b`'s first seed done by another commit.
  static func facts(_ csv: String = Sample.csv) throws -> RunFacts {
    let observations = try ObservationTable(csv: csv)
    let runs = zip(try observations.values("point"), try observations.values("replicate"))
      .map { "\($0.text)-\($1.text)" }
    var named = runs.makeIterator()
    return try RunFacts(
      observations: observations.adding("run") { _ in .text(named.next() ?? "") },
      bookkeeping: ObservationTable(
        columns: ["run", "code", "numerics"],
        rows: runs.map { [.text($0), .text($0 == "b-0" ? "fedcba9" : "18410d5"), .text("f00d")] }))
  }

  static func cells(_ csv: String = Sample.csv) throws -> TableCells {
    let table = try ReportTable(
      Sample.summary, of: ObservationTable(csv: csv), provenance: Sample.provenance)
    return TableCells(
      table, formats: [.csv, .latex], runs: try facts(csv),
      study: RecordedStudy(name: "depth-or-width", file: "studies/d.yaml"))
  }

  @Test func `a cell knows its runs, their commits and numerics, and the rule`() throws {
    let cells = try Self.cells()
    let origin = try #require(cells.origin(1, 2))
    #expect(origin.runs == ["b-0", "b-1", "b-2"])
    #expect(origin.rule?.quantity == "mean over 3 seeds")
    #expect(origin.rule?.metric == "top1")
    #expect(origin.rule?.interval == "95 % Student interval of the mean over 3 seeds")
    #expect(origin.rule?.test?.contains("corrected by Holm") == true)
    let runs = cells.runs(1, 2)
    #expect(runs.map(\.commit) == ["fedcba9", "18410d5", "18410d5"])
    #expect(runs.map(\.seed) == [0, 1, 2])
    #expect(runs.map { $0.values["top1"] } == [0.73, 0.741, 0.749])
    #expect(Set(runs.map(\.numerics)) == ["f00d"])
  }

  @Test func `a cell without a number knows which runs gave none`() throws {
    let cells = try Self.cells()
    #expect(cells.runs(2, 2).map(\.run) == ["e-0"])
    #expect(cells.runs(2, 2).map(\.outcome) == ["failed memory"])
    #expect(cells.table.rows[2][2] == .missing(reason: "1 run: failed memory"))
  }

  @Test func `labels are made of nothing`() throws {
    #expect(try Self.cells().origin(0, 0) == nil)
    #expect(try Self.cells().origin(0, 1) == nil)
  }

  @Test(
    arguments: [
      ("top1", nil, nil), ("test.top1", "last", "as trained"),
      ("ema.test.top1", "last", "averaged (EMA)"),
      ("best.ema.validation.loss", "the first with the best validation top-1", "averaged (EMA)"),
      ("cost.multiply_adds", nil, nil),
    ] as [(String, String?, String?)])
  func `a metric's name says its epoch and its weights`(
    metric: String, epoch: String?, weights: String?
  ) {
    let rule = CellRule("mean", metric: metric)
    if metric != "top1" { #expect(rule.epoch == epoch && rule.weights == weights) }
    #expect(rule.metric == metric)
  }

  @Test func `the record gives back the table letter by letter`() throws {
    let cells = try Self.cells()
    let read = try TableCells(json: Data(cells.json.utf8), named: "x")
    #expect(read == cells)
    for format in TableFormat.allCases {
      #expect(try read.table.text(in: format) == Sample.table().text(in: format))
    }
  }

  @Test func `numbers that are none, and digits of a cell's own, are kept`() throws {
    let table = ReportTable(
      name: "t", title: "T", columns: [ReportColumn("a", unit: .percent)],
      rows: [
        [.number(ReportNumber(.nan, interval: Interval(low: -.infinity, high: .infinity)))],
        [.number(ReportNumber(0.5, mark: .sameAsBest, decimals: 3, isSigned: true))],
      ], provenance: Sample.provenance)
    let cells = TableCells(table, formats: [.csv], runs: .none)
    let read = try TableCells(json: Data(cells.json.utf8), named: "x").table
    #expect(read.rows[1] == table.rows[1])
    #expect("\(read.rows[0])" == "\(table.rows[0])")
  }

  @Test func `the record has a line for each row and run, and no time`() throws {
    let json = try Self.cells().json
    #expect(
      json.contains(
        """
        "runs": [
        {"commit":"18410d5","numerics":"f00d","run":"a-0","values":{"top1":0.7}},

        """))
    #expect(json.contains("{\"origin\":0,") == false)
    #expect(json.contains("\"study\":{\"file\":\"studies/d.yaml\",\"name\":\"depth-or-width\"}"))
    #expect(try Self.cells().json == json)
  }

  @Test func `what is no record, or of a later form, is told`() throws {
    #expect(
      errorText { _ = try TableCells(json: Data("{}".utf8), named: "x.cells.json") }
        == "x.cells.json: no record of a table's cells; expected what 'revisit report' or 'revisit "
        + "tables' writes: write it anew")
    let later = try Self.cells().json.replacing("\"format\": 1", with: "\"format\": 9")
    #expect(
      errorText { _ = try TableCells(json: Data(later.utf8), named: "x") }
        == "x: written in form 9; this program reads form 1")
    let short = try Self.cells().json.replacing(
      "[{\"text\":\"128\"},{\"text\":\"depth\"},", with: "[{\"text\":\"128\"},")
    #expect(
      errorText { _ = try TableCells(json: Data(short.utf8), named: "x") }
        == "x: row 1 has 3 cells; expected 4, one a column: write it anew")
  }

  @Test func `odd words of a run come back as they were`() throws {
    let odd = "failed \"data\": C:\\x\ny ±"
    let observations = try ObservationTable(
      columns: ["run", "point", "replicate", "top1", "outcome"],
      rows: [[.text("p-0"), .text("p"), .number(0), .number(1e-7), .text(odd)]])
    let bookkeeping = try ObservationTable(
      columns: ["run", "code", "numerics"], rows: [[.text("p-0"), .text("c"), .text("n")]])
    let facts = try RunFacts(observations: observations, bookkeeping: bookkeeping)
    var table = ReportTable(
      name: "t", title: "T", columns: [ReportColumn("a")], rows: [[.number(1)]],
      provenance: Sample.provenance)
    table.origins = [[CellOrigin(runs: ["p-0"], rule: CellRule("mean", metric: "top1"))]]
    let cells = TableCells(table, formats: [], runs: facts)
    #expect(cells.runs.map(\.outcome) == [odd])
    #expect(try TableCells(json: Data(cells.json.utf8), named: "x").runs == cells.runs)
  }

  @Test func `a contrast's cells know the runs of their pairs`() throws {
    let table = ReportTable(
      try Sample.contrast(), name: "contrast", title: "Depth or width", metricTitle: "top-1",
      unit: .percentagePoints, provenance: Sample.provenance)
    let cells = TableCells(table, formats: [.csv], runs: try Self.facts())
    #expect(cells.runs(0, 3).map(\.run) == ["a-0", "a-1", "a-2", "b-0", "b-1", "b-2"])
    #expect(cells.origin(0, 0) == nil)
    #expect(
      cells.origin(1, 5)?.rule?.test
        == "paired t test over seeds, corrected by Holm over the regimes")
  }

  @Test func `what no maker of a table traced has the table's own origin`() throws {
    let other = CellOrigin(runs: ["a-0"], rule: CellRule("made of all runs"))
    let table = try Sample.table().withOrigins(otherwise: other)
    #expect(table.origin(0, 0) == nil && table.origin(0, 2)?.runs.count == 3)
    let untraced = ReportTable(
      name: "t", title: "T", columns: ["a", "b", "c"].map { ReportColumn($0) },
      rows: [[.text("x"), .number(1), .text("y")]], provenance: Sample.provenance
    ).withOrigins(otherwise: other)
    #expect(untraced.origins == [[nil, other, other]])
  }
}
