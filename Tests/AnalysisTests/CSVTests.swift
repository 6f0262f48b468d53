import Testing

@testable import Analysis

@Suite struct CSVTests {
  @Test func `every value reads back as it was`() throws {
    let values: [ObservationValue] = [
      .missing, .number(0.1), .number(-3), .number(.leastNonzeroMagnitude),
      .number(.greatestFiniteMagnitude),
      .text("plain"), .text(""), .text("12e4567890123456"), .text("true"), .text("nan"),
      .text("a,b"), .text("say \"x\""), .text("two\r\nlines"), .text("# no comment"),
      .boolean(false),
    ]
    let table = try ObservationTable(
      columns: values.indices.map { "column \($0)" }, rows: [values, values.reversed()])
    #expect(try ObservationTable(csv: table.csv) == table)
  }

  @Test func `quotes are doubled and only needed ones are set`() {
    let line = CSV.line(["a", "b c", "d,e", "f\"g", "h\ni"].map { CSVField($0) })
    #expect(line == "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\"\n")
  }

  @Test func `other programs' files are read`() throws {
    let table = try ObservationTable(csv: "\u{FEFF}# note\r\na,b\r\n1,\"x\"\r\n\r\n2,y")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows == [[.number(1), .text("x")], [.number(2), .text("y")]])
  }

  @Test func `an open quote is named with its line`() {
    let error = #expect(throws: AnalysisError.self) {
      try ObservationTable(csv: "a\nb\n\"c\nd\n")
    }
    #expect(
      error?.description
        == "line 3: a quoted field is not closed; expected a '\"' before the end of the file")
  }

  @Test func `a line with too few fields is named`() {
    let error = #expect(throws: AnalysisError.self) { try ObservationTable(csv: "a,b\n1\n") }
    #expect(error?.description == "row 1 has 1 values; expected 2, one a column")
    #expect(throws: AnalysisError.self) { try ObservationTable(csv: "") }
  }
}
