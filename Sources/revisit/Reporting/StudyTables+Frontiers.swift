// The tables of speed-accuracy frontiers, one a fit.

import Analysis
import Configuration
import Reports
import Studies

extension StudyTables {
  /// One table for each frontier of points that has an answer.
  func frontiers() -> [ReportTable] {
    let titles = PointTitles(results.study)
    let resolutions = Dictionary(
      results.results.map { (titles.title($0.point), $0.point.configuration.data.resolution) },
      uniquingKeysWith: { first, _ in first })
    return answers.compactMap { answer in
      guard case .speedAccuracy(let fit) = answer.definition.kind,
        case .success(.speedAccuracy(let frontier)) = answer.result
      else { return nil }
      let cost = fit.x.description
      let isCount = CostQuantity(rawValue: cost).map { $0 != .trainingMemory } ?? false
      return ReportTable(
        frontier, name: answer.definition.name,
        title: "Which points are worth their cost. \(results.study.title)", cost: cost,
        costUnit: isCount ? .millions : .none, error: fit.y.description, resolutions: resolutions,
        provenance: provenance)
    }
  }
}
