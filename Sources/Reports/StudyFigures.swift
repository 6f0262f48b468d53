// The figures of a study: error against cost, contrasts, growth of the best resolution.

public import Analysis
import Foundation

/// One curve of error against cost with the runs it was fitted to.
public struct ErrorCurve: Hashable, Sendable {
  /// The regime, for example `350 epochs`.
  public var label: String
  /// The runs.
  public var runs: [FitObservation]
  /// The curve, where one was fitted.
  public var fit: PowerLawFit?

  /// A curve from its parts.
  public init(label: String, runs: [FitObservation], fit: PowerLawFit?) {
    self.label = label
    self.runs = runs
    self.fit = fit
  }
}

extension Figure {
  /// Error against cost: a point's mean with its interval over seeds, the fitted curve and its band.
  ///
  /// `error` and `cost` say what is measured, with units; errors are multiplied by the unit's factor.
  public static func errorAgainstCost(
    _ curves: [ErrorCurve], name: String, cost: String, error: String,
    unit: ReportUnit = .percent
  ) -> Figure {
    let scale = unit.factor
    let bands = curves.enumerated().flatMap { $1.bandLayers(series: $0, scale: scale) }
    let points = curves.enumerated().map { series, curve in
      FigureLayer(
        .symbols, series: series, title: curve.label, points: curve.means(scale: scale))
    }
    var figure = Figure(
      name: name, horizontal: FigureAxis(cost, isLogarithmic: true),
      vertical: FigureAxis(error, isLogarithmic: true), layers: bands + points)
    figure.aspect += 0.06 * Double(curves.count - 1)  // The key stands above, a line a curve.
    return figure
  }

  /// A contrast: one row a regime, with the difference's interval, a line at zero and the margin of equivalence.
  public static func contrast(
    _ result: ContrastResult, name: String, difference: String,
    unit: ReportUnit = .percentagePoints
  ) -> Figure {
    let count = result.regimes.count
    let rows = result.regimes.enumerated().map { (place: Double(count - $0), regime: $1) }
    let ticks = rows.map { place, regime in
      FigureTick(place, regime.regime.map(\.value.text).joined(separator: ", "))
    }
    let height = Interval(low: 0.4, high: Double(count) + 0.6)
    var figure = Figure(
      name: name, horizontal: FigureAxis(difference),
      vertical: FigureAxis(
        result.contrast.by.joined(separator: ", "), range: height, ticks: ticks),
      layers: result.contrast.guides(height: height, unit: unit)
        + result.verdictLayers(rows, unit: unit))
    let range = result.range(unit: unit)
    figure.horizontal.range = range
    figure.horizontal.ticks = linearTicks(range)
    figure.aspect = min(1.6, 0.34 + 0.07 * Double(max(count, 2)))
    return figure
  }

  /// The growth of the best resolution: frontier points and the rule through them.
  public static func resolution(
    _ rules: [(label: String, rule: ResolutionRule)], name: String, cost: String
  ) -> Figure {
    let resolutions = Set(rules.flatMap { $0.rule.frontier.map(\.resolution) }).sorted()
    let layers = rules.enumerated().flatMap { series, labelled in
      labelled.rule.layers(series: series, label: rules.count > 1 ? labelled.label : nil)
    }
    return Figure(
      name: name, horizontal: FigureAxis(cost, isLogarithmic: true),
      vertical: FigureAxis(
        "best resolution (pixels)", isLogarithmic: true,
        ticks: resolutions.map { FigureTick($0, shortestText(of: $0)) }),
      layers: layers)
  }
}

extension ErrorCurve {
  fileprivate func means(scale: Double) -> [FigurePoint] {
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

  fileprivate func bandLayers(series: Int, scale: Double) -> [FigureLayer] {
    guard let fit else { return [] }
    let costs = spread(over: fit.costs)
    let line = costs.map { FigurePoint(x: $0, y: fit.law.value(at: $0) * scale) }
    let band = costs.compactMap { cost in
      fit.bootstrap?.interval(at: cost).map {
        FigurePoint(
          x: cost, y: fit.law.value(at: cost) * scale,
          ends: Interval(low: $0.low * scale, high: min($0.high, 1) * scale))
      }
    }
    let curve = FigureLayer(.line, series: series, points: line)
    return band.isEmpty ? [curve] : [FigureLayer(.band, series: series, points: band), curve]
  }
}

extension ContrastResult {
  fileprivate typealias Row = (place: Double, regime: RegimeContrast)

  /// One layer for each verdict that occurs, so that the key names it.
  fileprivate func verdictLayers(_ rows: [Row], unit: ReportUnit) -> [FigureLayer] {
    let words = [contrast.first, contrast.second, "equivalent", "undecided"]
    return words.enumerated().compactMap { series, word in
      let members = rows.filter { $0.regime.verdict.word(contrast) == word }
      let points = members.compactMap { place, regime -> FigurePoint? in
        guard let estimate = regime.estimate else { return nil }
        let mean = estimate.mean * unit.factor
        let ends = estimate.interval.map {
          Interval(low: $0.low * unit.factor, high: $0.high * unit.factor)
        }
        return FigurePoint(x: mean, y: place, ends: ends ?? Interval(low: mean, high: mean))
      }
      guard !points.isEmpty else { return nil }
      let title = series < 2 ? "\(word) better" : word
      return FigureLayer(.horizontalBars, series: series, title: title, points: points)
    }
  }

  /// A range that holds zero, the margin and every interval.
  fileprivate func range(unit: ReportUnit) -> Interval {
    let ends = regimes.flatMap { regime -> [Double] in
      guard let estimate = regime.estimate else { return [] }
      return [estimate.interval?.low ?? estimate.mean, estimate.interval?.high ?? estimate.mean]
    }
    let margin = contrast.equivalence ?? 0
    let values = (ends + [0, margin, -margin]).map { $0 * unit.factor }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let space = high > low ? (high - low) * 0.06 : 1
    return Interval(low: low - space, high: high + space)
  }
}

extension Contrast {
  fileprivate func guides(height: Interval, unit: ReportUnit) -> [FigureLayer] {
    let zero = FigureLayer(
      .guideline, points: [FigurePoint(x: 0, y: height.low), FigurePoint(x: 0, y: height.high)])
    guard let equivalence else { return [zero] }
    let margin = [-equivalence, equivalence].map {
      FigurePoint(x: $0 * unit.factor, y: height.low, ends: height)
    }
    return [FigureLayer(.margin, points: margin), zero]
  }
}

extension ResolutionRule {
  fileprivate func layers(series: Int, label: String?) -> [FigureLayer] {
    let points = frontier.map { FigurePoint(x: $0.cost, y: $0.resolution) }
    let symbols = FigureLayer(.symbols, series: series, title: label, points: points)
    guard let first = frontier.first, let last = frontier.last, exponent != nil else {
      return [symbols]
    }
    let line = spread(over: Interval(low: first.cost, high: last.cost)).compactMap { cost in
      resolution(at: cost).map { FigurePoint(x: cost, y: $0) }
    }
    return [FigureLayer(.line, series: series, points: line), symbols]
  }
}

/// Sixty costs spread evenly over the logarithm of a range.
private func spread(over range: Interval) -> [Double] {
  (0...60).map { range.low * pow(range.high / range.low, Double($0) / 60) }
}
