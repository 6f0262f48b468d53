import Analysis
import Reports
import Testing

@Suite struct FrontierTableTests {
  private static let points = [
    CostedPoint(name: "width=1", cost: 1e6, errors: [0.50, 0.51, 0.49]),
    CostedPoint(name: "width=2", cost: 4e6, errors: [0.40, 0.41, 0.39]),
    CostedPoint(name: "depth=14", cost: 4.5e6, errors: [0.47, 0.48, 0.46]),
    CostedPoint(name: "depth=20", cost: 5e6, errors: [0.395]),
  ]

  @Test func `each point has its cost, its mean with interval, and what noise leaves of its place`()
    throws
  {
    let frontier = try SpeedAccuracyFrontier.ofSeveral(Self.points)
    let table = ReportTable(
      frontier, name: "front", title: "Worth", cost: "cost.multiply_adds", costUnit: .millions,
      error: "1 - top1", resolutions: ["width=1": 32, "width=2": 32, "depth=14": 48],
      provenance: Provenance(references: ["group/table"], commit: "c0ffee"))
    #expect(
      table.text(in: .text) == """
        Worth
        point     resolution (px)  cost.multiply_adds (M)       1 - top1  best by mean  verdict          by
        --------  ---------------  ----------------------  -------------  ------------  ---------------  -------
        width=1                32                       1  0.500 ± 0.025  yes           on the frontier
        width=2                32                       4  0.400 ± 0.025  yes           on the frontier
        depth=14               48                   4.500  0.470 ± 0.025  no            dominated        width=2
        depth=20              – a                       5         0.3950  yes           open
        a: not known.
        Mean with its 95 % Student interval over replicates. On the frontier: told to be lower than \
        every point of its cost or less, by Welch's tests at 5 %. Dominated: another such point is told \
        to be lower, corrected by Holm for their number. Open: noise leaves either possible. A point of \
        one replicate borrows the deviation of the others.
        Published values of group/table; ours of commit c0ffee.

        """)
    #expect(
      frontier.statement == """
        Of 4 points 2 are told to be on the frontier, 1 to be dominated, 1 left open; by their means \
        alone 3 would be on it.
        """)
  }

  @Test func `a frontier takes two points`() {
    let error = #expect(throws: AnalysisError.self) {
      try SpeedAccuracyFrontier.ofSeveral(Array(Self.points.prefix(1)))
    }
    #expect(
      error?.description == "1 point with a cost and a value; a frontier takes at least two")
  }
}
