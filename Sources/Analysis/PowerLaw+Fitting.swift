// Fitting E + A x^-a, or E + A u^-a + B v^-b, to runs.

import Configuration
public import Randomness

/// How a law is fitted.
public struct PowerLawFitting: Hashable, Sendable {
  /// What is made small.
  public var loss = FitLoss.squares
  /// How many exponents, or pairs of them, the search starts from.
  public var starts = 64
  /// What moves the lattice of starts.
  public var seed = Seed(root: 0)
  /// The range in which exponents are sought.
  public var exponents = Interval(low: 0.01, high: 4)
  /// The probability that intervals by profile likelihood cover; nil where none are wanted.
  public var profileLevel: Double?
  /// Intervals by resampling; nil where none are wanted.
  public var bootstrap: Bootstrap?

  /// Least squares with 64 starts and no intervals.
  public init() {}

  /// The law that fits some runs best.
  ///
  /// Variable projection: for given exponents E and the amplitudes are a linear problem with none below 0, so
  /// the search runs over the exponents alone.
  ///
  /// - Throws: `AnalysisError` where the runs are too few for the law's numbers, or a number is not finite or not
  ///   positive where it has to be.
  /// - Source: Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least squares".
  public func fit(
    _ runs: [FitObservation], heldOut: [FitObservation] = []
  ) throws -> PowerLawFit {
    try check(runs)
    let problem = LawProblem(runs, loss: loss, box: exponents)
    let (best, ends) = constant(runs) ?? search(problem)
    var fit = PowerLawFit(best, ends, of: problem, runs: runs)
    fit.heldOut = HeldOutError(fit.law, heldOut)
    if let profileLevel {
      fit.profileLevel = profileLevel
      fit.profiles = profiles(
        problem, best: best, points: places(of: runs.map(\.point)), level: profileLevel)
    }
    fit.bootstrap = bootstrap.map { resampled($0, runs, problem, best: best) }
    let isSettled = fit.status == .converged || fit.status == .floorAtZero
    if isSettled, fit.condition == .infinity || reachesBound(fit) { fit.status = .notDetermined }
    return fit
  }

  /// What errors that are all equal allow: rounding would give them a slope.
  private func constant(
    _ runs: [FitObservation]
  ) -> (best: ProjectedLaw, starts: [FitStart])? {
    guard runs.allSatisfy({ $0.error == runs[0].error }), runs[0].error >= 0 else { return nil }
    let begins = startExponents(factors: runs[0].factors.count)
    let best = ProjectedLaw(
      exponents: begins[0], floor: runs[0].error, amplitudes: begins[0].map { _ in 0 }, loss: 0)
    let starts = begins.map {
      FitStart(exponents: $0, end: $0, loss: 0, status: .withoutTrend, isBest: true)
    }
    return (best, starts)
  }

  private func search(_ problem: LawProblem) -> (best: ProjectedLaw, starts: [FitStart]) {
    let weights = problem.targets.map { _ in 1.0 }
    let begins = startExponents(factors: problem.logarithms.count)
    let ends = begins.map { problem.descent(from: $0, weights: weights) }
    var best = ends[0].state
    for end in ends where end.state.loss < best.loss { best = end.state }
    let starts = zip(begins, ends).map { begin, end in
      var start = FitStart(
        exponents: begin, end: end.state.exponents, loss: end.state.loss, status: end.status)
      start.isBest =
        end.state.loss <= best.loss * (1 + 1e-9)
        || zip(end.state.exponents, best.exponents).allSatisfy { abs($0 / $1 - 1) < 1e-6 }
      return start
    }
    return (best, starts)
  }

  private func profiles(
    _ problem: LawProblem, best: ProjectedLaw, points: [Int], level: Double
  ) -> [LawParameter: ProfileInterval] {
    let law = problem.law(best)
    guard
      let profile = LawProfile(
        problem, best: best, points: points, parameters: law.parameters.count, level: level)
    else { return [:] }
    var profiles: [LawParameter: ProfileInterval] = [:]
    for parameter in law.parameters { profiles[parameter] = profile.interval(of: parameter) }
    return profiles
  }

  /// Whether the interval of an exponent comes to an end of the range searched.
  private func reachesBound(_ fit: PowerLawFit) -> Bool {
    fit.law.terms.indices.contains { term in
      if let profile = fit.profiles[.exponent(term)], profile.lowIsBound || profile.highIsBound {
        return true
      }
      guard let interval = fit.bootstrap?.interval(of: .exponent(term)) else { return false }
      return interval.low <= exponents.low * 1.01 || interval.high >= exponents.high * 0.99
    }
  }
}

extension PowerLawFitting {
  private func check(_ runs: [FitObservation]) throws {
    if let message = tooFew(runs) { throw AnalysisError(message) }
    for run in runs {
      let place = "of point \(run.point), replicate \(run.replicate),"
      if let wrong = run.factors.first(where: { !($0 > 0 && $0.isFinite) }) {
        throw AnalysisError("a factor \(place) is \(wrong); expected a positive number")
      }
      guard run.error.isFinite else {
        throw AnalysisError("the error \(place) is \(run.error); expected a finite number")
      }
      guard loss.space == .linear || run.error > 0 else {
        throw AnalysisError(
          "the error \(place) is \(run.error); "
            + "a loss of logarithms expects positive errors: use the loss of squares")
      }
    }
  }

  /// Why some runs cannot determine the law; nil where they might.
  func tooFew(_ runs: [FitObservation]) -> String? {
    let factors = runs.first?.factors.count ?? 1
    let distinct = Set(runs.map(\.factors)).count
    let needed = 2 + 2 * factors
    guard distinct >= needed else {
      return factors == 1
        ? "a curve with three numbers was asked of \(counted(distinct, "distinct cost")); "
          + "expected at least 4: add points, or loosen the fit's 'where'"
        : "a law with five numbers was asked of \(counted(distinct, "distinct pair")) of factors; "
          + "expected at least \(needed): add points, or loosen the fit's 'where'"
    }
    for factor in 0..<factors {
      let values = Set(runs.map { $0.factors[factor] }).count
      guard values >= 3 else {
        return "factor \(factor + 1) of the law has \(counted(values, "distinct value")); "
          + "expected at least 3, since an exponent cannot be told from two"
      }
    }
    return nil
  }
}
