// What the committed runs of a study say to a claim of a paper.

import Analysis
import Foundation
import References
import Reports
import Studies

/// Answers claims by `results/STUDY/observations.csv`.
struct RunEvidence {
  /// The folder that holds `studies` and `results`.
  let root: URL
  private var expanded: [String: ExpandedStudy] = [:]

  init(root: URL) { self.root = root }

  /// One value a replicate: the measure's mean over the points, or the difference of two such means.
  ///
  /// - Throws: What is wrong with the study or its results; `PaperTableError` for points or a measure that it has not.
  mutating func answer(_ question: RunsEvidence) throws -> RunsAnswer {
    let study =
      try expanded[question.file]
      ?? ExpandedStudy(file: question.file, data: question.data, root: root)
    expanded[question.file] = study
    let first = try study.replicates(question.points)
    let second = try question.less.map { try study.replicates($0) }
    if first.values.isEmpty || second?.values.isEmpty == true {
      let points = try study.points(question.points.condition)
      let others = try question.less.map { try study.points($0.condition) } ?? []
      let known = Set(points.map(\.id))
      let all = points + others.filter { !known.contains($0.id) }
      return .untrained(multiplyAdds: try all.map(study.multiplyAdds).reduce(0, +))
    }
    guard let second else {
      return .values(first.values.keys.sorted().compactMap { first.values[$0] }, runs: first.runs)
    }
    return .values(
      PairedDifferences(first.values, second.values).values, runs: first.runs + second.runs)
  }
}

extension ExpandedStudy {
  /// The mean of a measure over points, by replicate, in the measure's unit, with the runs behind it.
  ///
  /// A replicate counts where all points have a value.
  fileprivate func replicates(
    _ question: References.StudyPoints
  ) throws -> (values: [Int: Double], runs: [String]) {
    let definition = try measure(question.measure)
    let identities = Set(try points(question.condition).map(\.id))
    guard let table = observations, table.columns.contains(definition.metric) else {
      return ([:], [])
    }
    var (byReplicate, runs): ([Int: [Double]], [String]) = ([:], [])
    let (ids, names) = (try table.values("point"), try table.values("run"))
    let (replicates, metrics) = (try table.replicates(), try table.numbers(definition.metric))
    for row in ids.indices where identities.contains(ids[row].text) {
      guard let replicate = replicates[row], let metric = metrics[row] else { continue }
      byReplicate[replicate, default: []].append(metric * definition.unit.factor)
      runs.append(names[row].text)
    }
    let complete = byReplicate.filter { $0.value.count == identities.count }
    return (complete.mapValues { $0.reduce(0, +) / Double($0.count) }, runs)
  }
}
