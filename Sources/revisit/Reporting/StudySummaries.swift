// The summaries of a study in place of its store: runs read back from `observations.csv` and `runs.csv`, which are
// committed where journals and run folders are not.

import Analysis
import Configuration
import Foundation
import Records
import Studies

extension RunHistory {
  /// The runs that the summaries beside a study's store tell of; none where there are no summaries.
  ///
  /// A subset of a study takes its own runs of them. Costs and settings are the study's, not the file's.
  ///
  /// - Throws: `SummaryError` if one of the two files is missing or tells what the study or the other does not have.
  init(summariesOf study: Study, in store: StudyStore) throws {
    let files = ["observations.csv", "runs.csv"].map { store.folder.appending(path: $0) }
    let found = files.filter { FileManager.default.fileExists(atPath: $0.path) }
    guard found.count == 2 else {
      self.init()
      if let file = found.first {
        let missing = files[0] == file ? files[1] : files[0]
        throw SummaryError(
          missing.relativePath,
          "is missing beside \(file.lastPathComponent); a report without a store needs both")
      }
      return
    }
    let observations = try SummaryFile(files[0])
    let bookkeeping = try SummaryFile(files[1])
    self.init(try SummarizedRuns(observations, bookkeeping, study, store).records)
  }
}

extension ObservationTable {
  /// The table `runs.csv`, which `SummarizedRuns` reads back.
  init(bookkeepingOf records: [RunRecord]) throws {
    try self.init(
      columns: [
        "run", "attempt", "duration_seconds", "code", "numerics", "message", "diverged_at_step",
        "machine",
      ],
      rows: records.map { record in
        var (message, step) = ("", ObservationValue.missing)
        switch record.outcome {
        case .completed: break
        case .diverged(let found): step = .number(Double(found))
        case .failed(_, let found): message = found
        }
        return [
          .text(record.runID), .number(Double(record.attempt)), .number(record.durationSeconds),
          .text(record.codeVersion), .text(record.numericsFingerprint), .text(message), step,
          record.machine.map { .text($0) } ?? .missing,
        ]
      })
  }
}

/// Records put together from the two tables.
private struct SummarizedRuns {
  private(set) var records: [RunRecord] = []
  private let observations: SummaryFile
  private let metrics: Range<Int>

  init(
    _ observations: SummaryFile, _ bookkeeping: SummaryFile, _ study: Study, _ store: StudyStore
  ) throws {
    self.observations = observations
    // Between costs and outcome: settings and metrics alike begin with 'train.'.
    let end = try observations.place(of: "outcome")
    guard let cost = observations.columns.lastIndex(where: { $0.hasPrefix("cost.") }), cost < end
    else {
      throw SummaryError(
        observations.path, "has no column 'cost.…' before 'outcome'; expected what a report writes")
    }
    metrics = cost + 1..<end
    let points = Set(study.points.indices.map { study.points.id(at: $0) })
    var kept = try bookkeeping.rowsByRun()
    for row in observations.rows {
      let (run, point) = (try observations.text("run", row), try observations.text("point", row))
      guard let replicate = Int(try observations.text("replicate", row)) else {
        throw observations.fault(row, "'replicate' is no whole number")
      }
      guard let told = kept.removeValue(forKey: run) else {
        throw observations.fault(row, "run \(run) has no row of its own in runs.csv")
      }
      guard points.contains(point), (0..<study.replicateCount).contains(replicate) else {
        if study.subset != nil { continue }
        throw observations.fault(
          row,
          "run \(run) is not in the study '\(study.name)' any more; bring the point and its "
            + "replicate back, or take its row out of both tables")
      }
      guard run == Configuration.runID(of: point, replicate: replicate) else {
        throw observations.fault(row, "run \(run) is not replicate \(replicate) of point \(point)")
      }
      var record = try record(row, run, point, replicate, bookkeeping, told)
      let folder = store.runFolder(run)
      if record.machine == nil, FileManager.default.fileExists(atPath: folder.manifestFile.path) {
        record.machine = try folder.host().words
      }
      records.append(record)
    }
    if let left = kept.min(by: { $0.value.line < $1.value.line }) {
      throw bookkeeping.fault(
        left.value, "run \(left.key) has no row of its own in observations.csv")
    }
  }

