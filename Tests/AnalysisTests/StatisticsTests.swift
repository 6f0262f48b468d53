import Randomness
import Testing

@testable import Analysis

@Suite struct StatisticsTests {
  struct Frozen: Decodable {
    struct Case: Decodable {
      let values, others: [Double]
      let mean, deviation, low, high, pairedP: Double
    }
    let cases: [Case]
    let sample, probabilities, quantiles: [Double]
  }

  @Test func `mean, deviation, interval and paired test agree with SciPy`() throws {
    for frozen in try golden("statistics", as: Frozen.self).cases {
      let estimate = try #require(MeanEstimate(frozen.values))
      #expect(isClose(estimate.mean, frozen.mean, relative: 1e-14))
      #expect(isClose(try #require(estimate.deviation), frozen.deviation, relative: 1e-12))
      let interval = try #require(estimate.interval)
      #expect(isClose(interval.low, frozen.low, relative: 1e-12))
      #expect(isClose(interval.high, frozen.high, relative: 1e-12))
      let differences = zip(frozen.values, frozen.others).map { $0 - $1 }
      let pValue = try #require(MeanEstimate(differences)?.pValue)
      #expect(isClose(pValue, frozen.pairedP, relative: 1e-9))
    }
  }

  @Test func `quantiles of a sample agree with NumPy`() throws {
    let frozen = try golden("statistics", as: Frozen.self)
    for (probability, expected) in zip(frozen.probabilities, frozen.quantiles) {
      #expect(isClose(quantile(of: frozen.sample, probability), expected, relative: 1e-13))
    }
  }

  @Test func `one value has a mean and no interval`() throws {
    let estimate = try #require(MeanEstimate([0.7]))
    #expect(estimate.mean == 0.7 && estimate.count == 1)
    #expect(estimate.deviation == nil && estimate.interval == nil && estimate.pValue == nil)
    #expect(MeanEstimate([]) == nil)
  }

  @Test func `equal values have exactly no deviation`() throws {
    #expect(try #require(MeanEstimate([0.1, 0.1, 0.1])).deviation == 0)
  }

  @Test func `Holm multiplies the smallest most and keeps the order`() {
    let adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005])
    #expect(zip(adjusted, [0.03, 0.06, 0.06, 0.02]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(holmAdjusted([0.8, 0.9]) == [1, 1])
    #expect(holmAdjusted([]).isEmpty)
  }

  @Test func `the interval covers the mean as often as it says`() throws {
    var stream = testStream()
    let covered = (0..<10_000).count { _ in
      let values = (0..<3).map { _ in stream.nextNormal() }
      return MeanEstimate(values)?.interval?.contains(0) == true
    }
    // Three deviations of a binomial count around 9500.
    #expect(abs(covered - 9500) < 66)
  }
}
