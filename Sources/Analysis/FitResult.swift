// The answers of a study by name, as reports take them.

/// The answer that one entry under a study's `fits` gives.
public enum FitResult: Hashable, Sendable {
  /// Error against cost.
  case powerLaw(PowerLawFit)
  /// One label against another at equal cost.
  case contrast(ContrastResult)
  /// Growth of the best resolution with cost.
  case resolution(ResolutionRule)
  /// Which points are worth their cost.
  case speedAccuracy(SpeedAccuracyFrontier)
}

/// An answer with the name that the study gives it.
public struct NamedFit: Hashable, Sendable {
  /// The name under `fits`.
  public let name: String
  /// The answer.
  public let result: FitResult

  /// An answer under a name.
  public init(name: String, result: FitResult) {
    self.name = name
    self.result = result
  }
}
