import Analysis
import Foundation
import Randomness
import Testing

@Suite struct PowerLawTests {
  struct Frozen: Decodable {
    struct Case: Decodable {
      let x, y, outlierY: [Double]
      let delta: Double
      let squares, huber: Law
    }
    struct Law: Decodable {
      let floor, amplitude, exponent: Double
      var law: PowerLaw { PowerLaw(floor: floor, amplitude: amplitude, exponent: exponent) }
    }
    let cases: [Case]
  }

  static func runs(_ costs: [Double], _ errors: [Double]) -> [FitObservation] {
    zip(costs, errors).enumerated().map { index, run in
      FitObservation(cost: run.0, error: run.1, point: "p\(index)")
    }
  }

  static let costs = (0..<12).map { 1e8 * pow(2, Double($0)) }
  static let truth = PowerLaw(floor: 0.16, amplitude: 30, exponent: 0.25)

  /// Runs of the truth with noise, three replicates a point.
  static func simulated(noise: Double, stream index: Int = 0) -> [FitObservation] {
    var stream = testStream(index)
    return costs.flatMap { cost in
      (0..<3).map { replicate in
        FitObservation(
          cost: cost, error: truth.value(at: cost) + noise * stream.nextNormal(),
          point: "\(cost)", replicate: replicate)
      }
    }
  }

  private func expectClose(_ found: PowerLaw, _ expected: PowerLaw, relative: Double) {
    // A floor on its bound is 0 here and a small number in SciPy, which stays inside.
    #expect(isClose(found.floor, expected.floor, relative: relative, absolute: 1e-6))
    #expect(isClose(found.exponent, expected.exponent, relative: relative))
    #expect(isClose(found.amplitude, expected.amplitude, relative: 20 * relative))
  }

  @Test func `least squares agree with SciPy`() throws {
    for frozen in try golden("power_law", as: Frozen.self).cases {
      let fit = try PowerLawFitting().fit(Self.runs(frozen.x, frozen.y))
      #expect(fit.status == (fit.law.floor > 0 ? .converged : .floorAtZero))
      expectClose(fit.law, frozen.squares.law, relative: 1e-5)
    }
  }

  @Test func `the Huber loss of logarithms agrees with SciPy`() throws {
    for frozen in try golden("power_law", as: Frozen.self).cases {
      var fitting = PowerLawFitting()
      fitting.loss = .huberOfLogarithms(delta: frozen.delta)
      let fit = try fitting.fit(Self.runs(frozen.x, frozen.outlierY))
      expectClose(fit.law, frozen.huber.law, relative: 1e-4)
    }
  }

  @Test(arguments: [FitLoss.squares, .huberOfLogarithms(delta: 1e-3)])
  func `a curve without noise is recovered`(loss: FitLoss) throws {
    var fitting = PowerLawFitting()
    fitting.loss = loss
    let fit = try fitting.fit(Self.runs(Self.costs, Self.costs.map(Self.truth.value)))
    expectClose(fit.law, Self.truth, relative: 1e-5)
    #expect(try #require(fit.rSquared) > 1 - 1e-9)
    #expect(try #require(fit.residualDeviation) < 1e-6)
  }

  @Test func `the bootstrap interval covers the truth and repeats bit by bit`() throws {
    var fitting = PowerLawFitting()
    fitting.bootstrap = Bootstrap(count: 200, seed: Seed(root: 1))
    let runs = Self.simulated(noise: 0.002)
    let fit = try fitting.fit(runs)
    let bootstrap = try #require(fit.bootstrap)
    #expect(try #require(bootstrap.exponent).contains(0.25))
    #expect(try #require(bootstrap.floor).contains(0.16))
    #expect(try #require(bootstrap.interval(at: 1e9)).contains(Self.truth.value(at: 1e9)))
    #expect(try fitting.fit(runs) == fit)
    fitting.bootstrap?.seed = Seed(root: 2)
    #expect(try fitting.fit(runs).bootstrap?.exponent != bootstrap.exponent)
  }

