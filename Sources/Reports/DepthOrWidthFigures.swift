// Figure 3 as ResNet-RS draws it, at each cost, and what the contrast makes of it.

import Analysis
import Foundation
import References

extension DepthOrWidthTables {
  /// The curves at each cost, then the differences.
  func figures(_ answers: [CostAnswer]) throws -> [Figure] {
    try question.costs.map(curves) + [differences(answers)]
  }

  private var origin: String { "\(specification.sourceNote(points)) \(provenance.text)" }

  // MARK: - Curves

  private func curves(_ cost: CostSpecification) throws -> Figure {
    let table = points.table
    let (regimes, blocks) = (
      try table.values(question.regime), try table.values(question.block)
    )
    let numbers = try [names.first, names.second, cost.column, question.metric]
      .map { try table.numbers($0) }
    var curves: [FamilyCurve] = []
    for row in table.rows.indices {
      let values = numbers.compactMap { $0[row] }
      guard values.count == 4 else { continue }
      let point = FigurePoint(
        x: values[2], y: 100 * values[3],
        ends: points.error(of: question.metric).bar(around: values[3])?.scaled(by: 100),
        across: points.error(of: cost.column).bar(around: values[2]))
      let families = [
        (names.first, values[1] == question.second.base),
        (names.second, values[0] == question.first.base),
      ]
      for (family, isMember) in families where isMember {
        curves.add(
          point, regime: "\(regimes[row].text) \(question.regime)",
          block: "\(blocks[row].text)\(points.symbol(of: question.block))", family: family)
      }
    }
    let unit = points.symbol(of: cost.column)
    return .families(
      curves.sorted(families: [names.first, names.second]),
      name: "\(specification.name)-by-\(LaTeX.label(cost.title.lowercased()))",
      cost: cost.title + (unit.isEmpty ? "" : " (\(unit.dropFirst()))"),
      metric: "\(columnWords(question.metric)) (%)",
      caption: "Accuracy against \(cost.title) where \(names.first) alone, or \(names.second) "
        + "alone, grows from one network of each \(question.block), a panel for each number of "
        + "\(question.regime). Bars are the deviation of a reading. \(origin)")
  }

  // MARK: - Differences

  private func differences(_ answers: [CostAnswer]) -> Figure {
    let panels = answers.map { answer in
      Figure.differencePanel(
        answer.contrast.regimes.map { regime in
          DifferenceRow(
            name: regime.regime.text, mean: 100 * regime.difference,
            interval: regime.interval?.scaled(by: 100),
            single: answer.contrast.pairs.filter { $0.regime == regime.regime }
              .map { 100 * $0.difference },
            verdict: regime.verdict.place)
        }, title: "at equal \(answer.cost.title)",
        axis: "\(names.first) less \(names.second), \(columnWords(question.metric)) (points)",
        rowAxis: question.regime, words: Figure.verdictWords(names.first, names.second))
    }
    var figure = Figure(
      name: "\(specification.name)-differences",
      caption:
        "\(names.first.sentenceStart) less \(names.second) at equal cost: mean over pairs with its 95 % "
        + "Student interval, the variance of the readings added; verdicts are corrected by Holm "
        + "over the \(question.regime) of one cost. Light points are single pairs. \(origin)",
      panels: panels)
    figure.aspect = 0.46 * Double(panels.count)
    return figure
  }
}

extension [FamilyCurve] {
  /// Adds a point to its curve.
  fileprivate mutating func add(
    _ point: FigurePoint, regime: String, block: String, family: String
  ) {
    let place = firstIndex {
      $0.regime == regime && $0.block == block && $0.family == family
    }
    if let place {
      self[place].points.append(point)
    } else {
      append(FamilyCurve(regime: regime, block: block, family: family, points: [point]))
    }
  }

  /// The curves with their points by cost, a family's together.
  fileprivate func sorted(families: [String]) -> [FamilyCurve] {
    families.flatMap { family in
      filter { $0.family == family }.map { curve in
        var curve = curve
        curve.points.sort { $0.x < $1.x }
        return curve
      }
    }
  }
}

extension PublishedObservations {
  /// The unit of a published column after a space; empty where it has none or is our count.
  func symbol(of column: String) -> String {
    guard let unit = reference.columns.first(where: { $0.name == column })?.unit else { return "" }
    return " \(unit.rawValue)"
  }
}

/// A column's name in words: `top1_minival` is `top-1 minival`.
func columnWords(_ name: String) -> String {
  name.replacing("_", with: " ").replacing("top1", with: "top-1")
}
