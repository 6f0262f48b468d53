import Foundation
import Testing

@testable import Configuration

@Suite struct ScalingRuleTests {
  /// A strategy and the powers of s that it gives.
  struct Strategy: Sendable, CustomTestStringConvertible {
    var name: String
    var weights: ScalingWeights
    /// Exponents of depth, width, resolution, parameters and activations.
    var exponents: [Double]
    var testDescription: String { name }

    init(_ name: String, _ weights: [Double], _ exponents: [Double]) {
      self.name = name
      self.weights = ScalingWeights(depth: weights[0], width: weights[1], resolution: weights[2])
      self.exponents = exponents
    }
  }

  // Dollar et al. 2021, arXiv 2103.06877: algebra on its definitions, with parameters as d w^2 and activations as d w r^2.
  static let strategies = [
    Strategy("d", [1, 0, 0], [1, 0, 0, 1, 1]),
    Strategy("w", [0, 1, 0], [0, 1 / 2.0, 0, 1, 1 / 2.0]),
    Strategy("r", [0, 0, 1], [0, 0, 1 / 2.0, 0, 1]),
    Strategy("dw", [1, 1, 0], [1 / 2.0, 1 / 4.0, 0, 1, 3 / 4.0]),
    Strategy("dr", [1, 0, 1], [1 / 2.0, 0, 1 / 4.0, 1 / 2.0, 1]),
    Strategy("wr", [0, 1, 1], [0, 1 / 4.0, 1 / 4.0, 1 / 2.0, 3 / 4.0]),
    Strategy("dwr", [1, 1, 1], [1 / 3.0, 1 / 6.0, 1 / 6.0, 2 / 3.0, 5 / 6.0]),
    Strategy("d1_w8_r1", [1, 8, 1], [0.1, 0.4, 0.05, 0.9, 0.6]),
  ]

  @Test(arguments: strategies)
  func `a strategy scales multiply-adds by s, and all else by the published power of s`(
    strategy: Strategy
  ) {
    for s in [0.25, 1, 2, 4, 16, 100.0] {
      let factors = ScalingFactors(weights: strategy.weights, factor: s)
      let (d, w, r) = (factors.depth, factors.width, factors.resolution)
      let found = [d, w, r, d * w * w, d * w * r * r]
      for (value, exponent) in zip(found, strategy.exponents) {
        #expect(abs(value / pow(s, exponent) - 1) < 1e-12)
      }
      #expect(abs(d * w * w * r * r / s - 1) < 1e-12)
    }
  }

  @Test func `the rules are the strategies of their names`() throws {
    let named: [(ScalingRule, [Double])] = [
      (.depth, [1, 0, 0, 0]), (.width, [0, 1, 0, 0]), (.resolution, [0, 0, 0, 1]),
      (.uniform, [1, 1, 0, 1]), (.fast, [1, 8, 8, 1]),
    ]
    for (rule, list) in named {
      let weights = try #require(rule.weights)
      #expect([weights.depth, weights.width, weights.groupWidth, weights.resolution] == list)
    }
    let others = ScalingRule.allCases.filter { $0.weights == nil }
    #expect(others == [.unscaled, .weighted, .compound, .factors, .slowResolution])
  }

  // The worked example of RegNetY-4GF x 4 prints 1.1487, 1.741, 1.741 and 1.0718.
  @Test func `fast scaling by four has the factors of the worked example`() throws {
    let factors = ScalingFactors(weights: try #require(ScalingRule.fast.weights), factor: 4)
    let found = [factors.depth, factors.width, factors.groupWidth, factors.resolution]
    for (value, printed) in zip(found, [1.1487, 1.7411, 1.7411, 1.0718]) {
      #expect(abs(value - printed) < 5e-5)
    }
  }

  // Tan and Le 2019, arXiv 1905.11946, section 3.3: alpha 1.2, beta 1.1, gamma 1.15, product about 2.
  @Test func `the compound rule multiplies the multiply-adds by a little less than two a step`() {
    for phi in [-1, 0, 0.5, 1, 3.0] {
      let factors = ScalingFactors(phi: phi, alpha: 1.2, beta: 1.1, gamma: 1.15)
      let product = factors.depth * pow(factors.width, 2) * pow(factors.resolution, 2)
      #expect(abs(product / pow(1.920_27, phi) - 1) < 1e-9)
      #expect(factors.groupWidth == 1)
    }
  }
}
