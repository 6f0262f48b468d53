import Analysis
import Foundation
import Randomness
import Testing

@Suite struct ResolutionGrowthTests {
  @Test func `the compound rule's exponent follows from its factors`() {
    let rule = GrowthExponent(depth: 1.2, width: 1.1, resolution: 1.15)
    #expect(isClose(rule.value, 0.21420, relative: 1e-4) && rule.interval == nil)
    // Uniform scaling in three equal parts: a sixth into the side.
    #expect(
      isClose(GrowthExponent(depth: 4, width: 2, resolution: 2).value, 1.0 / 6, relative: 1e-12))
  }

  @Test func `a family on a line has its slope exactly, two networks no interval`() throws {
    let costs = [1.0, 10, 100, 1000]
    let found = try #require(
      GrowthExponent(costs: costs, resolutions: costs.map { 100 * pow($0, 0.2) }))
    #expect(isClose(found.value, 0.2, relative: 1e-12) && found.count == 4)
    let two = try #require(GrowthExponent(costs: [1, 8], resolutions: [100, 200]))
    #expect(isClose(two.value, 1.0 / 3, relative: 1e-12) && two.interval == nil)
    #expect(GrowthExponent(costs: [5, 5], resolutions: [100, 200]) == nil)
  }

  /// A grid in which the best resolution at a cost grows as its fifth root.
  private static func grid(noise: () -> Double) -> [ResolutionObservation] {
    var runs: [ResolutionObservation] = []
    for size in [112.0, 128, 160, 192, 224, 256, 320, 384, 448] {
      for scale in 0..<16 {
        let cost = pow(10, 1 + Double(scale) / 4)
        let distance = log(size) - log(100 * pow(cost, 0.12))
        let error = 0.5 * pow(cost, -0.15) * (1 + distance * distance) * exp(noise())
        runs.append(
          ResolutionObservation(
            run: FitObservation(
              cost: cost, error: error, point: "\(size) \(scale)", replicate: 0),
            resolution: size))
      }
    }
    return runs
  }

  @Test func `the exponent of a grid's frontier is found, with an interval that holds it`() throws {
    var stream = testStream(15)
    let growth = FrontierGrowth(
      Self.grid { 0.002 * stream.nextNormal() }, costError: .exact,
      errorError: .absolute(0.0005), simulation: ErrorSimulation(draws: 200, seed: Seed(root: 2)))
    let exponent = try #require(growth.rule.exponent)
    #expect(abs(exponent - 0.12) < 0.03, "\(exponent)")
    #expect(try #require(growth.interval).contains(0.12))
    #expect(try #require(growth.readingInterval).contains(exponent))
    #expect(growth.points.count == growth.rule.frontier.count)
    #expect(growth.points.allSatisfy { $0.share > 0 && $0.resolutionShare > 0.2 })
    let band = try #require(growth.resolutionInterval(at: 1000))
    #expect(band.contains(100 * pow(1000, 0.12)))
  }
}
