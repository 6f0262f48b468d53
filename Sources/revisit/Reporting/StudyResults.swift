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
  /// - Throws: `StorageError` if the journal cannot be read.
  init(_ study: Study, _ store: StudyStore, at location: DataLocation) throws {
    self.study = study
    let history = try store.history()
    results = try study.points.enumerated().flatMap { order, point in
      let graph = try networkGraph(point.configuration, at: location)
      return (0..<study.replicateCount).compactMap { replicate -> StudyResult? in
        let runID = point.configuration.replicate(replicate).runID
        let record = history.results[runID] ?? history.failures[runID]
        return record.map { record in
          StudyResult(
            point: point, order: order, cost: graph.cost, record: record,
            arrayCount: graph.parameters.count + graph.statistics.count)
        }
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
            cost: result.cost)
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
  /// What a name in an expression stands for: a measure, a cost, the seed, an axis, a group or a setting.
  func value(of name: String, measures: [MeasureDefinition]) -> ExpressionValue? {
    if let measure = measures.first(where: { $0.name == name }) {
      return record.metrics[measure.metric].map { .number($0 * measure.unit.factor) }
    }
    switch name {
    case "cost.parameters": return .number(Double(cost.parameters))
    case "cost.multiply_adds": return .number(Double(cost.multiplyAdds))
    case "cost.activations": return .number(Double(cost.activations))
    case "seed": return .number(Double(record.replicate))
    default: return point.value(of: name)
    }
  }
}
