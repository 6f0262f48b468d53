import Analysis
import Foundation
import Randomness
import Testing

@Suite struct LawBreakTests {
  private func runs(break place: Double?, above: Double, stream index: Int) -> [FitObservation] {
    var stream = testStream(index)
    return (0..<24).map { step in
      let cost = 1e8 * pow(1.4, Double(step))
      let beyond = place.map { max(log(cost / $0), 0) } ?? 0
      let value = 3 * pow(cost, -0.2) * exp((0.2 - above) * beyond)
      return FitObservation(
        cost: cost, error: value * exp(0.01 * stream.nextNormal()), point: "p\(step)")
    }
  }

  private var search: LawBreakSearch {
    var search = LawBreakSearch(seed: Seed(root: 2))
    search.simulations = 199
    search.candidates = 60
    return search
  }

  @Test func `a kink is found where it is, with the powers on both sides`() throws {
    let found = try search.search(runs(break: 5e9, above: 0.05, stream: 1))
    #expect(found.interval.contains(5e9) && found.interval.contains(found.cost))
    #expect(found.interval.high / found.interval.low < 4 && !found.reachesEnd)
    #expect(isClose(found.exponentBelow, 0.2, relative: 0.05))
    #expect(isClose(found.exponentAbove, 0.05, relative: 0.25))
    #expect(found.pValue == 1.0 / 200)
  }

  @Test func `a law without a kink is seldom said to have one`() throws {
    let pValues = try (0..<40).map { index in
      var search = search
      search.simulations = 99
      search.candidates = 20
      return try search.search(runs(break: nil, above: 0.2, stream: 10 + index)).pValue
    }
    // 2 of 40 are expected below 0.05; more than 6 in 1 of 100 sets.
    #expect(pValues.count { $0 <= 0.05 } <= 6)
    #expect(pValues.contains { $0 > 0.5 })
  }

  @Test func `the place moves with the units of cost and the powers do not`() throws {
    let plain = runs(break: 5e9, above: 0.05, stream: 1)
    let scaled = plain.map {
      FitObservation(cost: $0.cost * 1e-9, error: $0.error * 100, point: $0.point)
    }
    let (one, other) = (try search.search(plain), try search.search(scaled))
    #expect(isClose(other.cost, one.cost * 1e-9, relative: 1e-9))
    #expect(isClose(other.exponentAbove, one.exponentAbove, relative: 1e-9))
    #expect(other.pValue == one.pValue)
  }

  @Test func `too few costs are refused`() {
    let error = #expect(throws: AnalysisError.self) {
      try search.search(Array(runs(break: nil, above: 0.2, stream: 1).prefix(5)))
    }
    #expect(
      error?.description
        == "a break was sought in 5 distinct costs; expected at least 6, three on either side")
  }
}
