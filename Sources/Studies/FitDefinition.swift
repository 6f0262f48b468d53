// What a study asks of its observations: measures and fits.

import Documents

/// A metric under the name that fits and tables use.
public struct MeasureDefinition: Hashable, Sendable {
  /// Its name in expressions and cells, for example `top1`.
  public let name: String
  /// The metric of a run's record, for example `validation.top1` or `ema.validation.top1`; taken after
  /// the last epoch, or, with `best.` before it, after the epoch with the best validation accuracy.
  public let metric: String
  /// What one unit of it is.
  public let unit: MeasureUnit
  /// Where it stands in the file.
  let position: SourcePosition

  /// Whether it is of the epoch with the best validation accuracy.
  public var isOfBestEpoch: Bool { metric.hasPrefix("best.") }
}

/// After which epoch a measure is taken.
enum MeasuredEpoch: String, CaseIterable {
  /// The last one.
  case last
  /// The first with the best validation accuracy.
  case best
}

/// The unit in which a measure is given.
public enum MeasureUnit: String, CaseIterable, Sendable {
  /// As recorded: a fraction in 0...1, or a loss.
  case plain
  /// A fraction times 100.
  case percent

  /// What a recorded value is multiplied by.
  public var factor: Double {
    switch self {
    case .plain: 1
    case .percent: 100
    }
  }
}

/// Which weights a measure is of.
enum MeasuredWeights: String, CaseIterable {
  /// Those of the last step.
  case last
  /// Their moving averages; the record has their metrics under `ema.`.
  case averages = "ema"
}

/// A question that a study asks of its observations.
public struct FitDefinition: Hashable, Sendable {
  /// Its name, for example `error_vs_cost`.
  public let name: String
  /// What is asked.
  public let kind: FitKind
}

/// The kinds of questions.
public enum FitKind: Hashable, Sendable {
  /// How a quantity falls with another: `E + A * x^-a`, or with two.
  case powerLaw(PowerLawFit)
  /// Which of two alternatives is better at equal cost.
  case contrast(ContrastFit)
  /// How the best value of a setting grows with cost.
  case frontier(FrontierFit)
  /// Which points are worth their cost.
  case speedAccuracy(SpeedAccuracyFit)
}

/// The form `y = E + A * x^-a`, or `y = E + A * u^-a + B * v^-b`.
public struct PowerLawFit: Hashable, Sendable {
  /// The form.
  public let form: LawForm
  /// The quantities that the law has terms of, one or two, positive.
  public let factors: [StudyExpression]
  /// The quantity y.
  public let y: StudyExpression
  /// Which observations count; nil for all.
  public let condition: StudyExpression?
  /// What is minimised.
  public let loss: FitLoss
  /// From how many starts.
  public let starts: Int
  /// How intervals are found; nil for none.
  public let bootstrap: BootstrapPlan?
  /// Which observations are only predicted, in terms of x and y too; nil for none.
  public let holdout: StudyExpression?
  /// The choices under which the fit is made again; nil where none were asked for.
  public let multiverse: MultiversePlan?
  /// Simulations of the test for a break of the law; nil where no break is sought.
  public let breakSimulations: Int?
}

/// Choices that an analyst could as well have made, beside the usual losses and exclusions.
public struct MultiversePlan: Hashable, Sendable {
  /// Other ways to count the cost.
  public let countings: [StudyExpression]
}

/// What a fit minimises.
public struct FitLoss: Hashable, Sendable {
  /// The residual at which Huber's loss turns from square to linear; nil for squares throughout.
  public let huber: Double?
  /// Where residuals are taken.
  public let space: FitSpace
}

/// The scale of residuals.
public enum FitSpace: String, CaseIterable, Sendable {
  /// y minus its prediction.
  case linear
  /// log y minus the logarithm of its prediction.
  case log
}

/// Resampling for intervals.
public struct BootstrapPlan: Hashable, Sendable {
  /// The number of resamples.
  public let count: Int
  /// What is resampled, from the outer to the inner level.
  public let units: [ResamplingUnit]
}

/// What a resample draws.
public enum ResamplingUnit: String, CaseIterable, Sendable {
  /// Points.
  case point
  /// Replicates of a point.
  case seed
}

/// Two alternatives of a group, compared at equal cost.
public struct ContrastFit: Hashable, Sendable {
  /// The group, for example `scale`.
  public let group: String
  /// The first alternative; a positive difference speaks for it.
  public let first: String
  /// The second alternative.
  public let second: String
  /// The measure, by name.
  public let measure: String
  /// Which costs must agree, and how closely.
  public let matches: [CostMatch]
  /// The axes by whose values regimes are told apart.
  public let regimes: [String]
  /// Whether replicates are paired by their number.
  public let isPairedBySeed: Bool
  /// How many regimes are allowed for.
  public let correction: MultipleTesting
  /// The difference below which two alternatives count as equal, in the measure's unit; nil for
  /// none.
  public let equivalence: Double?
}

/// A cost that two points must share.
public struct CostMatch: Hashable, Sendable {
  /// The cost, for example `cost.multiply_adds`.
  public let cost: String
  /// How far they may differ, as a fraction of the larger.
  public let tolerance: Double
}

/// A correction for asking several questions.
public enum MultipleTesting: String, CaseIterable, Sendable {
  /// Holm's step-down procedure.
  case holm
  /// No correction.
  case none
}

/// The exponent b of `best value of a setting ~ x^b` along the frontier of the lowest y for x.
public struct FrontierFit: Hashable, Sendable {
  /// The setting, for example `data.resolution`, or `cost.resolution`.
  public let setting: String
  /// The cost, positive.
  public let x: StudyExpression
  /// What is to be low, for example an error.
  public let y: StudyExpression
  /// Which observations count; nil for all.
  public let condition: StudyExpression?
  /// How the interval is found; nil for none.
  public let bootstrap: BootstrapPlan?
}

/// Which points no other beats at their cost or below, noise considered.
public struct SpeedAccuracyFit: Hashable, Sendable {
  /// The cost, positive.
  public let x: StudyExpression
  /// What is to be low, for example an error.
  public let y: StudyExpression
  /// Which observations count; nil for all.
  public let condition: StudyExpression?
}

extension FitKind {
  /// The names of costs, measures and settings that it mentions.
  var names: [String] {
    switch self {
    case .powerLaw(let law):
      (law.factors + (law.multiverse?.countings ?? [])
        + [law.y, law.condition, law.holdout].compactMap(\.self)).flatMap(\.names)
    case .contrast(let contrast): contrast.matches.map(\.cost)
    case .frontier(let frontier):
      [frontier.x, frontier.y, frontier.condition].compactMap(\.self).flatMap(\.names)
    case .speedAccuracy(let fit): [fit.x, fit.y, fit.condition].compactMap(\.self).flatMap(\.names)
    }
  }
}
