// Training steps as `revisit bench models` measured them.

import Analysis
import Foundation

/// The measured steps of one machine.
struct StepMeasurements {
  /// A step of one network, per image.
  struct Step {
    let model: String
    let resolution: Int
    let batch: Int
    let milliseconds: Double
    let mebibytes: Double
    /// The line of the file, from 1.
    let line: Int
  }

  /// Where they lie, from the root of the project.
  static let path = "results/bench-models/measurements.csv"

  let steps: [Step]
  /// The machine, threads and commit in words.
  let machine: String
  /// The machine alone.
  let hardware: String

  /// Reads a file; nil where there is none.
  ///
  /// - Throws: `PaperTableError` where columns are missing, or where rows are not comparable.
  init?(file: URL) throws {
    guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
      return nil
    }
    let name = file.relativePath
    let records = try CSV.numberedRecords(of: String(contentsOf: file, encoding: .utf8))
    let header = records.first?.fields.map(\.text) ?? []
    let lines = records.dropFirst().map(\.line)
    let rows = records.dropFirst().map { record in
      Dictionary(zip(header, record.fields.map(\.text))) { first, _ in first }
    }
    func text(_ row: [String: String], _ column: String) throws -> String {
      guard let text = row[column] else {
        throw PaperTableError("\(name): no column '\(column)'; measure anew, or mend the file")
      }
      return text
    }
    func number(_ row: [String: String], _ column: String) throws -> Double {
      guard let number = Double(try text(row, column)), number > 0 else {
        throw PaperTableError(
          "\(name): '\(try text(row, column))' in column '\(column)'; expected a number above 0")
      }
      return number
    }
    steps = try zip(rows, lines).map { row, line in
      let batch = try number(row, "batch")
      return Step(
        model: try text(row, "model"), resolution: Int(try number(row, "resolution")),
        batch: Int(batch), milliseconds: 1_000 * (try number(row, "step_seconds_median")) / batch,
        mebibytes: try number(row, "peak_bytes") / batch / 0x1p20, line: line)
    }
    let machines = Set(
      try rows.map { row in
        "\(try text(row, "machine")) with threads: \(try text(row, "threads")), numerics "
          + "\(try text(row, "numerics")) at commit \(try text(row, "commit").prefix(12))"
      })
    guard let machine = machines.first, machines.count == 1 else {
      throw PaperTableError(
        "\(name): measured on \(machines.sorted().joined(separator: "; and on ")); expected one "
          + "machine, number of threads, numerics and commit")
    }
    self.machine = machine
    hardware = try rows.first.map { try text($0, "machine") } ?? machine
  }

  /// The step of a network with the largest batch.
  func step(of model: String, resolution: Int) -> Step? {
    steps.filter { $0.model == model && $0.resolution == resolution }
      .max { $0.batch < $1.batch }
  }
}
