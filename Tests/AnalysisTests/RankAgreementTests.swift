import Analysis
import Foundation
import Randomness
import Testing

@Suite struct RankAgreementTests {
  private static let bootstrap = Bootstrap(count: 200, seed: Seed(root: 3))

  @Test func `tau and its p-value agree with SciPy, with ties and without`() throws {
    for frozen in try InferenceGolden.read().ranks {
      let found = try #require(
        RankAgreement(frozen.first, frozen.second, bootstrap: Self.bootstrap))
      #expect(isClose(found.tau, frozen.tau, relative: 1e-12))
      #expect(isClose(found.pValue, frozen.pValue, relative: 1e-9))
      #expect(found.count == frozen.first.count)
    }
  }

  /// Tau of a bivariate normal is 2/pi asin(rho); a percentile interval over 25 items is a little narrow, so that
  /// 88 to 99 % of 200 are asked for.
  @Test func `the interval covers the tau of a bivariate normal`() throws {
    let (rho, truth) = (0.6, 2 / Double.pi * asin(0.6))
    var stream = testStream(12)
    let covered = try (0..<200).count { simulation in
      let first = (0..<25).map { _ in stream.nextNormal() }
      let second = first.map { rho * $0 + (1 - rho * rho).squareRoot() * stream.nextNormal() }
      let plan = Bootstrap(count: 200, seed: Seed(root: UInt64(simulation)))
      let found = try #require(RankAgreement(first, second, bootstrap: plan))
      return try #require(found.interval).contains(truth)
    }
    #expect((176...198).contains(covered), "\(covered) of 200")
  }

  @Test func `a column that does not vary has no agreement`() {
    #expect(RankAgreement([1, 1, 1], [1, 2, 3], bootstrap: Self.bootstrap) == nil)
    #expect(RankAgreement([1], [1], bootstrap: Self.bootstrap) == nil)
  }

  @Test func `agreement of signs has the exact interval and test of SciPy`() throws {
    for frozen in try InferenceGolden.read().signs {
      let signs = (0..<frozen.count).map { $0 < frozen.agreeing ? 1.0 : -1.0 }
      let found = SignAgreement(signs + [0, 5], signs.map { _ in 2.0 } + [1, 0])
      #expect(found.count == frozen.count && found.agreeing == frozen.agreeing)
      let interval = try #require(found.interval)
      #expect(isClose(interval.low, frozen.low, relative: 1e-9, absolute: 1e-12))
      #expect(isClose(interval.high, frozen.high, relative: 1e-9))
      #expect(isClose(try #require(found.pValue), frozen.pValue, relative: 1e-9))
    }
    #expect(SignAgreement([0, 1], [1, 0]).interval == nil)
  }
}
