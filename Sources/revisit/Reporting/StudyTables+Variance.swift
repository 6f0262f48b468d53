// Variance by random stream, for a study whose points differ in what replicates draw anew.

import Analysis
import Configuration
import Records
import Reports
import Studies

extension StudyTables {
  /// A table for each measure, where an axis varies `seeds.vary`.
  func variances() -> [ReportTable] {
    let study = results.study
    guard study.variedSettings.contains(Self.streams) else { return [] }
    return study.measures.compactMap { measure in
      let points = labelledVariances(of: measure)
      guard points.contains(where: { !$0.variances.parts.isEmpty }) else { return nil }
      let title = title(ofColumn: measure.metric)
      return ReportTable(
        points, name: study.measures.count == 1 ? "variance" : "variance-\(measure.name)",
        title: "Spread of \(title) by what is drawn anew. \(study.title)", metricTitle: title,
        unit: measure.reportUnit, spreadUnit: measure.differenceUnit, provenance: provenance)
    }
  }

  private static var streams: String { "seeds.vary" }

  /// The variances of points that differ in streams alone, in the order of the study.
  private func labelledVariances(of measure: MeasureDefinition) -> [LabelledVariances] {
    let titles = PointTitles(results.study)
    var labels: [String] = []
    var replicates: [String: [StreamReplicates]] = [:]
    let byPoint = Dictionary(grouping: results.results, by: \.order).sorted { $0.key < $1.key }
    for (_, runs) in byPoint {
      guard let point = runs.first?.point else { continue }
      let label = label(of: point, titles)
      if replicates[label] == nil { labels.append(label) }
      replicates[label, default: []].append(
        StreamReplicates(
          streams: Self.names(of: point.configuration.seeds.vary),
          values: runs.compactMap { $0.record.metrics[measure.metric] }))
    }
    return labels.map { label in
      LabelledVariances(label: label, variances: StreamVariances(replicates[label, default: []]))
    }
  }

  /// The values of all other settings that vary.
  private func label(of point: StudyPoint, _ titles: PointTitles) -> String {
    let settings = titles.settings(point)
    return titles.varied.filter { $0 != Self.streams }.compactMap { path in
      settings[path].map { "\(path.split(separator: ".").last ?? "")=\($0)" }
    }.joined(separator: " ")
  }

  /// The streams in the order in which a run first uses them.
  private static func names(of sources: Set<RandomSource>) -> [String] {
    RandomSource.allCases.filter(sources.contains).map(\.rawValue)
  }
}
