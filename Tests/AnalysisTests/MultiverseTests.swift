import Analysis
import Testing

@Suite struct MultiverseTests {
  private static func counting(_ name: String, factor: Double) -> CostCounting {
    CostCounting(
      name: name,
      runs: PowerLawTests.simulated(noise: 0.001).map {
        FitObservation(
          cost: $0.cost * factor, error: $0.error, point: $0.point, replicate: $0.replicate)
      })
  }

  private static func multiverse() -> Multiverse {
    var fitting = PowerLawFitting()
    fitting.starts = 8
    return Multiverse(
      [counting("multiply-adds", factor: 1), counting("FLOPs", factor: 2)],
      losses: [.squares, .squaresOfLogarithms], exclusions: Multiverse.usualExclusions,
      fitting: fitting)
  }

  @Test func `every combination of choices is fitted`() throws {
    let multiverse = Self.multiverse()
    #expect(multiverse.universes.count == 12 && multiverse.determinedCount == 12)
    #expect(
      multiverse.universes.prefix(4).map {
        "\($0.counting), \($0.loss.words), \($0.exclusion.words)"
      } == [
        "multiply-adds, squares, none", "multiply-adds, squares, cheapest 10 %",
        "multiply-adds, squares, dearest 10 %", "multiply-adds, squares of logarithms, none",
      ])
    let counts = try multiverse.universes.prefix(3).map { try $0.result.get().count }
    #expect(counts == [36, 33, 33])
    let range = try #require(multiverse.range(of: .exponent(0)))
    #expect(0.2 < range.low && range.low < range.high && range.high < 0.3)
  }

  @Test func `counting a multiply-add twice moves no exponent`() throws {
    let universes = Self.multiverse().universes
    for (once, twice) in zip(universes.prefix(6), universes.suffix(6)) {
      let (one, other) = (try once.result.get().law, try twice.result.get().law)
      #expect(isClose(one.exponent, other.exponent, relative: 1e-7))
    }
  }

  @Test func `a universe with too few costs says why`() throws {
    let few = CostCounting(
      name: "x", runs: PowerLawTests.runs([1, 2, 3, 4], [4, 3, 2.5, 2.25]))
    let multiverse = Multiverse(
      [few], losses: [.squares], exclusions: [.nothing, .dearest(0.25)],
      fitting: PowerLawFitting())
    guard case .failure(let error) = multiverse.universes[1].result else {
      Issue.record("three costs were fitted")
      return
    }
    #expect(error.description.hasPrefix("a curve with three numbers was asked of 3 distinct costs"))
    #expect(multiverse.universes[1].determined == nil)
  }
}
