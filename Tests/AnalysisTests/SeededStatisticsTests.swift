import Analysis
import Randomness
import Testing

/// rliable 1.2.0 gives two intervals for one `random_state`, since it draws from a global generator.
@Suite struct SeededStatisticsTests {
  @Test func `M7: the same seed gives the same interval, another seed another one`() throws {
    let table = try CurveContrastTests.table(lead: [10: -0.02, 100: 0.01, 350: 0.03])
    let contrasts = try [5, 5, 6].map {
      try CurveContrastTests.contrast(seed: $0).answer(from: table).regimes.map(\.interval)
    }
    #expect(contrasts[0] == contrasts[1] && contrasts[0] != contrasts[2])

    let (first, second) = ([3.0, 1, 4, 1.5, 5, 9, 2, 6], [2.0, 7, 1, 8, 2.5, 8.5, 1.5, 9])
    let agreements = [5, 5, 6].map {
      RankAgreement(first, second, bootstrap: Bootstrap(count: 100, seed: Seed(root: $0)))?.interval
    }
    #expect(agreements[0] == agreements[1] && agreements[0] != agreements[2])

    let runs = ResolutionRuleTests.runs(
      [
        [1, 0.5, 128], [2, 0.4, 160], [3, 0.38, 128], [4, 0.3, 224], [8, 0.2, 224], [9, 0.1, 320],
      ])
    let growths = [5, 5, 6].map {
      FrontierGrowth(
        runs, costError: .relative(0.1), errorError: .absolute(0.02),
        simulation: ErrorSimulation(draws: 100, seed: Seed(root: $0)))
    }
    #expect(growths[0] == growths[1] && growths[0].interval != growths[2].interval)
  }
}
