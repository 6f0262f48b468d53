import Analysis
import Randomness
import Testing

@Suite struct ResolutionRuleTests {
  struct Frozen: Decodable {
    let frontier, dominated: [[Double]]
    let exponent, resolutionAtUnitCost: Double
  }

  /// Rows of cost, error, resolution as one run a point and replicate.
  static func runs(_ rows: [[Double]], replicates: Int = 1, noise: Double = 0)
    -> [ResolutionObservation]
  {
    var stream = testStream()
    return rows.flatMap { row in
      (0..<replicates).map { replicate in
        ResolutionObservation(
          run: FitObservation(
            cost: row[0], error: row[1] + noise * stream.nextNormal(),
            point: "\(row)", replicate: replicate),
          resolution: row[2])
      }
    }
  }

  @Test func `the slope along the frontier agrees with NumPy`() throws {
    let frozen = try golden("resolution", as: Frozen.self)
    let rule = ResolutionRule(Self.runs(frozen.dominated + frozen.frontier))
    #expect(rule.status == .fitted)
    #expect(rule.frontier.map(\.cost) == frozen.frontier.map { $0[0] })
    #expect(isClose(try #require(rule.exponent), frozen.exponent, relative: 1e-10))
    #expect(
      isClose(
        try #require(rule.resolutionAtUnitCost), frozen.resolutionAtUnitCost, relative: 1e-9))
  }

  @Test func `the interval comes from the seeds and repeats bit by bit`() throws {
    let rows = try golden("resolution", as: Frozen.self).frontier
    let runs = Self.runs(rows, replicates: 3, noise: 0.004)
    let bootstrap = Bootstrap(count: 300, seed: Seed(root: 4))
    let rule = ResolutionRule(runs, bootstrap: bootstrap)
    #expect(rule == ResolutionRule(runs, bootstrap: bootstrap))
    #expect(try #require(rule.interval).contains(try #require(rule.exponent)))
    #expect(rule.resamplesUsed > 150 && rule.resamplesUsed <= 300)
  }

  @Test func `one resolution best everywhere is exponent zero`() {
    let rule = ResolutionRule(
      Self.runs([[1, 3, 224], [2, 2, 224], [3, 1, 224], [4, 1.5, 320]]))
    #expect(rule.status == .constant && rule.exponent == 0)
    #expect(
      rule.statement == "Along the cost frontier (3 points) one resolution, 224, is best at every "
        + "cost: exponent 0.")
  }

  @Test func `two frontier points decide nothing`() {
    let rule = ResolutionRule(Self.runs([[1, 3, 128], [2, 2, 224], [3, 2.5, 320]]))
    #expect(rule.status == .undecided && rule.exponent == nil)
    #expect(rule.resolution(at: 10) == nil)
  }

  @Test func `runs without a value are left out`() throws {
    let table = try ObservationTable(
      csv: "point,replicate,cost,error,size\na,0,1,,128\nb,0,2,0.5,160\n")
    let runs = try table.resolutionObservations(cost: "cost", error: "error", resolution: "size")
    #expect(runs.map(\.resolution) == [160])
  }
}
