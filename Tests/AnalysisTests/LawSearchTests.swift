import Analysis
import Foundation
import Randomness
import Testing

/// What a search finds from anywhere, in any units, and of hopeless data.
@Suite struct LawSearchTests {
  static let losses: [FitLoss] = [
    .squares, .squaresOfLogarithms, .huberOfLogarithms(delta: 0.01),
    FitLoss(space: .linear, delta: 0.002),
  ]

  static let surface = PowerLaw(
    floor: 0.12,
    terms: [
      PowerTerm(amplitude: 0.9, exponent: 0.6), PowerTerm(amplitude: 0.06, exponent: 0.8),
    ])

  /// Runs of a surface over five depths and five widths, with one per cent of noise.
  static func surfaceRuns() -> [FitObservation] {
    var stream = testStream(3)
    return [8.0, 14, 26, 50, 101].flatMap { depth in
      [0.25, 0.5, 1, 1.5, 2].map { width in
        FitObservation(
          factors: [depth, width],
          error: surface.value(at: [depth, width]) * exp(0.01 * stream.nextNormal()),
          point: "\(depth) \(width)")
      }
    }
  }

  private func expectEqual(_ one: PowerLaw, _ other: PowerLaw, relative: Double) {
    for parameter in one.parameters {
      #expect(isClose(one[parameter], other[parameter], relative: relative), "\(parameter)")
    }
  }

  @Test(arguments: losses)
  func `every start of a curve ends at the same law`(loss: FitLoss) throws {
    var fitting = PowerLawFitting()
    fitting.loss = loss
    fitting.starts = 24
    let fit = try fitting.fit(PowerLawTests.simulated(noise: 0.001))
    #expect(fit.status == .converged && fit.starts.count == 24)
    for start in fit.starts where start.status == .converged {
      #expect(isClose(start.end[0], fit.law.exponent, relative: 1e-4))
    }
    #expect(fit.startsAtBest >= 20)
  }

  @Test(arguments: losses)
  func `starts drawn from another seed give the same law`(loss: FitLoss) throws {
    var fitting = PowerLawFitting()
    fitting.loss = loss
    fitting.starts = 12
    let runs = Self.surfaceRuns()
    let first = try fitting.fit(runs)
    #expect(first.status == .converged)
    for root in 1...3 {
      fitting.seed = Seed(root: UInt64(root))
      let again = try fitting.fit(runs)
      #expect(again.starts.map(\.exponents) != first.starts.map(\.exponents))
      expectEqual(again.law, first.law, relative: 1e-5)
    }
    #expect(try fitting.fit(runs) == fitting.fit(runs))
  }

