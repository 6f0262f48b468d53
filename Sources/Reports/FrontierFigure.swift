// Error against cost with the frontier: what is worth its cost, what is not, and what noise leaves open.

public import Analysis

/// A point as the figure of a frontier shows it.
public struct FrontierMark: Hashable, Sendable {
  /// What is known of its place.
  public enum Standing: Hashable, Sendable {
    /// On the frontier, beyond doubt.
    case on
    /// Dominated, beyond doubt.
    case dominated
    /// Noise leaves it open.
    case open
  }

  /// The group that its symbol tells, for example its resolution; empty where there is none.
  public var group: String
  /// Cost and error with their ends.
  public var point: FigurePoint
  /// What is known of its place.
  public var standing: Standing
  /// Whether no point of its cost or less has a smaller error, doubt or not.
  public var isBest: Bool

  /// A point from its parts.
  public init(group: String, point: FigurePoint, standing: Standing, isBest: Bool) {
    self.group = group
    self.point = point
    self.standing = standing
    self.isBest = isBest
  }
}

extension Figure {
  /// The frontier of error and cost.
  ///
  /// - Parameters:
  ///   - marks: The points.
  ///   - name: The file stem.
  ///   - cost: What is spent, with its unit.
  ///   - error: What is measured, with its unit.
  ///   - caption: What it shows, over which runs, and where these come from.
  /// - Returns: The figure.
  public static func frontier(
    _ marks: [FrontierMark], name: String, cost: String, error: String, caption: String
  ) -> Figure {
    let groups = distinctValues(marks.map(\.group))
    let key = groups.enumerated().filter { !$1.isEmpty }.map {
      FigureLayer(.symbols, look: FigureLook($0), title: $1, points: [])
    }
    let standings: [(FrontierMark.Standing, FigureLook.Tone, String)] = [
      (.dominated, .faint, "dominated"), (.open, .open, "left open"),
      (.on, .full, "on the frontier"),
    ]
    let layers = standings.flatMap { standing, tone, title -> [FigureLayer] in
      let members = marks.filter { $0.standing == standing }
      if members.isEmpty { return [] }
      // With groups the symbol is theirs, so that the key shows a standing by a disc of no colour.
      let legend = FigureLayer(.symbols, look: .neutral(tone: tone), title: title, points: [])
      return [legend]
        + groups.enumerated().map { place, group in
          FigureLayer(
            .symbols, look: FigureLook(place, tone: tone),
            points: members.filter { $0.group == group }.map(\.point))
        }.filter { !$0.points.isEmpty }
    }
    let best = marks.filter(\.isBest).map(\.point).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    let line = FigureLayer(
      .steps, look: .neutral(dash: 0), title: "frontier",
      points: best.map { FigurePoint(x: $0.x, y: $0.y) })
    let dominated = layers.filter { $0.look.tone == .faint }
    var figure = Figure(
      name: name, caption: caption, horizontal: FigureAxis(cost, isLogarithmic: true),
      vertical: FigureAxis(error, isLogarithmic: true),
      layers: key + dominated + [line] + layers.filter { $0.look.tone != .faint })
    figure.aspect = 0.84
    return figure
  }

  /// The frontier of a study's runs, tested by Welch's tests.
  ///
  /// - Parameters:
  ///   - runs: The runs, with the resolution that tells their symbols.
  ///   - name: The file stem.
  ///   - cost: What is spent, with its unit.
  ///   - error: What is measured, with its unit.
  ///   - unit: That of errors, which are multiplied by its factor.
  ///   - origin: Sentences on the runs and where their numbers come from.
  /// - Returns: The figure.
  public static func frontier(
    _ runs: [ResolutionObservation], name: String, cost: String, error: String, unit: ReportUnit,
    origin: String
  ) -> Figure {
    let points = distinctValues(runs.map(\.run.point))
    let byPoint = Dictionary(grouping: runs, by: \.run.point)
    let frontier = SpeedAccuracyFrontier(
      points.compactMap { name in
        byPoint[name].map {
          CostedPoint(name: name, cost: $0[0].run.cost, errors: $0.map(\.run.error))
        }
      })
    let sides = Set(runs.map(\.resolution)).sorted()
    let marks = frontier.entries.map { entry in
      let side = byPoint[entry.point.name]?[0].resolution ?? 0
      let ends = MeanEstimate(entry.point.errors)?.interval?.scaled(by: unit.factor)
      return FrontierMark(
        group: sides.count > 1 ? "\(shortestText(of: side)) px" : "",
        point: FigurePoint(x: entry.point.cost, y: entry.error * unit.factor, ends: ends?.positive),
        standing: entry.dominance.standing, isBest: entry.isBestByMean)
    }
    .sorted { ($0.group.count, $0.group) < ($1.group.count, $1.group) }
    return Figure.frontier(
      marks, name: name, cost: cost, error: error,
      caption: "Error against cost: means with 95 % Student intervals over seeds. The line is the "
        + "frontier of the means; a point is on it, or dominated, where Welch's tests against all "
        + "that cost as much or less say so (5 %, Holm), else left open. \(origin)")
  }
}

extension Dominance {
  fileprivate var standing: FrontierMark.Standing {
    switch self {
    case .onFrontier: .on
    case .dominated: .dominated
    case .undecided: .open
    }
  }
}

extension Interval {
  /// The interval for a logarithmic axis: its low end at least a tenth of the high one.
  fileprivate var positive: Interval { Interval(low: max(low, high / 10), high: high) }
}
