// The growth of the best resolution with cost: the frontier's points and the rule through them.

public import Analysis
import Foundation

extension Figure {
  /// The growth of the best resolution: frontier points and the rule through them.
  ///
  /// - Parameters:
  ///   - rules: The rules with what each is about.
  ///   - name: The file stem.
  ///   - cost: What is spent, with its unit.
  ///   - origin: Sentences on the runs and where their numbers come from.
  /// - Returns: The figure.
  public static func resolution(
    _ rules: [(label: String, rule: ResolutionRule)], name: String, cost: String, origin: String
  ) -> Figure {
    let resolutions = Set(rules.flatMap { $0.rule.frontier.map(\.resolution) }).sorted()
    let layers = rules.enumerated().flatMap { series, labelled in
      labelled.rule.layers(series: series, label: rules.count > 1 ? labelled.label : nil)
    }
    let statements = rules.map { label, rule in
      rules.count > 1 ? "\(label): \(rule.statement)" : rule.statement
    }
    return Figure(
      name: name,
      caption: (["Resolution of the points on the frontier of error and cost."] + statements
        + [origin]).joined(separator: " "),
      horizontal: FigureAxis(cost, isLogarithmic: true),
      vertical: .resolutions("best resolution (px)", resolutions), layers: layers)
  }
}

extension FigureAxis {
  /// A logarithmic axis with a tick at each of some resolutions.
  static func resolutions(_ label: String, _ values: [Double]) -> FigureAxis {
    FigureAxis(
      label, isLogarithmic: true, ticks: values.map { FigureTick($0, shortestText(of: $0)) })
  }
}

extension ResolutionRule {
  fileprivate func layers(series: Int, label: String?) -> [FigureLayer] {
    let points = frontier.map { FigurePoint(x: $0.cost, y: $0.resolution) }
    let symbols = FigureLayer(.symbols, look: FigureLook(series), title: label, points: points)
    guard let first = frontier.first, let last = frontier.last, exponent != nil else {
      return [symbols]
    }
    let line = spread(over: Interval(low: first.cost, high: last.cost)).compactMap { cost in
      resolution(at: cost).map { FigurePoint(x: cost, y: $0) }
    }
    return [FigureLayer(.line, look: FigureLook(series), points: line), symbols]
  }
}
