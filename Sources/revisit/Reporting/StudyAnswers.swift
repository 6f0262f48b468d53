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
  /// The runs that a power law was fitted to, for its figure, or those of a frontier.
  var runs: [FitObservation] = []
  /// The runs that it was only to predict.
  var heldOut: [FitObservation] = []
  /// The runs of a frontier, for its figure.
  var frontierRuns: [ResolutionObservation] = []
  /// The law under other choices, where asked for.
  var multiverse: Multiverse?
  /// The break of the law, or why none was sought, where asked for.
  var lawBreak: Result<LawBreak, AnalysisError>?

  /// The identities of the runs.
  var runIDs: [String] { runs.map { "\($0.point)-\($0.replicate)" } }
}

extension StudyResults {
  /// The answers to all fits, in the order of the file; each draws from a stream of its own.
  ///
  /// - Parameter table: The observation table, since contrasts are over its columns.
  /// - Returns: An answer for each fit, or why there is none.
  /// - Throws: `ExpressionError` where an expression of a fit has no value for a run that has its measures.
  func answers(_ table: ObservationTable) throws -> [StudyAnswer] {
    try study.fits.enumerated().map { place, fit in
      switch fit.kind {
      case .powerLaw(let law): try answer(fit, law, place)
      case .contrast(let contrast):
        StudyAnswer(definition: fit, result: try answer(contrast, table))
      case .frontier(let frontier): try answer(fit, frontier, place)
      case .speedAccuracy(let frontier): try answer(fit, frontier)
      }
    }
  }

  /// The points by cost, each with its values of y in the order of replicates.
  private func answer(_ fit: FitDefinition, _ asked: SpeedAccuracyFit) throws -> StudyAnswer {
    let titles = PointTitles(study)
    let kept = try results.filter { try holds(asked.condition, for: $0) }
    let byPoint = Dictionary(grouping: kept, by: \.order).sorted { $0.key < $1.key }
    let points = try byPoint.compactMap { _, results -> CostedPoint? in
      let runs = try results.compactMap { try observation(of: $0, factors: [asked.x], y: asked.y) }
      guard let cost = runs.first?.cost, let point = results.first?.point else { return nil }
      return CostedPoint(name: titles.title(point), cost: cost, errors: runs.map(\.error))
    }
    let result = try Self.attempt { FitResult.speedAccuracy(try .ofSeveral(points)) }
    return StudyAnswer(definition: fit, result: result)
  }

  private func answer(
    _ fit: FitDefinition, _ frontier: FrontierFit, _ place: Int
  ) throws -> StudyAnswer {
    let kept = try results.filter { try holds(frontier.condition, for: $0) }
    let runs = try kept.compactMap { result -> ResolutionObservation? in
      guard let run = try observation(of: result, factors: [frontier.x], y: frontier.y),
        let value = result.number(of: frontier.setting)
      else { return nil }
      return ResolutionObservation(run: run, resolution: value)
    }
    let rule = ResolutionRule(
      runs, bootstrap: frontier.bootstrap.map { bootstrap($0, estimator: place) })
    return StudyAnswer(
      definition: fit, result: .success(.resolution(rule)), runs: runs.map(\.run),
      frontierRuns: runs)
  }

  private func answer(
    _ fit: ContrastFit, _ table: ObservationTable
  ) throws -> Result<FitResult, AnalysisError> {
    let contrast = study.contrast(fit)
    return try Self.attempt { .contrast(try contrast.answer(from: table)) }
  }

  /// Turns what the data cannot answer into a result; other errors are the program's or the study's.
  static func attempt<Answer>(
    _ body: () throws -> Answer
  ) throws -> Result<Answer, AnalysisError> {
    do {
      return .success(try body())
    } catch let error as AnalysisError {
      return .failure(error)
    }
  }

  func bootstrap(_ plan: BootstrapPlan, estimator: Int) -> Bootstrap {
    Bootstrap(
      count: plan.count,
      units: Set(plan.units.map { $0 == .point ? Analysis.ResamplingUnit.point : .seed }),
      seed: rootSeed, estimator: estimator)
  }

  /// The seed of the study's root, from which all its analyses draw.
  var rootSeed: Seed {
    Seed(root: UInt64(study.points.first?.configuration.seeds.root ?? 0))
  }

  /// The run as a fit sees it; nil for a run without the metrics that x and y mention.
  func observation(
    of result: StudyResult, factors: [StudyExpression], y: StudyExpression
  ) throws -> FitObservation? {
    guard case .completed = result.record.outcome else { return nil }
    let lookup = { (name: String) in result.value(of: name, measures: study.measures) }
    return FitObservation(
      factors: try factors.map { try $0.number(lookup) }, error: try y.number(lookup),
      point: result.record.pointID, replicate: result.record.replicate)
  }

  func holds(
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
