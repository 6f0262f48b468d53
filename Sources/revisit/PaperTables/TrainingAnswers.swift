// What training gives beside a published accuracy: means over the committed runs of a study, and what runs would take.

import Analysis
import Configuration
import Datasets
import Foundation
import Graphs
import Records
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
    let quantity = question.quantity
    if quantity == .trainingMultiplyAdds {
      return .number(try points.map(study.multiplyAdds).reduce(0, +))
    }
    guard quantity.isOfRuns else {
      return try study.network(points, question.points.condition).answer(quantity)
    }
    guard let before = question.before else {
      return try study.mean(
        of: question.points.measure, over: points, isError: quantity == .trainedError)
    }
    return try study.step(
      of: question.points.measure, over: points, from: before.measure,
      over: study.points(before.condition))
  }

  /// What the answer is made of: the points, and which committed runs of them.
  ///
  /// - Throws: What `answer` throws.
  mutating func origin(of question: TrainingQuestion) throws -> CellOrigin {
    let study = try study(question)
    var origin = CellOrigin()
    origin.study = StudyOrigin(question)
    guard question.quantity.isOfRuns else {
      origin.rule = CellRule(
        question.quantity == .trainingMultiplyAdds
          ? "multiply-adds of all runs of the points, done or not"
          : "\(question.quantity.rawValue) of the points' network")
      return origin
    }
    var points = try study.points(question.points.condition)
    if let before = question.before { points += try study.points(before.condition) }
    origin.runs = try study.runs(of: Set(points.map(\.id)))
    let metric = study.study.measures.first { $0.name == question.points.measure }?.metric
    origin.rule = CellRule(
      question.before == nil
        ? "mean over the runs of the points"
        : "mean over replicates of the runs of the points less those of the row before",
      metric: metric,
      interval: origin.runs.count > 1 ? "95 % Student interval of the mean" : nil)
    return origin
  }

  /// What is committed of the runs of a study's file; nothing where it was not asked about.
  func facts(of file: String) -> RunFacts { expanded[file]?.facts ?? .none }

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
  /// What these and `runs.csv` say of each.
  let facts: RunFacts

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
    observations = try Self.observations(results)
    facts = RunFacts(besideStudy: study.name, in: root.appending(path: "results")) ?? .none
  }

  /// The runs of a file; nil where there is none.
  private static func observations(_ file: URL) throws -> ObservationTable? {
    guard FileManager.default.fileExists(atPath: file.systemPath) else { return nil }
    do {
      return try ObservationTable(csv: String(contentsOf: file, encoding: .utf8))
    } catch let error as AnalysisError {
      throw PaperTableError("\(file.relativePath): \(error)")
    }
  }

  /// The committed runs of points, by identity.
  func runs(of points: Set<String>) throws -> [String] {
    guard let observations else { return [] }
    return zip(try observations.values("run"), try observations.values("point"))
      .filter { points.contains($1.text) }.map(\.0.text)
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

  /// The network of points that have the same one.
  func network(_ points: [StudyPoint], _ condition: String) throws -> Graph {
    let graphs = try Set(points.map { try networkGraph($0.configuration, on: traits) })
    guard let graph = graphs.first, graphs.count == 1 else {
      throw PaperTableError(
        "\(file): points with '\(condition)' have \(graphs.count) networks; expected one")
    }
    return graph
  }

  /// Multiply-adds of all runs of a point.
  func multiplyAdds(_ point: StudyPoint) throws -> Double {
    let work = RunWork(
      point.configuration, try costOfNetwork(point.configuration, on: traits), on: traits)
    return Double(study.replicateCount) * work.multiplyAdds
  }

  /// The mean over the runs of points, of an error one less the measure, or which study would give it.
  func mean(
    of measure: String, over points: [StudyPoint], isError: Bool
  ) throws -> OwnValue {
    let values = try values(of: measure, over: points).map { isError ? 1 - $0.value : $0.value }
    return value(MeanEstimate(values))
  }

  /// The mean over replicates of a measure of points less that of others, paired by replicate.
  func step(
    of measure: String, over points: [StudyPoint], from other: String, over before: [StudyPoint]
  ) throws -> OwnValue {
    let differences = PairedDifferences(
      try byReplicate(measure, points), try byReplicate(other, before))
    return value(differences.estimate())
  }

  /// The measure of a name.
  func measure(_ name: String) throws -> MeasureDefinition {
    guard let definition = study.measures.first(where: { $0.name == name }) else {
      let known = study.measures.map(\.name).joined(separator: ", ")
      throw PaperTableError("\(file): no measure '\(name)'; expected one of \(known)")
    }
    return definition
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
    let definition = try self.measure(measure)
    guard let table = observations, table.columns.contains(definition.metric) else { return [] }
    let identities = Set(points.map(\.id))
    let (runs, replicates) = (try table.values("point"), try table.replicates())
    return try table.numbers(definition.metric).enumerated().compactMap { row, value in
      guard identities.contains(runs[row].text), let value, let replicate = replicates[row] else {
        return nil
      }
      return (replicate, value)
    }
  }
}

extension RunFacts {
  /// The facts that are committed of a study in a folder of results; nil where they are not there or cannot be read.
  init?(besideStudy name: String, in results: URL) {
    let folder = results.appending(path: name)
    func table(_ file: String) -> ObservationTable? {
      let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
      return text.flatMap { try? ObservationTable(csv: $0) }
    }
    guard let observations = table("observations.csv"), let runs = table("runs.csv"),
      let facts = try? RunFacts(observations: observations, bookkeeping: runs)
    else { return nil }
    self = facts
  }
}

extension OwnQuantity {
  /// Whether it is a measure of runs.
  fileprivate var isOfRuns: Bool {
    self == .trained || self == .trainedError || self == .trainedStep
  }
}
