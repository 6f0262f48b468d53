import Analysis
import Reports
import Testing

@Suite struct DifferenceTableTests {
  private static func table(
    margin: Double? = nil, reference: String = "depth"
  ) throws -> ReportTable {
    var table = DifferenceTable(
      name: "ablation", title: "Against depth", rows: ["scale"], regimes: ["epochs"],
      metric: "top1", metricTitle: "top-1"
    ) { $0 == [.text(reference)] }
    (table.unit, table.differenceUnit) = (.percent, .percentagePoints)
    table.margin = margin
    return try ReportTable(
      table, of: ObservationTable(csv: Sample.csv), provenance: Sample.provenance)
  }

  @Test
  func `each row has its mean, its difference from the reference of its regime, and a verdict`()
    throws
  {
    let text = try Self.table(margin: 0.02).text(in: .text)
    #expect(
      text == """
        Against depth
        epochs  scale     top-1 (%)  less the reference (points)      p  verdict
        ------  -----  ------------  ---------------------------  -----  ----------
        10      depth    70.8 ± 1.9                                      reference
        10      width    74.0 ± 2.4                 +3.17 ± 0.52  0.001  better
        350     depth    80.4 ± 1.0                                      reference
        350     width  80.33 ± 0.76                 -0.10 ± 0.50  0.478  equivalent
        Differences are paired by seed within equal epochs, with 95 % Student intervals; p of the paired \
        t test, corrected by Holm for the number of rows within equal epochs. Better or worse: told at 5 %, \
        equivalent where two one-sided tests put the difference within 2 points.
        Study depth-or-width, 12 runs, seeds 0 to 2 of root 7, commit 18410d5, Xeon, 2 cores.

        """)
  }

  @Test func `where the reference was not run no difference is shown`() throws {
    let rows = try Self.table(reference: "compound").rows
    #expect(
      rows.allSatisfy { $0[3] == .missing(reason: "no seed in common with the reference") })
    #expect(try Self.table().notes[0].contains("equivalent") == false)
  }
}
