// What resampling says of a fitted law.

/// Laws of resamples and the intervals that they give.
public struct PowerLawBootstrap: Hashable, Sendable {
  /// Resamples asked for.
  public let count: Int
  /// The laws of the resamples that could be fitted, in their order.
  public let laws: [PowerLaw]
  /// The probability that each interval covers.
  public let level: Double

  let bootstrap: Bootstrap

  init(_ bootstrap: Bootstrap, laws: [PowerLaw]) {
    self.bootstrap = bootstrap
    self.laws = laws
    count = bootstrap.count
    level = bootstrap.level
  }

  /// The interval of E.
  public var floor: Interval? { interval(of: .floor) }

  /// The interval of A.
  public var amplitude: Interval? { interval(of: .amplitude(0)) }

  /// The interval of a.
  public var exponent: Interval? { interval(of: .exponent(0)) }

  /// The interval of one of the law's numbers; nil where too few resamples could be fitted.
  public func interval(of parameter: LawParameter) -> Interval? {
    bootstrap.interval(of: laws.map { $0[parameter] })
  }

  /// The interval of the law where every factor is given.
  public func interval(at factors: [Double]) -> Interval? {
    bootstrap.interval(of: laws.map { $0.value(at: factors) })
  }

  /// The interval of a law of one factor at a cost.
  public func interval(at cost: Double) -> Interval? { interval(at: [cost]) }
}

extension PowerLawFitting {
  /// The laws of all resamples.
  ///
  /// Each is sought from the law of all runs and from the best of a few exponents spread over their range.
  func resampled(
    _ bootstrap: Bootstrap, _ runs: [FitObservation], _ problem: LawProblem, best: ProjectedLaw
  ) -> PowerLawBootstrap {
    let (points, replicates) = (places(of: runs.map(\.point)), places(of: runs.map(\.replicate)))
    var coarse = self
    coarse.starts = 3 * best.exponents.count * best.exponents.count + 3
    let spread = coarse.startExponents(factors: best.exponents.count)
    let laws = (0..<bootstrap.count).compactMap { index -> PowerLaw? in
      let weights = bootstrap.weights(index, points: points, replicates: replicates)
      let drawn = zip(runs, weights).filter { $0.1 > 0 }.map(\.0)
      guard tooFew(drawn) == nil else { return nil }
      let nearest = spread.min {
        problem.projected($0, weights: weights).loss < problem.projected($1, weights: weights).loss
      }
      let ends = ([best.exponents] + [nearest].compactMap(\.self)).map {
        problem.descent(from: $0, weights: weights).state
      }
      return ends.min { $0.loss < $1.loss }.map(problem.law)
    }
    return PowerLawBootstrap(bootstrap, laws: laws)
  }
}
