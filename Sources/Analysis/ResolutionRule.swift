// How fast the best resolution grows with cost, along the frontier of error and cost.

import Configuration
import Foundation

/// One run as the resolution rule sees it.
public struct ResolutionObservation: Hashable, Sendable {
  /// The run's cost, error, point and replicate.
  public let run: FitObservation
  /// The resolution, in pixels.
  public let resolution: Double

  /// An observation from its parts.
  public init(run: FitObservation, resolution: Double) {
    self.run = run
    self.resolution = resolution
  }
}

extension ObservationTable {
  /// The runs as observations of the resolution rule; runs without a cost, an error or a resolution are left out.
  ///
  /// - Throws: `AnalysisError` where a column is missing or of text, or a cost or a resolution is not positive.
  public func resolutionObservations(
    cost: String, error: String, resolution: String
  ) throws -> [ResolutionObservation] {
    let complete = try filtered {
      $0[cost]?.number != nil && $0[error]?.number != nil && $0[resolution]?.number != nil
    }
    let resolutions = try complete.numbers(resolution).compactMap(\.self)
    if let wrong = resolutions.first(where: { $0 <= 0 }) {
      throw AnalysisError("a value of '\(resolution)' is \(wrong); expected a positive resolution")
    }
    return zip(try complete.fitObservations(cost: cost, error: error), resolutions)
      .map(ResolutionObservation.init)
  }
}

/// A point that no other beats at its cost or below.
public struct FrontierPoint: Hashable, Sendable {
  /// The point.
  public let point: String
  /// Its cost.
  public let cost: Double
  /// Its mean error over seeds.
  public let error: Double
  /// Its resolution, in pixels.
  public let resolution: Double
}

/// How the rule ended.
public enum ResolutionStatus: Hashable, Sendable {
  /// The exponent is the slope along the frontier.
  case fitted
  /// One resolution is best at every cost, so the exponent is 0.
  case constant
  /// The frontier has fewer than three points.
  case undecided
}

/// The rule: best resolution = r0 cost^exponent.
public struct ResolutionRule: Hashable, Sendable {
  /// The frontier, by ascending cost.
  public let frontier: [FrontierPoint]
  /// How the rule ended.
  public let status: ResolutionStatus
  /// The exponent; nil where undecided.
  public let exponent: Double?
  /// The resolution that the rule gives at cost 1; nil where undecided.
  public let resolutionAtUnitCost: Double?
  /// The exponent's interval by resampling, where asked for.
  public let interval: Interval?
  /// Resamples whose frontier had three points.
  public let resamplesUsed: Int

  /// The rule along the frontier of some runs, with an interval where a bootstrap is given.
  public init(_ runs: [ResolutionObservation], bootstrap: Bootstrap? = nil) {
    let frame = ResolutionFrame(runs)
    frontier = frame.frontier(weights: Array(repeating: 1, count: runs.count))
    let line = resolutionLine(along: frontier)
    exponent = line?.exponent
    resolutionAtUnitCost = line.map { exp($0.intercept) }
    status =
      line == nil
      ? .undecided : Set(frontier.map(\.resolution)).count == 1 ? .constant : .fitted
    let exponents = bootstrap.map(frame.exponents) ?? []
    resamplesUsed = exponents.count
    interval = line == nil ? nil : bootstrap?.interval(of: exponents)
  }

  /// The resolution that the rule gives at a cost; nil where undecided.
  public func resolution(at cost: Double) -> Double? {
    guard let exponent, let resolutionAtUnitCost else { return nil }
    return resolutionAtUnitCost * pow(cost, exponent)
  }

  /// The rule in a sentence.
  public var statement: String {
    let place = "Along the cost frontier (\(counted(frontier.count, "point")))"
    guard let exponent else {
      return
        "\(place) the growth of the best resolution is undecided: at least 3 points are needed."
    }
    let range = interval.map { " [\(roundedText($0.low)), \(roundedText($0.high))]" } ?? ""
    guard status == .fitted else {
      return
        "\(place) one resolution, \(roundedText(frontier[0].resolution)), is best at every cost: "
        + "exponent 0\(range)."
    }
    return "\(place) the best resolution grows as cost^\(roundedText(exponent))\(range)."
  }
}

/// The runs gathered by point, so that resamples only change weights.
private struct ResolutionFrame {
  let runs: [ResolutionObservation]
  let points: [Int]
  let replicates: [Int]

  init(_ runs: [ResolutionObservation]) {
    self.runs = runs
    points = places(of: runs.map(\.run.point))
    replicates = places(of: runs.map(\.run.replicate))
  }

  /// The points that none of at most their cost beats, where run `i` counts `weights[i]` times.
  func frontier(weights: [Double]) -> [FrontierPoint] {
    var best = Double.infinity
    var frontier: [FrontierPoint] = []
    for point in means(weights: weights).sorted(by: {
      ($0.cost, $0.error, $0.point) < ($1.cost, $1.error, $1.point)
    }) where point.error < best {
      best = point.error
      frontier.append(point)
    }
    return frontier
  }

  /// Each point's mean error over the runs drawn; points without a run are left out.
  private func means(weights: [Double]) -> [FrontierPoint] {
    let count = (points.max() ?? -1) + 1
    var totals = Array(repeating: (weight: 0.0, error: 0.0, run: 0), count: count)
    for (index, point) in points.enumerated() {
      totals[point].weight += weights[index]
      totals[point].error += weights[index] * runs[index].run.error
      totals[point].run = index
    }
    return totals.filter { $0.weight > 0 }.map {
      let run = runs[$0.run]
      return FrontierPoint(
        point: run.run.point, cost: run.run.cost, error: $0.error / $0.weight,
        resolution: run.resolution)
    }
  }

  /// The exponents of the resamples whose frontier has three points.
  func exponents(_ bootstrap: Bootstrap) -> [Double] {
    (0..<bootstrap.count).compactMap { index in
      let weights = bootstrap.weights(index, points: points, replicates: replicates)
      return resolutionLine(along: frontier(weights: weights))?.exponent
    }
  }
}

/// The least-squares line of log resolution on log cost; nil for fewer than three points.
private func resolutionLine(
  along frontier: [FrontierPoint]
) -> (exponent: Double, intercept: Double)? {
  guard frontier.count >= 3 else { return nil }
  let (x, y) = (frontier.map { log($0.cost) }, frontier.map { log($0.resolution) })
  let (meanX, meanY) = (arithmeticMean(x), arithmeticMean(y))
  var (squares, products) = (0.0, 0.0)
  for i in x.indices {
    squares += (x[i] - meanX) * (x[i] - meanX)
    products += (x[i] - meanX) * (y[i] - meanY)
  }
  // Frontier points differ in cost, since of equal costs only the best stands.
  let constant = !frontier.contains { $0.resolution != frontier[0].resolution }
  let exponent = constant ? 0 : products / squares
  return (exponent, meanY - exponent * meanX)
}
