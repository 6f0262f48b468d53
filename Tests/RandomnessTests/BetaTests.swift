import Foundation
import Randomness
import Testing

@Suite struct BetaTests {
  static func draws(_ alpha: Double, count: Int) -> [Double] {
    (0..<count).map { index in
      var stream = RandomStream(seed: Seed(root: 5), purpose: .augmentation, index: index)
      return stream.nextBeta(alpha)
    }
  }

  @Test(arguments: [0.1, 0.2, 0.8, 1, 2, 8])
  func `mean and variance are those of the distribution`(alpha: Double) {
    let values = Self.draws(alpha, count: 20_000)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    let expected = 1 / (4 * (2 * alpha + 1))
    // Four deviations of the mean; the variance of values in 0...1 has a deviation below 1 / (4 sqrt(n)).
    #expect(abs(mean - 0.5) < 4 * (expected / Double(values.count)).squareRoot())
    #expect(abs(variance - expected) < 1 / Double(values.count).squareRoot())
  }

  /// Distribution functions that have closed forms.
  static let distributions: [(alpha: Double, probability: @Sendable (Double) -> Double)] = [
    (0.5, { 2 / Double.pi * asin($0.squareRoot()) }),
    (1, { $0 }),
    (2, { $0 * $0 * (3 - 2 * $0) }),
    (3, { $0 * $0 * $0 * (10 + $0 * (6 * $0 - 15)) }),
  ]

  @Test(arguments: distributions.indices)
  func `the largest distance of the distribution functions is that of chance`(index: Int) {
    let (alpha, probability) = Self.distributions[index]
    let values = Self.draws(alpha, count: 20_000).sorted()
    let count = Double(values.count)
    let distance = values.enumerated().map { place, value in
      max(
        abs(probability(value) - Double(place) / count),
        abs(probability(value) - Double(place + 1) / count))
    }.max()
    // Kolmogorov and Smirnov: above 1.95 / sqrt(n) in one sample of a thousand.
    #expect((distance ?? 1) < 1.95 / count.squareRoot(), "alpha \(alpha)")
  }

  @Test func `a tiny parameter gives numbers at both ends and nothing that is no number`() {
    let values = Self.draws(0.001, count: 1_000)
    #expect(values.allSatisfy { (0...1).contains($0) })
    #expect(values.contains { $0 < 1e-6 } && values.contains { $0 > 1 - 1e-6 })
  }
}
