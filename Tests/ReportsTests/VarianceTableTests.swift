import Analysis
import Reports
import Testing

@Suite struct VarianceTableTests {
  private static let variances = StreamVariances([
    StreamReplicates(streams: ["init"], values: [0.70, 0.72, 0.71]),
    StreamReplicates(streams: ["order"], values: [0.70, 0.74, 0.72]),
    StreamReplicates(streams: ["init", "order"], values: [0.70, 0.75, 0.73]),
    StreamReplicates(streams: ["split"], values: [0.70]),
  ])

  private static func table(_ labels: [String]) -> ReportTable {
    ReportTable(
      labels.map { LabelledVariances(label: $0, variances: variances) }, name: "variance",
      title: "Spread", metricTitle: "top-1", unit: .percent, spreadUnit: .percentagePoints,
      provenance: Provenance(references: ["group/table"], commit: "c0ffee"))
  }

  @Test func `each stream has its deviation with interval, its share, and the sum is checked`() {
    #expect(
      Self.table([""]).text(in: .text) == """
        Spread
        drawn anew   runs   top-1 (%)  deviation (points)  share of the sum (%)  variance over sum
        -----------  ----  ----------  ------------------  --------------------  -----------------
        init            3  71.0 ± 2.5      1.0 [0.5, 6.3]                    20
        order           3  72.0 ± 5.0     2.0 [1.0, 12.6]                    80
        init, order     3  72.7 ± 6.3     2.5 [1.3, 15.8]                          1.3 [0.1, 49.6]
        split           1          70                 – a
        a: one run.
        Streams that are not drawn anew are those of replicate 0, which is therefore one and the same run \
        in all rows of a point. Mean with its Student interval, deviation with that of chi-square, 95 %.
        Share: of the sum of the variances of single streams. Variance over sum: of streams together over \
        the sum of theirs alone, its interval by Satterthwaite; around 1 they add up, above it they act on \
        each other.
        Published values of group/table; ours of commit c0ffee.

        """)
  }

  @Test func `several points are told apart by their names`() {
    let table = Self.table(["depth=8", "depth=14"])
    #expect(table.columns[0].header == "point")
    #expect(table.rows.map { $0[0] }.suffix(4) == Array(repeating: .text("depth=14"), count: 4))
  }
}
