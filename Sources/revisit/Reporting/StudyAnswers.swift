// The answers to a study's fits.

import Analysis
import Configuration
import Foundation
import Randomness
import Records
import Studies

/// A fit of a study and what came of it.
struct StudyAnswer {
  let definition: FitDefinition
  /// The answer, or why there is none.
  let result: Result<FitResult, AnalysisError>
  /// The runs of a power law, for its figure.
  var runs: [FitObservation] = []
}

extension StudyResults {
  /// The answers to all fits, in the order of the file; each draws from a stream of its own.
  ///
  /// - Throws: `ExpressionError` where an expression of a fit has no value for a run that has its measures.
  func answers() throws -> [StudyAnswer] {
    let table = try table
    return try study.fits.enumerated().map { place, fit in
      switch fit.kind {
      case .powerLaw(let law): try answer(fit, law, place)
      case .contrast(let contrast):
        StudyAnswer(definition: fit, result: try answer(contrast, table))
      case .frontier(let frontier): try answer(fit, frontier, place)
      }
    }
  }

  private func answer(
    _ fit: FitDefinition, _ law: Studies.PowerLawFit, _ place: Int
  ) throws -> StudyAnswer {
    let kept = try results.filter { try holds(law.condition, for: $0) }
    var (fitted, heldOut): ([FitObservation], [FitObservation]) = ([], [])
    for result in kept {
      guard let run = try observation(of: result, x: law.x, y: law.y) else { continue }
      let isHeldOut = try holds(
        law.holdout, for: result, x: run.cost, y: run.error, otherwise: false)
      if isHeldOut { heldOut.append(run) } else { fitted.append(run) }
    }
    var fitting = PowerLawFitting()
    if let threshold = law.loss.huber, law.loss.space == .log {
      fitting.loss = .huberOfLogarithms(delta: threshold)
    }
    fitting.starts = law.starts
    fitting.bootstrap = law.bootstrap.map { bootstrap($0, estimator: place) }
    let result = try Self.attempt { FitResult.powerLaw(try fitting.fit(fitted, heldOut: heldOut)) }
    return StudyAnswer(definition: fit, result: result, runs: fitted + heldOut)
  }

  private func answer(
    _ fit: FitDefinition, _ frontier: FrontierFit, _ place: Int
  ) throws -> StudyAnswer {
    let kept = try results.filter { try holds(frontier.condition, for: $0) }
    let runs = try kept.compactMap { result -> ResolutionObservation? in
      guard let run = try observation(of: result, x: frontier.x, y: frontier.y),
        let value = result.number(of: frontier.setting)
      else { return nil }
      return ResolutionObservation(run: run, resolution: value)
    }
    let rule = ResolutionRule(
      runs, bootstrap: frontier.bootstrap.map { bootstrap($0, estimator: place) })
    return StudyAnswer(definition: fit, result: .success(.resolution(rule)))
  }

  private func answer(
    _ fit: ContrastFit, _ table: ObservationTable
  ) throws -> Result<FitResult, AnalysisError> {
    let contrast = study.contrast(fit)
    return try Self.attempt { .contrast(try contrast.answer(from: table)) }
  }

  /// Turns what the data cannot answer into a result; other errors are the program's or the study's.
  private static func attempt(
    _ body: () throws -> FitResult
  ) throws -> Result<FitResult, AnalysisError> {
    do {
      return .success(try body())
    } catch let error as AnalysisError {
      return .failure(error)
    }
  }

  private func bootstrap(_ plan: BootstrapPlan, estimator: Int) -> Bootstrap {
    let root = study.points.first?.configuration.seeds.root ?? 0
    return Bootstrap(
      count: plan.count,
      units: Set(plan.units.map { $0 == .point ? Analysis.ResamplingUnit.point : .seed }),
      seed: Seed(root: UInt64(root)), estimator: estimator)
  }

  /// The run as a fit sees it; nil for a run without the metrics that x and y mention.
  private func observation(
    of result: StudyResult, x: StudyExpression, y: StudyExpression
  ) throws -> FitObservation? {
    guard case .completed = result.record.outcome else { return nil }
    let lookup = { (name: String) in result.value(of: name, measures: study.measures) }
    return FitObservation(
      cost: try x.number(lookup), error: try y.number(lookup), point: result.record.pointID,
      replicate: result.record.replicate)
  }

  private func holds(
    _ condition: StudyExpression?, for result: StudyResult, x: Double? = nil, y: Double? = nil,
    otherwise: Bool = true
  ) throws -> Bool {
    guard let condition else { return otherwise }
    return try condition.holds { name in
      switch name {
      case "x": x.map { .number($0) }
      case "y": y.map { .number($0) }
      default: result.value(of: name, measures: study.measures)
      }
    }
  }
}

extension Study {
  /// The measure of a name; reading the study has checked that there is one.
  func measure(_ name: String) -> MeasureDefinition {
    guard let measure = measures.first(where: { $0.name == name }) else {
      fatalError("the study file was read with an unknown measure '\(name)'")
    }
    return measure
  }
}

extension Study {
  /// The contrast that a fit defines, over the columns of the observation table.
  func contrast(_ fit: ContrastFit) -> Contrast {
    let measure = measure(fit.measure)
    var contrast = Contrast(
      group: fit.group, first: fit.first, second: fit.second, metric: measure.metric,
      match: Dictionary(
        fit.matches.map { ($0.cost, $0.tolerance) }, uniquingKeysWith: { first, _ in first }))
    contrast.by = fit.regimes
    contrast.higherIsBetter = measure.higherIsBetter
    contrast.equivalence = fit.equivalence.map { $0 / measure.unit.factor }
    return contrast
  }
}

extension MeasureDefinition {
  /// Losses are better when small, accuracies when large.
  var higherIsBetter: Bool { !metric.hasSuffix("loss") }
}
