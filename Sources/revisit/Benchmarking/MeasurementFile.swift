// The file of measurements: whole after each of them, so that a benchmark can be stopped at any time.

import Analysis
import Foundation

/// A CSV file of measurements, those of other machines and versions among them.
struct MeasurementFile {
  private let url: URL
  private(set) var measurements: [ModelMeasurement] = []

  /// The measurements of a file; none where there is no file yet.
  ///
  /// - Throws: `BenchmarkError` where its folder cannot be made, or a line is no measurement, so that nothing is lost by writing the file again.
  init(_ path: String) throws {
    url = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw BenchmarkError(
        "\(path): its folder cannot be made (\(error.localizedDescription)); give another name")
    }
    guard FileManager.default.fileExists(atPath: path) else { return }
    let records = try CSV.records(of: try String(contentsOf: url, encoding: .utf8))
    guard let header = records.first?.map(\.text) else { return }
    guard header == ModelMeasurement.columns else {
      throw BenchmarkError(
        "\(path): its first line is not that of a file of measurements; give another name")
    }
    for (index, record) in records.dropFirst().enumerated() {
      let row = Dictionary(uniqueKeysWithValues: zip(header, record.map(\.text)))
      guard record.count == header.count, let measurement = ModelMeasurement(row) else {
        throw BenchmarkError(
          "\(path): row \(index + 1) is no measurement; mend it or give another name")
      }
      measurements.append(measurement)
    }
  }

  /// What the file holds of a measurement made alike.
  func measurement(like other: ModelMeasurement) -> ModelMeasurement? {
    measurements.first { $0.isAlike(other) }
  }

  /// Puts a measurement in the place of one made alike, or at the end, and writes the file under its name once it is whole.
  mutating func store(_ measurement: ModelMeasurement) throws {
    if let place = measurements.firstIndex(where: { $0.isAlike(measurement) }) {
      measurements[place] = measurement
    } else {
      measurements.append(measurement)
    }
    let lines = [ModelMeasurement.columns.map { CSVField($0) }] + measurements.map(\.fields)
    try Data(lines.map(CSV.line).joined().utf8).write(to: url, options: .atomic)
  }
}
