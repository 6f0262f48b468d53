// Metrics of the epoch with the best validation accuracy, from the series in a run's file.

import Foundation
import HDF5
import Records
import Studies

/// The series of a run over its epochs.
struct EpochSeries {
  /// Values by name, for example `validation_top1` or `ema_validation_loss`.
  private var series: [String: [Double]] = [:]

  /// Reads the series of a run's file.
  ///
  /// - Throws: `HDF5Error` if the file cannot be read.
  init(_ folder: RunFolder) throws {
    let file = try HDF5File(opening: folder.runFile.path(percentEncoded: false))
    for name in try file.children(of: "series/epoch") where name != "state_sha256" {
      series[name] = try file.read("series/epoch/\(name)", as: Double.self).elements
    }
  }

  /// The value of a metric such as `best.ema.validation.loss` after the first epoch with the best validation accuracy of
  /// the same weights; nil where nothing was held out.
  func value(of metric: String) -> Double? {
    let parts = metric.split(separator: ".").dropFirst()
    let weights = parts.first == "ema" ? "ema_" : ""
    guard let accuracies = series["\(weights)validation_top1"],
      let values = series[parts.joined(separator: "_")],
      let best = accuracies.indices.max(by: { accuracies[$0] < accuracies[$1] }),
      let first = accuracies.firstIndex(of: accuracies[best]), values.indices.contains(first)
    else { return nil }
    return values[first]
  }
}

extension Study {
  /// A record with the metrics of the best epoch that the study measures.
  ///
  /// - Throws: `HDF5Error` if the run's file cannot be read.
  func completed(_ record: RunRecord, from folder: RunFolder) throws -> RunRecord {
    let wanted = measures.filter(\.isOfBestEpoch)
    guard case .completed = record.outcome, !wanted.isEmpty else { return record }
    let series = try EpochSeries(folder)
    var record = record
    for measure in wanted { record.metrics[measure.metric] = series.value(of: measure.metric) }
    return record
  }
}
