// Fitting E + A x^-a to runs.

/// How a curve is fitted.
public struct PowerLawFitting: Hashable, Sendable {
  /// What is made small.
  public var loss = FitLoss.squares
  /// Exponents from which the search starts, spread evenly over the logarithm of the range.
  public var starts = 64
  /// The range in which the exponent is sought.
  public var exponents = Interval(low: 0.01, high: 4)
  /// Intervals by resampling; nil where none are wanted.
  public var bootstrap: Bootstrap?

  /// Least squares with 64 starts and no intervals.
  public init() {}

  /// The curve that fits some runs best.
  ///
  /// Variable projection: for each exponent E and A are a linear least-squares problem with both at least 0, so
  /// the search runs over one number.
  ///
  /// - Throws: `AnalysisError` where the runs have fewer than four distinct costs, or an error is not positive
  ///   under a loss of logarithms.
  /// - Source: Golub and Pereyra 1973, "The differentiation of pseudo-inverses and nonlinear least squares".
  public func fit(
    _ runs: [FitObservation], heldOut: [FitObservation] = []
  ) throws -> PowerLawFit {
    try check(runs)
    let solver = PowerLawSolver(
      costs: runs.map(\.cost), errors: runs.map(\.error), fitting: self)
    let solution = solver.solution(weights: Array(repeating: 1, count: runs.count))
    var fit = PowerLawFit(solution, runs: runs)
    fit.heldOut = HeldOutError(fit.law, heldOut)
    fit.bootstrap = bootstrap.map { resampled($0, runs, solver) }
    if fit.status == .converged, let interval = fit.bootstrap?.exponent, reachesBound(interval) {
      fit.status = .notDetermined
    }
    return fit
  }

  /// Whether an interval of the exponent comes within a hundredth of an end of the range searched.
  private func reachesBound(_ interval: Interval) -> Bool {
    interval.low <= exponents.low * 1.01 || interval.high >= exponents.high * 0.99
  }

  private func check(_ runs: [FitObservation]) throws {
    let distinct = Set(runs.map(\.cost)).count
    guard distinct >= 4 else {
      throw AnalysisError(
        "a curve with three numbers was asked of \(counted(distinct, "distinct cost")); "
          + "expected at least 4: add points, or loosen the fit's 'where'")
    }
    guard case .huberOfLogarithms = loss else { return }
    for run in runs where run.error <= 0 {
      throw AnalysisError(
        "the error of point \(run.point), replicate \(run.replicate), is \(run.error); "
          + "a loss of logarithms expects positive errors: use the loss of squares")
    }
  }

  private func resampled(
    _ bootstrap: Bootstrap, _ runs: [FitObservation], _ solver: PowerLawSolver
  ) -> PowerLawBootstrap {
    let (points, replicates) = (places(of: runs.map(\.point)), places(of: runs.map(\.replicate)))
    let laws = (0..<bootstrap.count).compactMap { index -> PowerLaw? in
      let weights = bootstrap.weights(index, points: points, replicates: replicates)
      let drawn = zip(runs, weights).filter { $0.1 > 0 }
      guard Set(drawn.map(\.0.cost)).count >= 4 else { return nil }
      return solver.solution(weights: weights).law
    }
    return PowerLawBootstrap(bootstrap, laws: laws)
  }
}

extension PowerLawFit {
  init(_ solution: PowerLawSolver.Solution, runs: [FitObservation]) {
    law = solution.law
    status = solution.status
    count = runs.count
    let costs = runs.map(\.cost)
    distinctCosts = Set(costs).count
    self.costs = Interval(low: costs.min() ?? 0, high: costs.max() ?? 0)
    let mean = arithmeticMean(runs.map(\.error))
    let total = runs.reduce(0) { $0 + ($1.error - mean) * ($1.error - mean) }
    let residual = runs.reduce(0) { sum, run in
      let difference = run.error - solution.law.value(at: run.cost)
      return sum + difference * difference
    }
    rSquared = total > 0 ? 1 - residual / total : nil
    residualDeviation =
      runs.count > 3 ? (residual / Double(runs.count - 3)).squareRoot() : nil
  }
}

extension HeldOutError {
  init?(_ law: PowerLaw, _ runs: [FitObservation]) {
    guard !runs.isEmpty else { return nil }
    let differences = runs.map { $0.error - law.value(at: $0.cost) }
    count = runs.count
    rootMeanSquare = arithmeticMean(differences.map { $0 * $0 }).squareRoot()
    bias = arithmeticMean(differences)
  }
}
