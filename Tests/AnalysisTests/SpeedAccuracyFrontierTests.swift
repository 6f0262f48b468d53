import Testing

@testable import Analysis

@Suite struct SpeedAccuracyFrontierTests {
  @Test func `Welch's test agrees with SciPy`() throws {
    let frozen = try InferenceGolden.read().welch
    let test = try #require(PooledDeviation([]).difference(frozen.first, frozen.second))
    #expect(isClose(test.t, frozen.t, relative: 1e-12))
    #expect(isClose(test.upperTail, frozen.upperTail, relative: 1e-9))
  }

  @Test func `a point is on the frontier, dominated, or left open by noise`() {
    let frontier = SpeedAccuracyFrontier([
      CostedPoint(name: "large", cost: 4, errors: [0.100, 0.101, 0.099]),
      CostedPoint(name: "small", cost: 1, errors: [0.200, 0.201, 0.199]),
      CostedPoint(name: "wasteful", cost: 3, errors: [0.300, 0.301, 0.299]),
      CostedPoint(name: "doubtful", cost: 2, errors: [0.1995, 0.2005, 0.1985]),
    ])
    #expect(frontier.entries.map(\.point.name) == ["small", "doubtful", "wasteful", "large"])
    #expect(frontier.entries.map(\.isBestByMean) == [true, true, false, true])
    let small = frontier.entries[2].dominance
    #expect(small == .dominated(by: "doubtful") || small == .dominated(by: "small"))
    #expect(
      [0, 1, 3].map { frontier.entries[$0].dominance } == [.onFrontier, .undecided, .onFrontier])
  }

  @Test
  func `a single replicate borrows the deviation of the others, and without any nothing is told`() {
    let lonely = [
      CostedPoint(name: "a", cost: 1, errors: [0.3]),
      CostedPoint(name: "b", cost: 2, errors: [0.2]),
    ]
    #expect(SpeedAccuracyFrontier(lonely).entries[1].dominance == .undecided)
    let third = CostedPoint(name: "c", cost: 3, errors: [0.25, 0.251, 0.249, 0.2505])
    let entries = SpeedAccuracyFrontier(lonely + [third]).entries
    #expect(entries[1].dominance == .onFrontier)
    #expect(entries[2].dominance == .dominated(by: "b"))
  }
}
