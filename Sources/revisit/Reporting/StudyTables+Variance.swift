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

  /// A table for each measure, where an axis varies `seeds.root`: replicates are nested in roots.
  func nestedVariances() -> [ReportTable] {
    let study = results.study
    guard study.variedSettings.contains(Self.root) else { return [] }
    return study.measures.compactMap { measure in
      let points = nestedVariances(of: measure)
      if points.isEmpty { return nil }
      let title = title(ofColumn: measure.metric)
      let name = "variance-by-root"
      return ReportTable(
        nested: points, name: study.measures.count == 1 ? name : "\(name)-\(measure.name)",
        title: "Spread of \(title) between roots and within them. \(study.title)",
        unit: measure.differenceUnit, provenance: provenance)
    }
  }

  /// The variances of points that differ in the root alone, of those with as many runs under each of several roots.
  private func nestedVariances(of measure: MeasureDefinition) -> [NestedVariances] {
    let titles = PointTitles(results.study)
    var groups: [(label: String, streams: [String], values: [[Double]])] = []
    let byPoint = Dictionary(grouping: results.results, by: \.order).sorted { $0.key < $1.key }
    for (_, runs) in byPoint {
      guard let point = runs.first?.point else { continue }
      let label = label(of: point, titles, without: Self.root)
      let values = runs.compactMap { $0.record.metrics[measure.metric] }
      if let place = groups.firstIndex(where: { $0.label == label }) {
        groups[place].values.append(values)
      } else {
        groups.append((label, Self.names(of: point.configuration.seeds.vary), [values]))
      }
    }
    return groups.compactMap { group in
      NestedVariances(label: group.label, streams: group.streams, values: group.values)
    }
  }

  private static var streams: String { "seeds.vary" }
  private static var root: String { "seeds.root" }

  /// The variances of points that differ in streams alone, in the order of the study.
  private func labelledVariances(of measure: MeasureDefinition) -> [LabelledVariances] {
    let titles = PointTitles(results.study)
    var labels: [String] = []
    var replicates: [String: [StreamReplicates]] = [:]
    let byPoint = Dictionary(grouping: results.results, by: \.order).sorted { $0.key < $1.key }
    for (_, runs) in byPoint {
      guard let point = runs.first?.point else { continue }
      let label = label(of: point, titles, without: Self.streams)
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
  private func label(
    of point: StudyPoint, _ titles: PointTitles, without left: String
  ) -> String {
    let settings = titles.settings(point)
    return titles.varied.filter { $0 != left }.compactMap { path in
      settings[path].map { "\(path.split(separator: ".").last ?? "")=\($0)" }
    }.joined(separator: " ")
  }

  /// The streams in the order in which a run first uses them.
  private static func names(of sources: Set<RandomSource>) -> [String] {
    RandomSource.allCases.filter(sources.contains).map(\.rawValue)
  }
}
