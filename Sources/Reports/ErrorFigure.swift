// Error against cost: points with intervals, the fitted law with its band, the floor that it tends to.

public import Analysis
import Foundation

/// One curve of error against cost with the runs it was fitted to.
public struct ErrorCurve: Hashable, Sendable {
  /// The regime, for example `350 epochs`.
  public var label: String
  /// The runs.
  public var runs: [FitObservation]
  /// The runs that the curve was not fitted to and is to predict.
  public var heldOut: [FitObservation]
  /// The curve, where one was fitted.
  public var fit: PowerLawFit?

  /// A curve from its parts.
  public init(
    label: String, runs: [FitObservation], heldOut: [FitObservation] = [], fit: PowerLawFit?
  ) {
    self.label = label
    self.runs = runs
    self.heldOut = heldOut
    self.fit = fit
  }
}

extension Figure {
  /// Error against cost: a point's mean with its interval over seeds, the fitted law, its band and its floor.
  ///
  /// - Parameters:
  ///   - curves: The curves.
  ///   - name: The file stem.
  ///   - cost: What is spent, with its unit.
  ///   - error: What is measured, with its unit.
  ///   - unit: That of errors, which are multiplied by its factor.
  ///   - origin: Sentences on the runs and where their numbers come from.
  /// - Returns: The figure.
  public static func errorAgainstCost(
    _ curves: [ErrorCurve], name: String, cost: String, error: String,
    unit: ReportUnit = .percent, origin: String
  ) -> Figure {
    let scale = unit.factor
    let bands = curves.enumerated().flatMap { $1.bandLayers(series: $0, scale: scale) }
    let lines = curves.enumerated().flatMap { $1.lineLayers(series: $0, scale: scale) }
    let floors = curves.count > 2 ? [] : curves.flatMap { $0.floorLayers(scale: scale) }
    let points = curves.enumerated().flatMap { $1.pointLayers(series: $0, scale: scale) }
    return Figure(
      name: name, caption: caption(of: curves, scale: scale, unit: unit, origin: origin),
      horizontal: FigureAxis(cost, isLogarithmic: true),
      vertical: FigureAxis(error, isLogarithmic: true), layers: bands + floors + lines + points)
  }

  private static func caption(
    of curves: [ErrorCurve], scale: Double, unit: ReportUnit, origin: String
  ) -> String {
    let fits = curves.compactMap(\.fit)
    let all = curves.flatMap { $0.means(of: $0.runs + $0.heldOut, scale: scale) }
    var sentences = [
      all.contains { $0.ends != nil }
        ? "Error against cost: each point's mean with its 95 % Student interval over seeds."
        : "Error against cost, a single run each."
    ]
    if !fits.isEmpty { sentences.append("Lines are fitted laws E + A x^-a.") }
    if let bootstrap = fits.compactMap(\.bootstrap).first {
      sentences.append(
        "Bands are pointwise \(percent(bootstrap.level)) % intervals of the law over "
          + "\(bootstrap.count) resamples of the runs, cut off at the panel's edge.")
    } else if !fits.isEmpty {
      sentences.append("No resamples were asked for, so there is no band.")
    }
    if curves.contains(where: { !$0.heldOut.isEmpty }) {
      sentences.append("Hollow points were held out; the law's fine dots lead to them.")
    }
    sentences += curves.compactMap { $0.floorSentence(scale: scale, unit: unit) }
    return (sentences + [origin]).joined(separator: " ")
  }
}

extension ErrorCurve {
  /// Each point's mean, with its interval where it has several runs.
  fileprivate func means(of runs: [FitObservation], scale: Double) -> [FigurePoint] {
    let byPoint = Dictionary(grouping: runs, by: \.point)
    return byPoint.values.compactMap { runs -> FigurePoint? in
      guard let estimate = MeanEstimate(runs.map(\.error)) else { return nil }
      // An error is positive, on this scale visibly so, and at most 1.
      let ends = estimate.interval.map {
        Interval(low: max($0.low, estimate.mean * 0.5) * scale, high: min($0.high, 1) * scale)
      }
      return FigurePoint(x: runs[0].cost, y: estimate.mean * scale, ends: ends)
    }
    .sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  }

