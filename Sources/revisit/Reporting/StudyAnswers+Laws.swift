// The answers to a study's power laws: the fit, the same under other choices, and where the law breaks.

import Analysis
import Reports
import Studies

extension StudyResults {
  /// The answer to a power law; `place` tells its draws from those of other fits.
  func answer(
    _ fit: FitDefinition, _ law: Studies.PowerLawFit, _ place: Int
  ) throws -> StudyAnswer {
    let (fitted, heldOut) = try observations(of: law, factors: law.factors)
    var fitting = PowerLawFitting()
    fitting.loss = Analysis.FitLoss(
      space: law.loss.space == .log ? .log : .linear, delta: law.loss.huber)
    fitting.starts = law.starts
    fitting.seed = rootSeed
    fitting.profileLevel = 0.95
    fitting.bootstrap = law.bootstrap.map { bootstrap($0, estimator: place) }
    let result = try Self.attempt { FitResult.powerLaw(try fitting.fit(fitted, heldOut: heldOut)) }
    var answer = StudyAnswer(
      definition: fit, result: result, runs: fitted, heldOut: heldOut)
    answer.multiverse = try law.multiverse.map { try multiverse($0, of: law, fitting) }
    answer.lawBreak = try law.breakSimulations.map { simulations in
      var search = LawBreakSearch(seed: rootSeed)
      search.simulations = simulations
      return try Self.attempt { try search.search(fitted) }
    }
    return answer
  }

  private func multiverse(
    _ plan: MultiversePlan, of law: Studies.PowerLawFit, _ fitting: PowerLawFitting
  ) throws -> Multiverse {
    let countings = try (law.factors + plan.countings).map { counting in
      // What is held out is asked in the law's own cost: it has to be the same runs in each universe.
      let (fitted, heldOut) = try observations(of: law, factors: [counting])
      return CostCounting(name: counting.description, runs: fitted, heldOut: heldOut)
    }
    return Multiverse(
      countings, losses: usualLosses(with: fitting.loss),
      exclusions: Multiverse.usualExclusions, fitting: fitting)
  }

  /// The fit's own loss first, then the usual ones.
  private func usualLosses(with own: Analysis.FitLoss) -> [Analysis.FitLoss] {
    [own] + Multiverse.usualLosses.filter { $0 != own }
  }

  /// The runs that a law is fitted to and those it is only to predict, by given factors.
  private func observations(
    of law: Studies.PowerLawFit, factors: [StudyExpression]
  ) throws -> (fitted: [FitObservation], heldOut: [FitObservation]) {
    var (fitted, heldOut): ([FitObservation], [FitObservation]) = ([], [])
    for result in results where try holds(law.condition, for: result) {
      guard let asked = try observation(of: result, factors: law.factors, y: law.y),
        let run = try observation(of: result, factors: factors, y: law.y)
      else { continue }
      let isHeldOut = try holds(
        law.holdout, for: result, x: law.factors.count == 1 ? asked.cost : nil, y: asked.error,
        otherwise: false)
      if isHeldOut { heldOut.append(run) } else { fitted.append(run) }
    }
    return (fitted, heldOut)
  }
}

extension StudyAnswer {
  /// What a power law's answer says beside the law itself.
  var furtherStatements: [String] {
    let breaks =
      switch lawBreak {
      case .success(let found): found.statement
      case .failure(let error): "no break was sought: \(error)"
      case nil: String?.none
      }
    return [multiverse?.statement, breaks].compactMap(\.self)
  }
}
