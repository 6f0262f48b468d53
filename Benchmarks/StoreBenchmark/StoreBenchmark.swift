// How long a store of many finished runs takes to open, to count and to tabulate.
//
//     swift run -c release store-benchmark [RUNS...]
//
// The runs are made up: the journals are those of a study that was done in ten commands; the folders of
// the runs are there, as opening looks at their names.

import Analysis
import Configuration
import Foundation
import Records

@main
struct StoreBenchmark {
  static func main() throws {
    let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    print("| runs | write one, ms | history, s | open to write, s | table, s | journals, MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in counts.isEmpty ? [100, 1_000, 10_000] : counts { try measure(count) }
  }

  private static func measure(_ count: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-benchmark-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try StudyStore(results: folder, study: "study")
    let writing = try seconds { try fill(store, count) }
    let reading = try best { _ = try store.history() }
    let opening = try best { _ = try store.openForWriting() }
    let tabulating = try best { try tabulate(store) }
    let columns = [
      "\(count)", text(writing / Double(count) * 1000), text(reading), text(opening),
      text(tabulating), text(Double(try bytes(store)) / 1e6),
    ]
    print("| " + columns.joined(separator: " | ") + " |")
  }

  /// Does the runs of a study in ten commands.
  private static func fill(_ store: StudyStore, _ count: Int) throws {
    let settings = try configuration()
    let environment = try RunEnvironment(
      code: CodeVersion(commit: "benchmark", isDirty: false), libraries: ["oneDNN": "2.6.3"],
      numerics: .native, instructionSets: [:], threads: [:], determinism: .anyThreads)
    for command in 0..<10 {
      var writer = try store.openForWriting()
      for index in stride(from: command, to: count, by: 10) {
        let runID = FileDigest.sha256(of: Data("\(index / 3)".utf8)).prefix(16) + "-\(index % 3)"
        guard let attempt = try writer.claim(String(runID)) else { continue }
        let record = record(attempt, index)
        try Data("arrays".utf8).write(to: attempt.folder.runFile)
        try attempt.folder.write(
          Manifest(
            record: record, configuration: settings, environment: environment,
            runFileSHA256: FileDigest.sha256(of: attempt.folder.runFile),
            dataDescription: "generated images", startedAt: Date(timeIntervalSince1970: 0)))
        try writer.publish(attempt, record)
      }
    }
  }

  /// As large as the records of a study with a validation split.
  private static func record(_ attempt: RunAttempt, _ index: Int) -> RunRecord {
    let names = ["train.loss", "validation.loss", "validation.top1", "test.loss", "test.top1"]
    return RunRecord(
      runID: attempt.runID, pointID: String(attempt.runID.prefix(16)), replicate: index % 3,
      attempt: attempt.number, outcome: .completed,
      metrics: Dictionary(uniqueKeysWithValues: names.map { ($0, 1 / Double(index + 3)) }),
      weightsSHA256: FileDigest.sha256(of: Data("\(index)".utf8)), durationSeconds: 12.5,
      codeVersion: "6a5abdb2d1c0",
      numericsFingerprint: String(repeating: "0123456789abcdef", count: 4))
  }

  private static func tabulate(_ store: StudyStore) throws {
    let records = try store.history().results.values.sorted { $0.runID < $1.runID }
    let observations = records.enumerated().map { order, record in
      Observation(record: record, order: order, axes: ["depth": .integer(order % 7)])
    }
    guard try ObservationTable(observations).csv.count > records.count else { exit(1) }
  }

  private static func configuration() throws -> Configuration {
    try Configuration(settings: [
      "model.family": .text("cifar_resnet"), "model.depth": .integer(20),
      "data.set": .text("generated"), "train.epochs": .integer(10), "train.batch": .integer(128),
      "train.learning_rate": .number(0.1),
    ])
  }

  private static func bytes(_ store: StudyStore) throws -> Int {
    let folder = store.folder.appending(path: "journals")
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.fileSizeKey]
    )
    .reduce(0) { $0 + (try $1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
  }

  private static func best(_ body: () throws -> Void) rethrows -> Double {
    try (0..<3).map { _ in try seconds(body) }.min() ?? .nan
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    return try clock.measure { try body() } / .seconds(1)
  }

  private static func text(_ value: Double) -> String {
    String(format: "%.3f", value)
  }
}
