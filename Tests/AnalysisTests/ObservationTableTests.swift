import Configuration
import Records
import Testing

@testable import Analysis

@Suite struct ObservationTableTests {
  static func observation(_ order: Int, _ replicate: Int, top1: Double) -> Observation {
    Observation(
      record: RunRecord(
        runID: "p\(order)-\(replicate)", pointID: "p\(order)", replicate: replicate, attempt: 1,
        outcome: .completed, metrics: ["validation.top1": top1], weightsSHA256: "ab",
        durationSeconds: Double(order + replicate)),
      order: order, axes: ["epochs": .integer(10)], labels: ["scale": ["depth", "width"]],
      settings: ["train.learning_rate": .number(0.1), "data.shape": .integers([3, 32])],
      cost: Cost(parameters: 270_000, multiplyAdds: 40_000_000, activations: 1000),
      resolution: 32)
  }

  static let csv = """
    run,point,replicate,scale,epochs,data.shape,train.learning_rate,cost.parameters,\
    cost.multiply_adds,cost.activations,cost.resolution,validation.top1,outcome,weights_sha256
    p0-0,p0,0,depth|width,10,"[3, 32]",0.1,270000,40000000,1000,32,0.7,completed,ab
    p0-1,p0,1,depth|width,10,"[3, 32]",0.1,270000,40000000,1000,32,0.3333333333333333,completed,ab
    p1-0,p1,0,depth|width,10,"[3, 32]",0.1,270000,40000000,1000,32,1e-05,completed,ab

    """

  @Test func `the table of a study has one order of rows and columns`() throws {
    let observations = [
      Self.observation(1, 0, top1: 1e-5), Self.observation(0, 1, top1: 1.0 / 3),
      Self.observation(0, 0, top1: 0.7),
    ]
    #expect(try ObservationTable(observations).csv == Self.csv)
    #expect(try ObservationTable(observations.reversed()).csv == Self.csv)
  }

  @Test func `a diverged run has its outcome and misses its metric`() throws {
    var observation = Self.observation(0, 0, top1: .nan)
    observation.record.outcome = .diverged(step: 7)
    let table = try ObservationTable([observation])
    #expect(try table.numbers("validation.top1") == [nil])
    #expect(try table.values("outcome") == [.text("diverged")])
  }

  @Test func `an unknown column names the nearest`() throws {
    let table = try ObservationTable(csv: Self.csv)
    let error = #expect(throws: AnalysisError.self) { try table.numbers("validation.top5") }
    #expect(
      error?.description
        == "the observation table has no column 'validation.top5'; did you mean 'validation.top1'?")
  }

  @Test func `text where numbers are wanted is named`() throws {
    let table = try ObservationTable(csv: "a\n1\nx\n")
    let error = #expect(throws: AnalysisError.self) { try table.numbers("a") }
    #expect(error?.description == "row 2 of column 'a' is the text 'x'; expected a number")
  }

  @Test func `a repeated column is refused`() {
    #expect(throws: AnalysisError.self) { try ObservationTable(csv: "a,a\n1,2\n") }
    var observation = Self.observation(0, 0, top1: 1)
    observation.axes["outcome"] = .integer(1)
    #expect(throws: AnalysisError.self) { try ObservationTable([observation]) }
  }

  @Test func `groups come in the order of their first row`() throws {
    let table = try ObservationTable(csv: "a,b\n2,x\n1,y\n2,z\n")
    let groups = try table.grouped(by: ["a"])
    #expect(groups.map(\.key) == [[.number(2)], [.number(1)]])
    #expect(groups[0].table.rows.count == 2)
    #expect(try table.grouped(by: []).count == 1)
  }

  @Test func `rows are kept by a condition and columns added by a formula`() throws {
    let table = try ObservationTable(csv: "a,b\n2,0.25\n1,\n")
    let added = try table.adding("error") {
      ObservationValue($0["b"]?.number.map { 1 - $0 })
    }
    #expect(try added.numbers("error") == [0.75, nil])
    #expect(try table.filtered { $0["a"] == .number(1) }.rows == [[.number(1), .missing]])
  }
}
