// A study joined with what its runs gave: the rows that every answer and table is made of.

import Analysis
import Architectures
import Configuration
import Datasets
import Foundation
import Graphs
import Records
import Studies

/// One run with its point.
struct StudyResult {
  let point: StudyPoint
  let order: Int
  let cost: Cost
  var record: RunRecord
  /// Parameters and running statistics of the network.
  let arrayCount: Int
}

/// The runs of a study that have ended, in the study's order.
struct StudyResults {
  let study: Study
  let results: [StudyResult]

  private init(study: Study, results: [StudyResult]) {
    self.study = study
    self.results = results
  }

  /// The results and failures in a store, or those in the summaries where there is no store.
  ///
  /// - Throws: `StorageError` if the journal cannot be read; `HDF5Error` if a run's file cannot, where the study asks for
  ///   the best epoch; `SummaryError` for summaries that are not of this study.
  init(_ study: Study, _ store: StudyStore, at location: DataLocation) throws {
    self.study = study
    let stored = try store.endedRuns
    let isStored = stored != nil
    let history = try stored ?? RunHistory(summariesOf: study, in: store)
    let needsMemory = study.mentionedCosts.contains(.trainingMemory)
    // A network is counted once for all points that have it.
    let classes = study.points.classes(
      differingIn: ConfigurationPart.network.paths + ConfigurationPart.stepSettings)
    let networks = try classes.firstIndices.map { index in
      let configuration = study.points[index].configuration
      let graph = try networkGraph(configuration, at: location)
      var cost = graph.cost
      if needsMemory { cost.trainingMemory = try trainingMemory(configuration, at: location) }
      return (cost: cost, arrayCount: graph.parameters.count + graph.statistics.count)
    }
    results = try study.points.indices.flatMap { order -> [StudyResult] in
      let id = study.points.id(at: order)
      let records = (0..<study.replicateCount).compactMap { replicate -> RunRecord? in
        let runID = Configuration.runID(of: id, replicate: replicate)
        return history.results[runID] ?? history.failures[runID]
      }
      if records.isEmpty { return [] }
      let (point, network) = (study.points[order], networks[classes.number(of: order)])
      return try records.map { record in
        StudyResult(
          point: point, order: order, cost: network.cost,
          record: isStored
            ? try study.completed(record, from: store.runFolder(record.runID)) : record,
          arrayCount: network.arrayCount)
      }
    }
  }

  /// One row a run, without times, hosts or paths: equal results give equal bytes.
  var table: ObservationTable {
    get throws {
      try ObservationTable(
        results.map { result in
          Observation(
            record: result.record, order: result.order, axes: result.point.axisValues,
            labels: result.point.labels, settings: result.point.configuration.settings,
            cost: result.cost, resolution: result.point.configuration.data.resolution)
        },
        costs: CostQuantity.allCases.filter {
          CostQuantity.usual.contains($0) || study.mentionedCosts.contains($0)
        })
    }
  }

  /// What `observations.csv` must not hold: how long, where and by what code each run was done.
  var bookkeeping: ObservationTable {
    get throws { try ObservationTable(bookkeepingOf: results.map(\.record)) }
  }

  /// The same with the machine of every result, which records from before it was kept leave to the manifests.
  ///
  /// - Throws: `StorageError` if a manifest cannot be read.
  func namingMachines(in store: StudyStore) throws -> StudyResults {
    guard store.exists else { return self }
    let named = try results.map { result in
      guard result.record.machine == nil, result.record.outcome.isResult else { return result }
      var result = result
      result.record.machine = try store.runFolder(result.record.runID).host().words
      return result
    }
    return StudyResults(study: study, results: named)
  }
}

extension StudyResult {
  /// The number that a setting has at the run's point, or the resolution that its scaling led to.
  func number(of name: String) -> Double? {
    name == "cost.resolution"
      ? Double(point.configuration.data.resolution) : point.configuration.settings[name]?.number
  }

  /// What a name in an expression stands for: a measure, a cost, the seed, an axis, a group or a setting.
  func value(of name: String, measures: [MeasureDefinition]) -> ExpressionValue? {
    if let measure = measures.first(where: { $0.name == name }) {
      return record.metrics[measure.metric].map { .number($0 * measure.unit.factor) }
    }
    if name == "cost.resolution" { return number(of: name).map { .number($0) } }
    if let quantity = CostQuantity(rawValue: name) {
      return cost.value(of: quantity).map { .number(Double($0)) }
    }
    return name == "seed" ? .number(Double(record.replicate)) : point.value(of: name)
  }
}

extension StudyStore {
  /// What runs of it have ended; nil where the summaries stand for it: without a store, or in one in which nothing has ended
  /// yet, as after a command that was stopped at once.
  var endedRuns: RunHistory? {
    get throws {
      guard exists else { return nil }
      let history = try history()
      let isEmpty = history.results.isEmpty && history.failures.isEmpty
      let summaries = folder.appending(path: "runs.csv").path(percentEncoded: false)
      return isEmpty && FileManager.default.fileExists(atPath: summaries) ? nil : history
    }
  }
}
