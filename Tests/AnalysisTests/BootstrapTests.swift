import Randomness
import Testing

@testable import Analysis

@Suite struct BootstrapTests {
  let bootstrap = Bootstrap(count: 10, seed: Seed(root: 3))
  let points = [0, 0, 1, 1, 2, 2]
  let replicates = [0, 1, 0, 1, 0, 1]

  @Test func `a run counts its point's draws times its seed's`() {
    let weights = bootstrap.weights(4, points: points, replicates: replicates)
    #expect(weights == bootstrap.weights(4, points: points, replicates: replicates))
    #expect(weights.reduce(0, +) == 6)
    let rows = stride(from: 0, to: 6, by: 2).map { Array(weights[$0...$0 + 1]) }
    let ratios = rows.filter { $0[0] + $0[1] > 0 }.map { $0[0] / ($0[0] + $0[1]) }
    #expect(ratios.allSatisfy { $0 == ratios[0] })
  }

  @Test func `resamples and estimators draw apart`() {
    var other = bootstrap
    other.estimator = 1
    let draws = (0..<10).map { bootstrap.weights($0, points: points, replicates: replicates) }
    #expect(Set(draws).count > 3)
    #expect(
      draws != (0..<10).map { other.weights($0, points: points, replicates: replicates) })
  }

  @Test func `too few resamples give no interval`() {
    #expect(bootstrap.interval(of: [1, 2, 3, 4]) == nil)
    #expect(bootstrap.interval(of: [5, 1, 2, 3, 4]) == Interval(low: 1.1, high: 4.9))
  }
}
