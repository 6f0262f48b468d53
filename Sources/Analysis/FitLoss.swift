// What a fit makes small: squares or Huber's loss, of errors or of their logarithms.

/// The scale on which residuals are taken.
public enum ResidualSpace: String, Hashable, Sendable, CaseIterable {
  /// y less its prediction.
  case linear
  /// log y less the logarithm of its prediction.
  case log
}

/// What a fit makes small.
public struct FitLoss: Hashable, Sendable {
  /// Where residuals are taken.
  public var space: ResidualSpace
  /// The residual at which Huber's loss turns from square to straight; nil for squares throughout.
  public var delta: Double?

  /// A loss from its parts.
  public init(space: ResidualSpace = .linear, delta: Double? = nil) {
    self.space = space
    self.delta = delta
  }

  /// The squares of the errors' residuals.
  public static let squares = FitLoss()

  /// The squares of the residuals' logarithms.
  public static let squaresOfLogarithms = FitLoss(space: .log)

  /// Huber's loss of the residuals' logarithms.
  ///
  /// - Source: Hoffmann et al. 2022, arXiv 2203.15556, section 3.3, with delta 1e-3.
  public static func huberOfLogarithms(delta: Double) -> FitLoss {
    FitLoss(space: .log, delta: delta)
  }

  /// The loss in words, for example `Huber 0.001 of logarithms`.
  public var words: String {
    let scale = space == .log ? " of logarithms" : ""
    return (delta.map { "Huber \(shortestText(of: $0))" } ?? "squares") + scale
  }

  /// The loss of one residual: half its square, straight beyond `delta`.
  func value(_ residual: Double) -> Double {
    let size = abs(residual)
    guard let delta, size > delta else { return size * size / 2 }
    return delta * (size - delta / 2)
  }

  /// The factor by which a residual counts less than in a sum of squares.
  func factor(_ residual: Double) -> Double {
    guard let delta, abs(residual) > delta else { return 1 }
    return delta / abs(residual)
  }
}