  @Test func `resampling seeds only moves the curve less than resampling points`() throws {
    var fitting = PowerLawFitting()
    let runs = Self.simulated(noise: 0.002)
    fitting.bootstrap = Bootstrap(count: 100, units: [], seed: Seed(root: 1))
    #expect(try #require(fitting.fit(runs).bootstrap?.exponent).halfWidth == 0)
    fitting.bootstrap = Bootstrap(count: 100, units: [.seed], seed: Seed(root: 1))
    let ofSeeds = try #require(fitting.fit(runs).bootstrap?.exponent).halfWidth
    fitting.bootstrap?.units = [.point, .seed]
    let ofBoth = try #require(fitting.fit(runs).bootstrap?.exponent).halfWidth
    #expect(0 < ofSeeds && ofSeeds < ofBoth)
  }

  @Test func `held-out error is that of runs the fit did not see`() throws {
    let runs = Self.runs(Self.costs, Self.costs.map(Self.truth.value))
    let shifted = FitObservation(
      cost: 1e12, error: Self.truth.value(at: 1e12) + 0.01, point: "far")
    let heldOut = try #require(PowerLawFitting().fit(runs, heldOut: [shifted]).heldOut)
    #expect(heldOut.count == 1)
    #expect(isClose(heldOut.bias, 0.01, relative: 1e-4))
    #expect(isClose(heldOut.rootMeanSquare, 0.01, relative: 1e-4))
  }

  @Test func `fewer than four costs are refused`() {
    let error = #expect(throws: AnalysisError.self) {
      try PowerLawFitting().fit(Self.runs([1, 2, 3, 3], [4, 3, 2, 2]))
    }
    #expect(
      error?.description
        == "a curve with three numbers was asked of 3 distinct costs; expected at least 4: "
        + "add points, or loosen the fit's 'where'")
  }

  @Test func `an error of zero is refused under a loss of logarithms`() {
    var fitting = PowerLawFitting()
    fitting.loss = .huberOfLogarithms(delta: 0.01)
    #expect(throws: AnalysisError.self) {
      try fitting.fit(Self.runs([1, 2, 3, 4], [3, 2, 1, 0]))
    }
  }

  @Test func `errors that rise with cost show no trend`() throws {
    let fit = try PowerLawFitting().fit(Self.runs([1, 2, 3, 4], [0.1, 0.2, 0.3, 0.4]))
    #expect(fit.status == .noTrend)
    #expect(fit.law.amplitude == 0 && isClose(fit.law.floor, 0.25, relative: 1e-12))
  }

  @Test func `an exponent outside of its range is told`() throws {
    var fitting = PowerLawFitting()
    fitting.exponents = Interval(low: 0.5, high: 4)
    let fit = try fitting.fit(Self.runs(Self.costs, Self.costs.map(Self.truth.value)))
    #expect(fit.status == .exponentAtBound)
    #expect(isClose(fit.law.exponent, 0.5, relative: 1e-6))
  }

  @Test func `a curve that resamples do not hold is told`() throws {
    var fitting = PowerLawFitting()
    fitting.bootstrap = Bootstrap(count: 200, seed: Seed(root: 1))
    #expect(try fitting.fit(Self.simulated(noise: 0.002)).status == .converged)
    #expect(try fitting.fit(Self.simulated(noise: 0.2)).status == .notDetermined)
  }

  @Test func `a cost that is not positive is named`() throws {
    let table = try ObservationTable(csv: "point,replicate,x,y\na,0,1,2\na,1,0,2\n")
    let error = #expect(throws: AnalysisError.self) {
      try table.fitObservations(cost: "x", error: "y")
    }
    #expect(
      error?.description == "row 2 of column 'x' is 0.0; expected a positive cost")
  }
}
