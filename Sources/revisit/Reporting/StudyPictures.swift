// The figures of a study: laws, contrasts, curves by regime, frontiers, growth of the best resolution, seeds.

import Analysis
import Reports
import Studies

extension StudyTables {
  /// The figures that the study has data for: one of all laws, for each contrast its differences and its curves, for each
  /// frontier its points, one of all rules, and one of single seeds.
  func figures() throws -> [Figure] {
    lawFigure() + (try contrastFigures()) + frontierFigures() + ruleFigure() + (try seedFigures())
  }

  /// On which runs a figure rests.
  private var origin: String {
    let title = results.study.title
    return title + (title.hasSuffix(".") ? " " : ". ") + provenance.text
  }

  // MARK: - Laws

  private func lawFigure() -> [Figure] {
    var costs: [String] = []
    let curves = answers.compactMap { answer -> ErrorCurve? in
      guard case .powerLaw(let law) = answer.definition.kind, law.factors.count == 1,
        !answer.runs.isEmpty
      else { return nil }
      let fit: Analysis.PowerLawFit? =
        if case .success(.powerLaw(let fit)) = answer.result { fit } else { nil }
      let condition = law.condition?.description.replacing(" == ", with: " = ")
      costs.append(title(ofColumn: law.factors[0].description, sample: results.study.sampleNoun))
      return ErrorCurve(
        label: condition ?? answer.definition.name, runs: answer.runs, heldOut: answer.heldOut,
        fit: fit)
    }
    guard let cost = costs.first else { return [] }
    return [
      Figure.errorAgainstCost(
        curves, name: "error-against-cost", cost: cost, error: "error (%)", origin: origin)
    ]
  }

  // MARK: - Contrasts

  private func contrastFigures() throws -> [Figure] {
    var drawn: Set<[String]> = []
    return try answers.flatMap { answer -> [Figure] in
      guard case .contrast(let fit) = answer.definition.kind,
        case .success(.contrast(let result)) = answer.result
      else { return [] }
      let measure = results.study.measure(fit.measure)
      let unit = measure.differenceUnit
      let differences = Figure.contrast(
        result, name: answer.definition.name,
        difference: unit.heading(
          "\(fit.first) less \(fit.second), \(shortTitle(ofColumn: measure.metric))"),
        unit: unit, origin: origin)
      // Contrasts of one group share their curves.
      let cost = fit.matches.first?.cost
      let question = [fit.group, fit.measure, cost ?? ""] + fit.regimes
      guard let cost, drawn.insert(question).inserted else { return [differences] }
      return [differences] + (try curves(of: fit, measure, cost))
    }
  }

  /// A panel for each value of the first regime, a curve for each label of the group.
  private func curves(
    of fit: ContrastFit, _ measure: MeasureDefinition, _ cost: String
  ) throws -> [Figure] {
    let keys = fit.regimes + [fit.group, cost, "point"]
    guard keys.allSatisfy(observations.columns.contains) else { return [] }
    var curves: [FamilyCurve] = []
    for cell in try observations.summary(of: measure.metric, by: keys) {
      let (regime, family) = (cell.key.prefix(fit.regimes.count), cell.key[fit.regimes.count])
      guard let estimate = cell.estimate, let cost = cell.key[fit.regimes.count + 1].number,
        cost > 0, family != .missing
      else { continue }
      let words = zip(fit.regimes, regime).map { "\($0) = \($1.text)" }
      let factor = measure.unit.factor
      let curve = FamilyCurve(
        regime: words.first ?? "", block: words.dropFirst().joined(separator: ", "),
        family: family.text,
        points: [
          FigurePoint(
            x: cost, y: estimate.mean * factor,
            ends: estimate.interval.map {
              Interval(low: $0.low * factor, high: $0.high * factor)
            })
        ])
      curves.join(curve)
    }
    guard curves.contains(where: { $0.points.count > 1 }) else { return [] }
    return [
      .families(
        curves, name: "\(fit.group)-curves",
        cost: title(ofColumn: cost, sample: results.study.sampleNoun),
        metric: measure.reportUnit.heading(shortTitle(ofColumn: measure.metric)),
        caption:
          "\(title(ofColumn: measure.metric).sentenceStart) against cost, a curve for each \(fit.group)"
          + (fit.regimes.isEmpty ? "" : ", a panel for each value of \(fit.regimes[0])")
          + ": means over seeds with 95 % Student intervals. \(origin)")
    ]
  }

  // MARK: - Frontiers

  private func frontierFigures() -> [Figure] {
    answers.compactMap { answer in
      guard case .frontier(let fit) = answer.definition.kind, answer.frontierRuns.count > 2 else {
        return nil
      }
      let condition = fit.condition.map { "Where \($0.description). " } ?? ""
      return .frontier(
        answer.frontierRuns, name: "\(answer.definition.name)-frontier",
        cost: title(ofColumn: fit.x.description, sample: results.study.sampleNoun),
        error: "error (%)", unit: .percent,
        origin: condition.replacing(" == ", with: " = ") + origin)
    }
  }

  private func ruleFigure() -> [Figure] {
    let rules = answers.compactMap { answer -> (label: String, rule: ResolutionRule, x: String)? in
      guard case .frontier(let fit) = answer.definition.kind,
        case .success(.resolution(let rule)) = answer.result, rule.exponent != nil
      else { return nil }
      return (answer.definition.name, rule, fit.x.description)
    }
    guard let first = rules.first else { return [] }
    return [
      Figure.resolution(
        rules.map { ($0.label, $0.rule) }, name: "best-resolution",
        cost: title(ofColumn: first.x, sample: results.study.sampleNoun),
        origin: origin)
    ]
  }

  // MARK: - Seeds

  /// The seeds of the first table of means.
  private func seedFigures() throws -> [Figure] {
    for definition in results.study.tables {
      guard case .mean(let name, _) = definition.cell else { continue }
      let keys = definition.rows + definition.columns
      let measure = results.study.measure(name)
      guard (keys + [measure.metric]).allSatisfy(observations.columns.contains) else { return [] }
      // Rows with the same first value stand together, as in the table.
      let cells = try observations.summary(of: measure.metric, by: keys)
      let first = cells.map { $0.key[0] }
      let ordered = cells.indices.sorted {
        (first.firstIndex(of: first[$0]) ?? 0, $0) < (first.firstIndex(of: first[$1]) ?? 0, $1)
      }
      let rows = ordered.map { cells[$0] }.map { cell in
        let values = cell.bySeed.keys.sorted().compactMap { cell.bySeed[$0] }
        let panel = zip(definition.columns, cell.key.dropFirst(definition.rows.count))
        return SeedRow(
          panel: panel.map { "\($0) = \($1.text)" }.joined(separator: ", "),
          name: cell.key.prefix(definition.rows.count).map(\.text).joined(separator: ", "),
          values: values)
      }
      return Figure.seeds(
        rows, name: "\(definition.name)-seeds",
        metric: measure.reportUnit.heading(shortTitle(ofColumn: measure.metric)),
        rowAxis: definition.rows.joined(separator: ", "), unit: measure.reportUnit, origin: origin)
    }
    return []
  }
}

extension [FamilyCurve] {
  /// Adds the points of a curve to those of the same regime, block and family, by cost.
  fileprivate mutating func join(_ curve: FamilyCurve) {
    let place = firstIndex {
      $0.regime == curve.regime && $0.block == curve.block && $0.family == curve.family
    }
    guard let place else { return append(curve) }
    self[place].points = (self[place].points + curve.points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  }
}
