import Analysis
import Testing

@Suite struct SummaryTests {
  static let table = try? ObservationTable(
    csv: """
      point,replicate,scale,epochs,top1,outcome
      a,0,depth|width,10,0.5,completed
      a,1,depth|width,10,0.75,completed
      b,0,depth,10,0.25,completed
      b,1,depth,10,,failed memory
      c,0,width,350,,diverged

      """)

  @Test func `a cell is the mean over complete seeds of its points`() throws {
    let cells = try #require(Self.table).summary(of: "top1", by: ["scale", "epochs"])
    let keys = [["depth", "10"], ["width", "10"], ["width", "350"]]
    #expect(cells.map { $0.key.map(\.text) } == keys)
    #expect(cells[0].bySeed == [0: 0.375])
    #expect(cells[0].absence == "1 run: failed memory")
    #expect(cells[1].bySeed == [0: 0.5, 1: 0.75])
    #expect(cells[1].estimate?.mean == 0.625 && cells[1].absence == nil)
    #expect(cells[2].estimate == nil && cells[2].absence == "1 run: diverged")
  }

  @Test func `a run without averaged weights has no such metric, and the cell says so`() throws {
    let table = try ObservationTable(
      csv: """
        point,replicate,top1,ema,outcome
        a,0,0.5,,completed
        a,1,0.5,,completed

        """)
    #expect(
      try table.summary(of: "ema", by: []).map(\.absence) == ["2 runs: done without this metric"])
  }

  @Test func `without keys the table is one cell`() throws {
    let cells = try #require(Self.table).summary(of: "top1", by: [])
    #expect(cells.count == 1 && cells[0].runs == 5)
  }
}
