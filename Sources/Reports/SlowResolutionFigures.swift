// Figure 2 with its frontier, the growth of resolution along it, and the law of all its points.

import Analysis
import Foundation
import Randomness
import References

extension SlowResolutionTables {
  /// Frontier, growth, law.
  func figures(_ growth: FrontierGrowth) throws -> [Figure] {
    [try frontierFigure(growth), try growthFigure(growth)] + (try lawFigure().map { [$0] } ?? [])
  }

  private var source: String {
    "\(specification.sourceNote(points)) "
      + Provenance(references: [specification.reference], commit: commit).text
  }

  // MARK: - Frontier

  /// The share of draws from which on a point is told to lie on the frontier.
  private static let sure = 0.95

  private func frontierFigure(_ growth: FrontierGrowth) throws -> Figure {
    let shares = Dictionary(
      growth.points.map { ($0.point.point, $0.share) }, uniquingKeysWith: { first, _ in first })
    let unit = points.symbol(of: question.resolution)
    let marks = try observations.sorted { $0.resolution < $1.resolution }.map { observation in
      let share = shares[observation.run.point]
      return FrontierMark(
        group: shortestText(of: observation.resolution) + unit,
        point: FigurePoint(x: observation.run.cost, y: 100 * observation.run.error),
        standing: share.map { $0 < Self.sure ? .open : .on } ?? .dominated, isBest: share != nil)
    }
    return .frontier(
      marks, name: "\(specification.name)-frontier", cost: "multiply-adds of one image",
      error: "error (%)",
      caption: "Error against multiply-adds, symbols by \(question.resolution). A point is on the "
        + "frontier where nothing that costs as much or less has a smaller error; it is left open "
        + "where it stays there in fewer than \(percent(Self.sure)) % of \(specification.draws) "
        + "draws of the readings, whose errors are smaller than the symbols. \(source)")
  }

  // MARK: - Growth

  private func growthFigure(_ growth: FrontierGrowth) throws -> Figure {
    let frontier = growth.points.map(\.point)
    let family = try question.families.first.map { ($0.name, try members(of: $0)) }
    let costs = frontier.map(\.cost) + (family?.1.map(\.multiplyAdds) ?? [])
    let reach = Interval(low: costs.min() ?? 1, high: costs.max() ?? 1)
    var layers = ruleLayers(growth, over: reach)
    for (tone, isSure, title) in [
      (FigureLook.Tone.open, false, "frontier, left open"), (.full, true, "frontier of the figure"),
    ] {
      let points = growth.points.filter { ($0.share >= Self.sure) == isSure }.map {
        FigurePoint(x: $0.point.cost, y: $0.point.resolution)
      }
      layers.append(
        FigureLayer(.symbols, look: FigureLook(0, tone: tone), title: title, points: points))
    }
    var sides = frontier.map(\.resolution)
    if let (name, members) = family, !members.isEmpty {
      layers.append(
        FigureLayer(
          .symbols, look: FigureLook(1), title: name,
          points: members.map { FigurePoint(x: $0.multiplyAdds, y: $0.resolution) }))
      sides += members.map(\.resolution)
    }
    var figure = Figure(
      name: "\(specification.name)-growth", caption: growthCaption(growth),
      horizontal: FigureAxis("multiply-adds of one image", isLogarithmic: true),
      vertical: .resolutions("resolution (px)", Set(sides).sorted()), layers: layers)
    figure.aspect = 0.8
    return figure
  }

  private func ruleLayers(_ growth: FrontierGrowth, over reach: Interval) -> [FigureLayer] {
    guard let exponent = growth.rule.exponent else { return [] }
    let costs = spread(over: reach)
    let band = costs.compactMap { cost in
      growth.resolutionInterval(at: cost).map { FigurePoint(x: cost, y: $0.low, ends: $0) }
    }
    let rule = costs.compactMap { cost in
      growth.rule.resolution(at: cost).map { FigurePoint(x: cost, y: $0) }
    }
    let frontier = growth.points.map(\.point.cost)
    let logarithms = frontier.map { log($0) }
    let middle = exp(logarithms.reduce(0, +) / Double(logarithms.count))
    let compounded = costs.compactMap { cost in
      growth.rule.resolution(at: middle).map {
        FigurePoint(x: cost, y: $0 * pow(cost / middle, compound.value))
      }
    }
    return [
      FigureLayer(.band, look: FigureLook(0), points: band),
      FigureLayer(
        .line, look: .neutral(dash: 1),
        title: "compound rule, cost^\(fixedNumber(compound.value, 2))",
        points: compounded),
      FigureLayer(
        .line, look: FigureLook(0), title: "best fit, cost^\(fixedNumber(exponent, 2))",
        points: rule),
    ]
  }

  private func growthCaption(_ growth: FrontierGrowth) -> String {
    let exponent = growth.rule.exponent.map {
      "it grows as cost^\(fixedNumber($0, 3))\(bracketed(growth.interval, 3)), "
    }
    return "Resolution of the points on the frontier: \(exponent ?? "")by the compound rule as "
      + "cost^\(fixedNumber(compound.value, 3)), drawn through the middle of the fit. The band is "
      + "the fit's pointwise 95 % interval, points resampled and readings drawn "
      + "\(specification.draws) times. \(specification.sourceNote(points)) \(provenance.text)"
  }

  // MARK: - Law

  private func lawFigure() throws -> Figure? {
    guard let law = question.law else { return nil }
    let runs = try observations.map(\.run)
    let (fitted, heldOut) = (
      runs.filter { $0.cost <= law.heldOutAbove }, runs.filter { $0.cost > law.heldOutAbove }
    )
    var fitting = PowerLawFitting()
    fitting.loss = FitLoss(space: .log, delta: nil)
    fitting.seed = Seed(root: UInt64(max(specification.seed, 0)))
    fitting.profileLevel = 0.95
    fitting.bootstrap = Bootstrap(
      count: specification.draws, units: [.point], seed: fitting.seed, estimator: 1)
    let fit = try fitting.fit(fitted, heldOut: heldOut)
    let error = fit.heldOut.map { held in
      "The held-out points lie \(shortNumber(100 * abs(held.bias))) points "
        + "\(held.bias < 0 ? "below" : "above") the law in the mean, "
        + "\(shortNumber(100 * held.rootMeanSquare)) points in the root of the mean square. "
    }
    return .errorAgainstCost(
      [ErrorCurve(label: "networks", runs: fitted, heldOut: heldOut, fit: fit)],
      name: "\(specification.name)-law", cost: "multiply-adds of one image", error: "error (%)",
      origin: "Fitted to the logarithm of the error. \(error ?? "")\(source)")
  }
}