  private func record(
    _ row: SummaryFile.Row, _ run: String, _ point: String, _ replicate: Int,
    _ bookkeeping: SummaryFile, _ told: SummaryFile.Row
  ) throws -> RunRecord {
    guard let attempt = Int(try bookkeeping.text("attempt", told)),
      let seconds = Double(try bookkeeping.text("duration_seconds", told))
    else {
      throw bookkeeping.fault(told, "'attempt' or 'duration_seconds' is no number")
    }
    var record = RunRecord(
      runID: run, pointID: point, replicate: replicate, attempt: attempt,
      outcome: try outcome(row, bookkeeping, told), metrics: try values(row),
      durationSeconds: seconds, codeVersion: try bookkeeping.text("code", told),
      numericsFingerprint: try bookkeeping.text("numerics", told))
    let weights = try observations.text("weights_sha256", row)
    record.weightsSHA256 = weights.isEmpty ? nil : weights
    if bookkeeping.columns.contains("machine") {
      let machine = try bookkeeping.text("machine", told)
      record.machine = machine.isEmpty ? nil : machine
    }
    return record
  }

  private func outcome(
    _ row: SummaryFile.Row, _ bookkeeping: SummaryFile, _ told: SummaryFile.Row
  ) throws -> RunOutcome {
    let words = try observations.text("outcome", row).split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("completed", 1): return .completed
    case ("diverged", 1):
      guard let step = Int(try bookkeeping.text("diverged_at_step", told)) else {
        throw bookkeeping.fault(told, "'diverged_at_step' is no whole number, and the run diverged")
      }
      return .diverged(step: step)
    case ("failed", 2):
      guard let failure = FailureClass(rawValue: words[1]) else { break }
      return .failed(failure, message: try bookkeeping.text("message", told))
    default: break
    }
    throw observations.fault(
      row,
      "the outcome is '\(words.joined(separator: " "))'; expected completed, diverged or failed")
  }

  private func values(_ row: SummaryFile.Row) throws -> [String: Double] {
    var values: [String: Double] = [:]
    for place in metrics {
      let text = row.fields[place].text
      if text.isEmpty { continue }
      guard let value = Double(text) else {
        throw observations.fault(row, "'\(observations.columns[place])' is '\(text)', no number")
      }
      values[observations.columns[place]] = value
    }
    return values
  }
}

/// A table as it lies on the disk, whose rows know their lines.
private struct SummaryFile {
  struct Row {
    let line: Int
    let fields: [CSVField]
  }

  let path: String
  let columns: [String]
  let rows: [Row]

  init(_ file: URL) throws {
    path = file.relativePath
    let text = try storing(file) { try String(contentsOf: file, encoding: .utf8) }
    let records = try Self.records(of: text, path)
    guard let header = records.first else {
      throw SummaryError(path, "is empty; expected a line with the names of the columns")
    }
    columns = header.fields.map(\.text)
    rows = records.dropFirst().map { Row(line: $0.line, fields: $0.fields) }
    for row in rows where row.fields.count != columns.count {
      throw fault(row, "has \(row.fields.count) values; expected \(columns.count), one a column")
    }
  }

  private static func records(of text: String, _ path: String) throws -> [(
    line: Int, fields: [CSVField]
  )] {
    do {
      return try CSV.numberedRecords(of: text)
    } catch let error as AnalysisError {
      throw SummaryError(path, "\(error)")
    }
  }

  func place(of column: String) throws -> Int {
    guard let place = columns.firstIndex(of: column) else {
      throw SummaryError(path, "has no column '\(column)'; expected what a report writes")
    }
    return place
  }

  func text(_ column: String, _ row: Row) throws -> String {
    row.fields[try place(of: column)].text
  }

  /// The rows by the run they tell of.
  func rowsByRun() throws -> [String: Row] {
    var byRun: [String: Row] = [:]
    for row in rows {
      let run = try text("run", row)
      if let first = byRun.updateValue(row, forKey: run) {
        throw fault(row, "run \(run) stands on line \(first.line) already")
      }
    }
    return byRun
  }

  func fault(_ row: Row, _ problem: String) -> SummaryError {
    SummaryError("\(path):\(row.line)", problem)
  }
}

/// Summaries that cannot stand in for a store.
struct SummaryError: Error, CustomStringConvertible {
  /// Where, what was found, how to mend it.
  let description: String

  init(_ place: String, _ problem: String) { description = "\(place): \(problem)" }
}