  fileprivate func pointLayers(series: Int, scale: Double) -> [FigureLayer] {
    let held = FigureLayer(
      .symbols, look: FigureLook(series, tone: .open),
      title: heldOut.isEmpty ? nil : "\(label), held out", points: means(of: heldOut, scale: scale))
    let fitted = FigureLayer(
      .symbols, look: FigureLook(series), title: label, points: means(of: runs, scale: scale))
    return heldOut.isEmpty ? [fitted] : [fitted, held]
  }

  /// The costs that the law is drawn over: those it was fitted to, and those beyond that it is to predict.
  private var reach: Interval? {
    fit.map { fit in
      let costs = heldOut.map(\.cost) + [fit.costs.low, fit.costs.high]
      return Interval(low: costs.min() ?? fit.costs.low, high: costs.max() ?? fit.costs.high)
    }
  }

  fileprivate func lineLayers(series: Int, scale: Double) -> [FigureLayer] {
    guard let fit, let reach else { return [] }
    func line(_ range: Interval, _ look: FigureLook) -> FigureLayer? {
      guard range.high > range.low else { return nil }
      let points = spread(over: range).map {
        FigurePoint(x: $0, y: fit.law.value(at: $0) * scale)
      }
      return FigureLayer(.line, look: look, points: points)
    }
    let beyond = FigureLook(series, dash: 2)
    return [
      line(Interval(low: reach.low, high: fit.costs.low), beyond),
      line(fit.costs, FigureLook(series)),
      line(Interval(low: fit.costs.high, high: reach.high), beyond),
    ].compactMap(\.self)
  }

  fileprivate func bandLayers(series: Int, scale: Double) -> [FigureLayer] {
    guard let fit, let bootstrap = fit.bootstrap, let reach else { return [] }
    let band = spread(over: reach).compactMap { cost in
      bootstrap.interval(at: cost).map {
        FigurePoint(
          x: cost, y: fit.law.value(at: cost) * scale,
          ends: Interval(low: $0.low * scale, high: min($0.high, 1) * scale))
      }
    }
    return band.isEmpty ? [] : [FigureLayer(.band, look: FigureLook(series), points: band)]
  }

  /// The floor as a line, where it lies within reach of the points and is not the law itself.
  fileprivate func floorLayers(scale: Double) -> [FigureLayer] {
    let least = (runs + heldOut).map(\.error).min() ?? 0
    guard let fit, let reach, fit.law.floor > least * 0.6, fit.law.amplitude > 0 else { return [] }
    let floor = fit.law.floor * scale
    return [
      FigureLayer(
        .line, look: .neutral(dash: 1), title: "E, the error that no cost removes",
        points: [FigurePoint(x: reach.low, y: floor), FigurePoint(x: reach.high, y: floor)])
    ]
  }

  fileprivate func floorSentence(scale: Double, unit: ReportUnit) -> String? {
    guard let fit else { return nil }
    let symbol = unit.symbol.isEmpty ? "" : " \(unit.symbol)"
    let range =
      fit.interval(of: .floor).map {
        " (\(shortNumber($0.low * scale)) to \(shortNumber($0.high * scale)))"
      } ?? ""
    let exponent =
      fit.whyUnmeasured(.exponent(0)) == nil
      ? "a = \(shortNumber(fit.law.exponent))"
        + (fit.interval(of: .exponent(0)).map {
          " (\(shortNumber($0.low)) to \(shortNumber($0.high)))"
        } ?? "")
      : "no trend"
    return "\(label): E = \(shortNumber(fit.law.floor * scale))\(symbol)\(range), \(exponent), "
      + "\(fit.status.word)."
  }
}

/// Sixty steps of cost spread evenly over the logarithm of a range.
func spread(over range: Interval) -> [Double] {
  (0...60).map { range.low * pow(range.high / range.low, Double($0) / 60) }
}
