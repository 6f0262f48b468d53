import Analysis
import Reports
import Testing

@Suite struct SummaryTableTests {
  /// Rows in the order in which a study with the group outermost gives them.
  static let runs = """
    point,replicate,scale,depth,top1
    a,0,width,8,0.5
    a,1,width,8,0.7
    b,0,width,20,0.4
    b,1,width,20,0.4
    c,0,depth,8,0.9
    c,1,depth,8,0.8

    """

  static func lines(_ change: (inout SummaryTable) -> Void) throws -> [String] {
    var summary = SummaryTable(
      name: "t", title: "T", rows: ["depth", "scale"], metric: "top1", metricTitle: "top-1")
    (summary.marksBest, summary.marksSameAsBest) = (false, false)
    change(&summary)
    let table = try ReportTable(
      summary, of: ObservationTable(csv: runs), provenance: Sample.provenance)
    return table.text(in: .text).split(separator: "\n").map(String.init)
  }

  @Test func `rows come by the first key, numbers by size, words in the study's order`() throws {
    let rows = try Self.lines { $0.spread = .none }[3...5]
    #expect(
      rows.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        == ["8 width", "8 depth", "20 width"])
  }

  @Test func `the spread is an interval, a deviation, or nothing`() throws {
    // Of 0.5 and 0.7: deviation 0.1414; half width 12.706 * 0.1414 / sqrt(2) = 1.27.
    #expect(try Self.lines { $0.spread = .interval }[3].hasSuffix("0.6 ± 1.3"))
    #expect(try Self.lines { $0.spread = .deviation }[3].hasSuffix("0.60 ± 0.14"))
    #expect(try Self.lines { $0.spread = .none }[3].hasSuffix("0.6000"))
  }

  @Test func `a note says what the spread is`() throws {
    #expect(
      try Self.lines { $0.spread = .deviation }
        .contains("Mean ± standard deviation between 2 seeds."))
  }
}
