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
    guard question.quantity == .trained else {
      return .number(try points.map(study.multiplyAdds).reduce(0, +))
    }
    return try study.mean(of: question.points.measure, over: points)
  }

  private mutating func study(_ question: TrainingQuestion) throws -> ExpandedStudy {
    if let study = expanded[question.file] { return study }
    let study = try ExpandedStudy(file: question.file, data: question.data, root: root)
    expanded[question.file] = study
    return study
  }
}

/// A study with what is committed of its results.
struct ExpandedStudy {
  let file: String
  let study: Study
  /// What the set has that a packed file will hold.
  let traits: DataSetTraits
  /// The runs of `results/STUDY/observations.csv`; nil where there is no such file.
  let observations: ObservationTable?

  /// - Throws: What is wrong with the study.
  init(file name: String, data: StudyData, root: URL) throws {
    file = "studies/\(name)"
    let traits = DataSetTraits(described: name, classes: data.classes, images: data.images)
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
    let definition = try self.measure(measure)
    let identities = Set(points.map(\.id))
    let values = try observations.map { table in
      zip(try table.values("point"), try table.numbers(definition.metric)).compactMap {
        identities.contains($0.text) ? $1 : nil
      }
    }
    guard let estimate = MeanEstimate(values ?? []) else {
      return .missing(reason: "not trained; \(file) would")
    }
    return .estimate(estimate)
  }

  /// The measure of a name.
  func measure(_ name: String) throws -> MeasureDefinition {
    guard let definition = study.measures.first(where: { $0.name == name }) else {
      let known = study.measures.map(\.name).joined(separator: ", ")
      throw PaperTableError("\(file): no measure '\(name)'; expected one of \(known)")
    }
    return definition
  }
}