  @Test func `units of x change the amplitude alone`() throws {
    var fitting = PowerLawFitting()
    fitting.starts = 16
    fitting.profileLevel = 0.95
    let runs = PowerLawTests.simulated(noise: 0.002)
    let plain = try fitting.fit(runs)
    let scaled = try fitting.fit(
      runs.map {
        FitObservation(
          cost: $0.cost * 2e-9, error: $0.error, point: $0.point, replicate: $0.replicate)
      })
    #expect(isClose(scaled.law.floor, plain.law.floor, relative: 1e-8))
    #expect(isClose(scaled.law.exponent, plain.law.exponent, relative: 1e-8))
    #expect(
      isClose(
        scaled.law.amplitude, plain.law.amplitude * pow(2e-9, plain.law.exponent), relative: 1e-6))
    #expect(isClose(scaled.condition, plain.condition, relative: 1e-6))
    let (one, other) = (
      try #require(plain.profiles[.exponent(0)]), try #require(scaled.profiles[.exponent(0)])
    )
    #expect(isClose(one.interval.low, other.interval.low, relative: 1e-5))
    #expect(isClose(one.interval.high, other.interval.high, relative: 1e-5))
  }

  @Test(arguments: [FitLoss.squares, .squaresOfLogarithms, .huberOfLogarithms(delta: 0.01)])
  func `units of y change E and the amplitude alone`(loss: FitLoss) throws {
    var fitting = PowerLawFitting()
    fitting.loss = loss
    fitting.starts = 16
    let runs = PowerLawTests.simulated(noise: 0.002)
    let plain = try fitting.fit(runs)
    let scaled = try fitting.fit(
      runs.map {
        FitObservation(
          cost: $0.cost, error: $0.error * 100, point: $0.point, replicate: $0.replicate)
      })
    #expect(isClose(scaled.law.floor, 100 * plain.law.floor, relative: 1e-6))
    #expect(isClose(scaled.law.amplitude, 100 * plain.law.amplitude, relative: 1e-5))
    #expect(isClose(scaled.law.exponent, plain.law.exponent, relative: 1e-6))
  }

  @Test func `a surface without noise is recovered and its factors keep their order`() throws {
    let runs = Self.surfaceRuns().map {
      FitObservation(
        factors: $0.factors, error: Self.surface.value(at: $0.factors), point: $0.point)
    }
    let fit = try PowerLawFitting().fit(runs)
    expectEqual(fit.law, Self.surface, relative: 1e-5)
    let turned = try PowerLawFitting().fit(
      runs.map {
        FitObservation(factors: $0.factors.reversed(), error: $0.error, point: $0.point)
      })
    #expect(isClose(turned.law.terms[0].exponent, 0.8, relative: 1e-5))
    #expect(isClose(turned.law.terms[1].exponent, 0.6, relative: 1e-5))
  }

  @Test func `a law without a floor stands at the bound of E and says so`() throws {
    let truth = PowerLaw(floor: 0, amplitude: 4, exponent: 0.12)
    var fitting = PowerLawFitting()
    fitting.profileLevel = 0.95
    var stream = testStream(4)
    let runs = PowerLawTests.costs.map {
      FitObservation(
        cost: $0, error: truth.value(at: $0) * (1 + 0.002 * (stream.nextNormal() - 1)),
        point: "\($0)")
    }
    // Errors that fall ever faster leave nothing for a floor.
    let fit = try fitting.fit(
      runs.map {
        FitObservation(
          cost: $0.cost, error: $0.error * (1 - 0.01 * log($0.cost / 1e8)), point: $0.point)
      })
    #expect(fit.status == .floorAtZero && fit.law.floor == 0)
    #expect(fit.boundsHit == ["E = 0"])
    let profile = try #require(fit.profiles[.floor])
    #expect(profile.lowIsBound && profile.interval.low == 0)
  }

  // 0.2 has no exact sum: its mean differs from it in the last bit.
  @Test(arguments: [0.25, 0.2])
  func `errors that are all equal show no trend and no number is NaN`(error: Double) throws {
    var fitting = PowerLawFitting()
    fitting.profileLevel = 0.95
    fitting.bootstrap = Bootstrap(count: 20, units: [.point], seed: Seed(root: 1))
    let fit = try fitting.fit(
      PowerLawTests.costs.map { FitObservation(cost: $0, error: error, point: "\($0)") })
    #expect(fit.status == .noTrend && fit.law.amplitude == 0)
    #expect(isClose(fit.law.floor, error, relative: 1e-12))
    #expect(fit.rSquared == nil)
    #expect(fit.profiles[.exponent(0)] == nil && fit.profiles[.amplitude(0)] == nil)
    #expect(fit.boundsHit == ["A = 0"])
    let numbers = fit.law.parameters.map { fit.law[$0] } + fit.starts.map(\.loss)
    #expect(numbers.allSatisfy { $0.isFinite })
  }

  @Test func `a factor without effect is told`() throws {
    let runs = Self.surfaceRuns().map {
      FitObservation(
        factors: $0.factors, error: 0.1 + 0.9 * pow($0.factors[0], -0.6) + 1e-3 * $0.factors[1],
        point: $0.point)
    }
    let fit = try PowerLawFitting().fit(runs)
    #expect(fit.status == .termAbsent)
    #expect(fit.law.terms[1].amplitude == 0)
    #expect(isClose(fit.law.terms[0].exponent, 0.6, relative: 0.05))
  }

  @Test func `a factor with two values is refused`() {
    let runs = [8.0, 14, 26, 50].flatMap { depth in
      [0.5, 1].map { FitObservation(factors: [depth, $0], error: 1 / depth, point: "p") }
    }
    let error = #expect(throws: AnalysisError.self) { try PowerLawFitting().fit(runs) }
    #expect(
      error?.description
        == "factor 2 of the law has 2 distinct values; expected at least 3, since an exponent cannot "
        + "be told from two")
  }

  @Test func `a cost of zero and an infinite error are named`() {
    let runs = PowerLawTests.runs([0, 1, 2, 3], [4, 3, 2, 1])
    #expect(throws: AnalysisError.self) { try PowerLawFitting().fit(runs) }
    let error = #expect(throws: AnalysisError.self) {
      try PowerLawFitting().fit(PowerLawTests.runs([1, 2, 3, 4], [4, 3, .infinity, 1]))
    }
    #expect(
      error?.description
        == "the error of point p2, replicate 0, is inf; expected a finite number")
  }
}
