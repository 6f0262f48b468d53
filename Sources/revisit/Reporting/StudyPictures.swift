// The figures of a study: error against cost, contrasts, growth of the best resolution.

import Analysis
import Reports
import Studies

extension StudyTables {
  /// One figure of all curves, one a contrast, one of all rules.
  func figures() -> [Figure] { curveFigure() + contrastFigures() + ruleFigure() }

  private func curveFigure() -> [Figure] {
    let curves = answers.compactMap { answer -> ErrorCurve? in
      guard case .powerLaw(let law) = answer.definition.kind, law.factors.count == 1,
        !answer.runs.isEmpty
      else { return nil }
      let fit: Analysis.PowerLawFit? =
        if case .success(.powerLaw(let fit)) = answer.result { fit } else { nil }
      let condition = law.condition?.description.replacing(" == ", with: " = ")
      return ErrorCurve(label: condition ?? answer.definition.name, runs: answer.runs, fit: fit)
    }
    if curves.isEmpty { return [] }
    return [
      Figure.errorAgainstCost(
        curves, name: "error-against-cost",
        cost: "multiply-adds of one \(results.study.sampleNoun)", error: "error (%)")
    ]
  }

  private func contrastFigures() -> [Figure] {
    answers.compactMap { answer in
      guard case .contrast(let fit) = answer.definition.kind,
        case .success(.contrast(let result)) = answer.result
      else { return nil }
      let measure = results.study.measure(fit.measure)
      let unit = measure.differenceUnit
      return Figure.contrast(
        result, name: answer.definition.name,
        difference: unit.heading(
          "\(fit.first) less \(fit.second), \(shortTitle(ofColumn: measure.metric))"),
        unit: unit)
    }
  }

  private func ruleFigure() -> [Figure] {
    let rules = answers.compactMap { answer -> (label: String, rule: ResolutionRule)? in
      guard case .success(.resolution(let rule)) = answer.result, !rule.frontier.isEmpty else {
        return nil
      }
      return (answer.definition.name, rule)
    }
    if rules.isEmpty { return [] }
    return [
      Figure.resolution(
        rules, name: "best-resolution", cost: "multiply-adds of one \(results.study.sampleNoun)")
    ]
  }
}
