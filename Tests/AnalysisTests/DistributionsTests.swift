import Testing

@testable import Analysis

@Suite struct DistributionsTests {
  @Test func `quantiles of chi-square, F and beta agree with SciPy`() throws {
    let frozen = try InferenceGolden.read().distributions
    for row in frozen.chiSquare {
      let found = ChiSquare(degreesOfFreedom: row[0]).quantile(row[1])
      #expect(isClose(found, row[2], relative: 1e-9), "chi-square \(row)")
    }
    for row in frozen.fisher {
      let found = FisherF(numerator: row[0], denominator: row[1]).quantile(row[2])
      #expect(isClose(found, row[3], relative: 1e-9), "F \(row)")
    }
    for row in frozen.beta {
      #expect(isClose(betaQuantile(row[2], row[0], row[1]), row[3], relative: 1e-9), "beta \(row)")
    }
  }
}
