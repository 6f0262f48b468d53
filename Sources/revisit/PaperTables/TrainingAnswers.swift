// What training gives beside a published accuracy: means over the committed runs of a study, and what runs would take.

import Analysis
import Configuration
import Datasets
import Foundation
import References
import Reports
import Studies

/// Answers questions about points of the repository's studies.
struct TrainingAnswers {
  /// The folder that holds `studies` and `results`.
  let root: URL
  private var expanded: [String: ExpandedStudy] = [:]

  init(root: URL) { self.root = root }

  /// - Throws: What is wrong with the study or its results; `PaperTableError` for points or a measure that it has not.
  mutating func answer(_ question: TrainingQuestion) throws -> OwnValue {
    let study = try study(question)
    let points = try study.points(question.points.condition)
    if question.quantity == .trainingMultiplyAdds {
      return .number(try points.map(study.multiplyAdds).reduce(0, +))
    }
    guard let before = question.before else {
      return try study.mean(of: question.points.measure, over: points)
    }
    return try study.step(
      of: question.points.measure, over: points, from: before.measure,
      over: study.points(before.condition))
  }

  private mutating func study(_ question: TrainingQuestion) throws -> ExpandedStudy {
    if let study = expanded[question.file] { return study }
    let study = try ExpandedStudy(question, root: root)
    expanded[question.file] = study
    return study
  }
}

/// A study with what is committed of its results.
private struct ExpandedStudy {
  let file: String
  let study: Study
  /// What the set has that a packed file will hold.
  let traits: DataSetTraits
  /// The runs of `results/STUDY/observations.csv`; nil where there is no such file.
  let observations: ObservationTable?

  init(_ question: TrainingQuestion, root: URL) throws {
    file = "studies/\(question.file)"
    let traits = DataSetTraits(
      described: question.file, classes: question.data.classes, images: question.data.images)
    self.traits = traits
    study = try Study(
      file: root.appending(path: file).path(percentEncoded: false),
      cost: { try costOfNetwork($0, on: traits) },
      trainingMemory: { try trainingMemory($0, on: traits) })
    let results = root.appending(path: "results/\(study.name)/observations.csv")
    observations = try? ObservationTable(csv: String(contentsOf: results, encoding: .utf8))
  }

  /// The points where a condition holds, at least one.
  func points(_ condition: String) throws -> [StudyPoint] {
    let points: [StudyPoint]
    do {
      let expression = try StudyExpression(parsing: condition)
      points = try study.points.filter { point in
        try expression.holds { point.value(of: $0) }
      }
    } catch {
      throw PaperTableError("\(file): '\(condition)' in a specification: \(error)")
    }
    guard !points.isEmpty else {
      throw PaperTableError("\(file): no point with '\(condition)'; mend it in the specification")
    }
    return points
  }

  /// Multiply-adds of all runs of a point.
  func multiplyAdds(_ point: StudyPoint) throws -> Double {
    let work = RunWork(
      point.configuration, try costOfNetwork(point.configuration, on: traits), on: traits)
    return Double(study.replicateCount) * work.multiplyAdds
  }

  /// The mean over the runs of points, or which study would give it.
  func mean(of measure: String, over points: [StudyPoint]) throws -> OwnValue {
    value(MeanEstimate(try values(of: measure, over: points).map(\.value)))
  }

  /// The mean over replicates of a measure of points less that of others, paired by replicate.
  func step(
    of measure: String, over points: [StudyPoint], from other: String, over before: [StudyPoint]
  ) throws -> OwnValue {
    let differences = PairedDifferences(
      try byReplicate(measure, points), try byReplicate(other, before))
    return value(differences.estimate())
  }

  private func value(_ estimate: MeanEstimate?) -> OwnValue {
    estimate.map { .estimate($0) } ?? .missing(reason: "not trained; \(file) would")
  }

  /// The mean over points by replicate, of replicates that have all of them.
  private func byReplicate(_ measure: String, _ points: [StudyPoint]) throws -> [Int: Double] {
    let found = try values(of: measure, over: points)
    return Dictionary(grouping: found, by: \.replicate).filter { $0.value.count == points.count }
      .mapValues { runs in runs.reduce(0) { $0 + $1.value } / Double(runs.count) }
  }

  /// The values of a measure in the runs of points that have one.
  private func values(
    of measure: String, over points: [StudyPoint]
  ) throws -> [(replicate: Int, value: Double)] {
    guard let definition = study.measures.first(where: { $0.name == measure }) else {
      let known = study.measures.map(\.name).joined(separator: ", ")
      throw PaperTableError("\(file): no measure '\(measure)'; expected one of \(known)")
    }
    guard let table = observations, table.columns.contains(definition.metric) else { return [] }
    let identities = Set(points.map(\.id))
    let (runs, replicates) = (try table.values("point"), try table.numbers("replicate"))
    return try table.numbers(definition.metric).enumerated().compactMap { row, value in
      guard identities.contains(runs[row].text), let value, let replicate = replicates[row] else {
        return nil
      }
      return (Int(replicate), value)
    }
  }
}
