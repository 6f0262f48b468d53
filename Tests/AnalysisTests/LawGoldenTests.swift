import Analysis
import Foundation
import Testing

/// Laws of one factor and two against SciPy's (Golden/freeze_laws.py).
@Suite struct LawGoldenTests {
  struct Frozen: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
      let name, space: String
      let factors: [[Double]]
      let y, numbers: [Double]
      let delta: Double?
      let loss: Double
      let intervals: [[Double]]?

      var testDescription: String { name }

      var runs: [FitObservation] {
        y.indices.map { row in
          FitObservation(factors: factors.map { $0[row] }, error: y[row], point: "p\(row)")
        }
      }

      var fitting: PowerLawFitting {
        var fitting = PowerLawFitting()
        fitting.loss = FitLoss(space: space == "log" ? .log : .linear, delta: delta)
        fitting.starts = 16
        return fitting
      }
    }
    let cases: [Case]
  }

  static let cases = (try? golden("laws", as: Frozen.self).cases) ?? []

  @Test func `there are frozen laws of both kinds`() {
    #expect(Self.cases.count == 8)
    #expect(Self.cases.count { $0.factors.count == 2 } == 4)
  }

  @Test(arguments: cases) func `numbers and loss agree`(frozen: Frozen.Case) throws {
    let fit = try frozen.fitting.fit(frozen.runs)
    #expect(fit.status == .converged)
    let found = fit.law.parameters.map { fit.law[$0] }
    // SciPy stops where the loss no longer falls, so a number is known to about the root of its precision; Huber's
    // loss is flat to first order only.
    let tolerance = frozen.delta == nil ? 2e-6 : 2e-4
    for (one, other) in zip(found, frozen.numbers) {
      #expect(isClose(one, other, relative: tolerance))
    }
    let best = try #require(fit.starts.map(\.loss).min())
    #expect(isClose(best, frozen.loss, relative: 1e-7))
  }

  @Test(arguments: cases.filter { $0.intervals != nil })
  func `profile intervals agree`(frozen: Frozen.Case) throws {
    var fitting = frozen.fitting
    fitting.starts = 4
    fitting.profileLevel = 0.95
    let fit = try fitting.fit(frozen.runs)
    for (parameter, ends) in zip(fit.law.parameters, try #require(frozen.intervals)) {
      let found = try #require(fit.profiles[parameter])
      #expect(!found.lowIsBound && !found.highIsBound)
      #expect(isClose(found.interval.low, ends[0], relative: 1e-5))
      #expect(isClose(found.interval.high, ends[1], relative: 1e-5))
    }
  }
}
