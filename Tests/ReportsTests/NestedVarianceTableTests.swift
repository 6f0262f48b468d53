import Analysis
import Reports
import Testing

@Suite struct NestedVarianceTableTests {
  private static let values = [[0.70, 0.72], [0.76, 0.78], [0.80, 0.82]]

  @Test func `the spread is split between roots and within them`() throws {
    let point = try #require(
      NestedVariances(label: "", streams: ["order"], values: Self.values))
    let table = ReportTable(
      nested: [point], name: "v", title: "Spread", unit: .percentagePoints,
      provenance: Provenance(references: ["group/table"], commit: "c0ffee"))
    #expect(table.rows.map { $0[0] } == [.text("between roots"), .text("within a root")])
    #expect(table.rows.map { $0[1] } == [.text("all streams"), .text("order")])
    #expect(table.rows.map { $0[2] } == [.number(2), .number(3)])
    let expected = VarianceComponents(nested: Self.values, outer: "a", inner: "b").components
    for (row, component) in zip(table.rows, expected) {
      guard case .number(let number) = row[3] else {
        Issue.record("\(row[3]) is no number")
        continue
      }
      #expect(number.value == component.deviation && number.interval != nil)
    }
    #expect(table.columns.map(\.header).first == "source")
  }

  @Test(arguments: [[[0.7, 0.8]], [[0.7], [0.8]], [[0.7, 0.8], [0.9]], []])
  func `roots that cannot be compared have no split`(values: [[Double]]) {
    #expect(NestedVariances(label: "", streams: ["order"], values: values) == nil)
  }
}
