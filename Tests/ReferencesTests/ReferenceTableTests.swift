import Documents
import References
import Testing

@Suite struct ReferenceTableTests {
  @Test func `a table is read with units, provenance and positions`() throws {
    let table = try Sample.read(Sample.table)
    #expect(table.columns.map(\.unit) == [nil, .millions, .billions, nil])
    #expect(try table.column("flops").convention == .twiceMultiplyAdds)
    let values = table.rows[0].values
    #expect(values.map(\.text) == ["RS-50", "36", "4.6", "3 4 6 3"])
    #expect(values[3].content == .list(["3", "4", "6", "3"]))
    #expect(values.map(\.provenance) == [.printed, .printed, .printed, .inferred])
    #expect(values[1].position.description == "14:11")
    #expect(table.rows[1].values[1].content == .missing)
    #expect(table.facts.map(\.name) == ["epochs"])
  }

  @Test func `an unverified value is kept and not handed out`() throws {
    let table = try Sample.read(Sample.table)
    #expect(try table.value("blocks", in: table.rows[1]).text == "2 2 2 2")
    let error = #expect(throws: ReferenceError.self) {
      try table.usable("blocks", in: table.rows[1])
    }
    #expect(
      error?.description == """
        group/table.yaml:15:27: 'blocks' is inferred, unverified; find a source for it before a \
        table shows it
        """)
  }

  @Test func `an unknown column names the nearest`() throws {
    let table = try Sample.read(Sample.table)
    let error = #expect(throws: ReferenceError.self) { try table.column("param") }
    #expect(error?.description == "group/table.yaml: no column 'param'; did you mean 'params'?")
  }

  @Test(
    arguments: zip(
      [
        ("sources:\n- a page", "sources: []"), ("sources:\n- a page\n", ""),
        ("status: complete", "state: complete"),
        ("provenance: printed", "provenance: seen"), ("RS-50, 36, 4.6,", "RS-50, 36,"),
        ("unit: M", "unit: MM"), ("schema: 1", "schema: 2"),
        ("blocks: inferred_", "block: inferred_"),
        ("{name: params, unit: M}", "{name: model}"), ("status: complete", "status: missing"),
        ("[3, 4, 6, 3]", "{a: 1}"), ("cells: ", "cell: "),
      ],
      [
        "group/table.yaml:6:10: 'sources' is an empty list; expected a list",
        """
        group/table.yaml:1:1: 'sources' is missing in the file; expected a list of places where the \
        values were read
        """,
        """
        group/table.yaml:1:1: 'status' is missing in the file; expected complete, partial or missing
        group/table.yaml:4:1: unknown key 'state' in the file; did you mean 'status'?
        """,
        """
        group/table.yaml:5:13: 'provenance' is 'seen'; expected one of printed, digitised, derived, \
        inferred, secondary, rerun, inferred_unverified, from_memory
        """,
        "group/table.yaml:14:3: the row has 3 values; expected 4, one a column",
        """
        group/table.yaml:10:24: 'columns.unit' is 'MM'; expected one of px, %, points, s, ms, min, \
        h, img/s, MB, GB, x, M, G, E; did you mean 'MB'?
        """,
        "group/table.yaml:1:9: 'schema' is '2'; this version reads schema 1",
        """
        group/table.yaml:15:55: unknown key 'block' in 'rows.provenance'; did you mean 'blocks'?
        """,
        "group/table.yaml:10:3: the column 'model' is there already; give it another name",
        """
        group/table.yaml:14:3: the table is missing and this row is printed; say 'partial'
        group/table.yaml:15:3: the table is missing and this row is printed; say 'partial'
        """,
        "group/table.yaml:14:20: a map stands for a value; expected a number, words, a list or ~",
        """
        group/table.yaml:15:3: 'cells' is missing in 'rows'; expected a list of values
        group/table.yaml:15:4: unknown key 'cell' in 'rows'; did you mean 'cells'?
        """,
      ]))
  func `what is wrong is told where it stands`(change: (String, String), expected: String) {
    #expect(Sample.errors(change.0, change.1) == expected)
  }
}
