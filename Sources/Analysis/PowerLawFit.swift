// What a fit of E + A x^-a tells: the law, how the search ended, how sure its numbers are.

/// How a fit ended.
public enum FitStatus: Hashable, Sendable {
  /// At a minimum inside the bounds.
  case converged
  /// At a minimum inside the bounds, but the interval of an exponent reaches one: the runs do not determine the law.
  case notDetermined
  /// E stands at 0, its bound: no floor is seen, and the exponent holds for a law without one.
  case floorAtZero
  /// An exponent stands at an end of its range, so it is not measured.
  case exponentAtBound
  /// The errors do not fall with one of two factors: its amplitude is 0 and its exponent means nothing.
  case termAbsent
  /// The errors do not fall with cost: A is 0 and the exponent means nothing.
  case noTrend
  /// No search came to an end.
  case unfinished
}

/// How far a law lies from observations it was not fitted to.
public struct HeldOutError: Hashable, Sendable {
  /// How many observations were held out.
  public let count: Int
  /// The root of the mean square of observed less predicted.
  public let rootMeanSquare: Double
  /// The mean of observed less predicted.
  public let bias: Double

  init?(_ law: PowerLaw, _ runs: [FitObservation]) {
    guard !runs.isEmpty else { return nil }
    let differences = runs.map { $0.error - law.value(at: $0.factors) }
    count = runs.count
    rootMeanSquare = arithmeticMean(differences.map { $0 * $0 }).squareRoot()
    bias = arithmeticMean(differences)
  }
}

/// A fitted law with all that is needed to judge it.
public struct PowerLawFit: Hashable, Sendable {
  /// The law.
  public let law: PowerLaw
  /// What was made small.
  public let loss: FitLoss
  /// How the fit ended.
  public internal(set) var status: FitStatus
  /// Observations used.
  public let count: Int
  /// Distinct costs among them, or distinct pairs of two factors.
  public let distinctCosts: Int
  /// The range of each factor used; beyond it the law is extrapolated.
  public let ranges: [Interval]
  /// Share of the errors' variance that the law explains; nil where the errors do not vary.
  public let rSquared: Double?
  /// The residuals' deviation, divisor N less the law's numbers; nil where no observation is left over.
  public let residualDeviation: Double?
  /// What became of each start, in their order.
  public let starts: [FitStart]
  /// The greatest over the smallest singular value of the law's scaled derivatives; infinite where the runs cannot tell
  /// its numbers apart.
  public let condition: Double
  /// Error on held-out observations, where there are any.
  public internal(set) var heldOut: HeldOutError?
  /// Intervals by profile likelihood of the law's numbers, where asked for.
  public internal(set) var profiles: [LawParameter: ProfileInterval] = [:]
  /// The probability that each of those covers.
  public internal(set) var profileLevel: Double?
  /// Intervals by resampling, where asked for.
  public internal(set) var bootstrap: PowerLawBootstrap?

  /// The range of the first factor.
  public var costs: Interval { ranges[0] }

  /// The numbers of the law that stand at an end of their range, in words; empty where none does.
  public internal(set) var boundsHit: [String] = []

  /// How many starts led to the best law.
  public var startsAtBest: Int { starts.count { $0.isBest } }
}

extension PowerLawFit {
  /// The fit of a problem from the ends of its starts.
  init(_ best: ProjectedLaw, _ starts: [FitStart], of problem: LawProblem, runs: [FitObservation]) {
    let law = problem.law(best)
    self.law = law
    self.starts = starts
    loss = problem.loss
    count = runs.count
    distinctCosts = Set(runs.map(\.factors)).count
    ranges = law.terms.indices.map { factor in
      let values = runs.map { $0.factors[factor] }
      return Interval(low: values.min() ?? 0, high: values.max() ?? 0)
    }
    let mean = arithmeticMean(runs.map(\.error))
    let total = runs.reduce(0) { $0 + ($1.error - mean) * ($1.error - mean) }
    let residual = runs.reduce(0) { sum, run in
      let difference = run.error - law.value(at: run.factors)
      return sum + difference * difference
    }
    // Errors that are all equal have a mean that may differ from them in its last bit.
    let varies = runs.contains { $0.error != runs[0].error }
    rSquared = varies ? 1 - residual / total : nil
    let freedom = runs.count - law.parameters.count
    residualDeviation = freedom > 0 ? (residual / Double(freedom)).squareRoot() : nil
    let moving = best.exponents.indices.filter { best.amplitudes[$0] > 0 }
    condition =
      LawJacobian(problem, best, moving: moving, weights: runs.map { _ in 1 }).design.condition
    status = Self.status(of: best, starts, in: problem)
    boundsHit = Self.boundsHit(best, in: problem)
  }

  private static func status(
    of best: ProjectedLaw, _ starts: [FitStart], in problem: LawProblem
  ) -> FitStatus {
    if best.amplitudes.allSatisfy({ $0 == 0 }) { return .noTrend }
    if best.amplitudes.contains(0) { return .termAbsent }
    if best.exponents.contains(where: problem.isAtBound) { return .exponentAtBound }
    if !starts.contains(where: { $0.isBest && $0.status != .unfinished }) { return .unfinished }
    return best.floor == 0 ? .floorAtZero : .converged
  }

  private static func boundsHit(_ best: ProjectedLaw, in problem: LawProblem) -> [String] {
    var words = best.floor == 0 ? ["E = 0"] : []
    for (term, amplitude) in best.amplitudes.enumerated() where amplitude == 0 {
      words.append("\(LawParameter.amplitude(term).letter) = 0")
    }
    for (term, exponent) in best.exponents.enumerated()
    where best.amplitudes[term] > 0 && problem.isAtBound(exponent) {
      words.append("\(LawParameter.exponent(term).letter) = \(roundedText(exponent))")
    }
    return words
  }
}
