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
  let record: RunRecord
  /// Parameters and running statistics of the network.
  let arrayCount: Int
}

/// The runs of a study that have ended, in the study's order.
struct StudyResults {
  let study: Study
  let results: [StudyResult]

  /// The results and failures in a store.
  ///
  /// - Throws: `StorageError` if the journal cannot be read; `HDF5Error` if a run's file cannot, where the study asks for
  ///   the best epoch.
  init(_ study: Study, _ store: StudyStore, at location: DataLocation) throws {
    self.study = study
    let history = try store.history()
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
      let records = (0..<study.replicateCount).compactMap { replicate in
        history.results["\(id)-\(replicate)"] ?? history.failures["\(id)-\(replicate)"]
      }
      if records.isEmpty { return [] }
      let (point, network) = (study.points[order], networks[classes.number(of: order)])
      return try records.map { record in
        StudyResult(
          point: point, order: order, cost: network.cost,
          record: try study.completed(record, from: store.runFolder(record.runID)),
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

  /// What `observations.csv` must not hold: when, how long and by what code each run was done.
  var bookkeeping: ObservationTable {
    get throws {
      try ObservationTable(
        columns: ["run", "attempt", "duration_seconds", "code", "numerics", "message"],
        rows: results.map { result in
          let record = result.record
          let message = if case .failed(_, let message) = record.outcome { message } else { "" }
          return [
            .text(record.runID), .number(Double(record.attempt)), .number(record.durationSeconds),
            .text(record.codeVersion), .text(record.numericsFingerprint), .text(message),
          ]
        })
    }
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
