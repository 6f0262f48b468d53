import Configuration
import Foundation
import Records
import Synchronization
import Testing

/// Hands `body` a fresh folder with a space in its name, which is removed afterwards.
func withFolder<R>(_ body: (URL) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "records \(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Hands `body` the store of a study in a fresh folder.
func withStore<R>(_ disk: Disk = Disk(), _ body: (StudyStore) throws -> R) throws -> R {
  try withFolder { try body(StudyStore(results: $0, study: "study", disk: disk)) }
}

func record(
  _ runID: String = "a-0", attempt: Int = 1, outcome: RunOutcome = .completed
) -> RunRecord {
  RunRecord(
    runID: runID, pointID: "a", replicate: 0, attempt: attempt, outcome: outcome,
    metrics: ["validation.top1": 0.1, "train.loss": 1.0 / 3])
}

/// What a worker leaves behind in its folder.
func finish(_ attempt: RunAttempt, _ record: RunRecord) throws {
  let arrays = Data("arrays of \(record.runID)".utf8)
  try arrays.write(to: attempt.folder.runFile)
  try Data("log\n".utf8).write(to: attempt.folder.logFile)
  try attempt.folder.write(manifest(record, runFileSHA256: FileDigest.sha256(of: arrays)))
}

func manifest(_ record: RunRecord, runFileSHA256: String) throws -> Manifest {
  Manifest(
    record: record, configuration: try configuration(), environment: try environment(),
    runFileSHA256: runFileSHA256, dataDescription: "generated images, 10 classes",
    startedAt: Date(timeIntervalSince1970: 1_700_000_000.9))
}

func configuration() throws -> Configuration {
  try Configuration(settings: [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(20),
    "data.set": .text("cifar10"), "train.epochs": .integer(10), "train.batch": .integer(128),
    "train.learning_rate": .number(0.1),
  ])
}

func environment() throws -> RunEnvironment {
  try RunEnvironment(
    code: CodeVersion(commit: "abc", isDirty: true), libraries: ["oneDNN": "2.6.3"],
    numerics: .avx2, instructionSets: ["oneDNN": "avx2"], threads: ["shards": 2],
    determinism: .anyMachine,
    variables: ["OMP_NUM_THREADS": "1", "HOME": "/", "ONEDNN_MAX_CPU_ISA": "AVX2"])
}

/// A crash at a step of the disk.
struct Crash: Error {}

/// Counts steps, and crashes before the one with number `crashAt`.
final class StepCounter: Sendable {
  let steps = Mutex<[DiskStep]>([])
  let crashAt: Int

  init(crashAt: Int = .max) { self.crashAt = crashAt }

  var disk: Disk {
    Disk { step in
      try self.steps.withLock { steps in
        if steps.count == self.crashAt { throw Crash() }
        steps.append(step)
      }
    }
  }

  /// The calls so far, forgotten afterwards.
  func take() -> [DiskCall] {
    steps.withLock { steps in
      defer { steps = [] }
      return steps.map(\.call)
    }
  }
}

/// Claims a run that is free.
func begin(_ runID: String, _ writer: inout StudyWriter) throws -> RunAttempt {
  try #require(try writer.claim(runID))
}

@discardableResult
func complete(_ runID: String, _ writer: inout StudyWriter) throws -> RunRecord {
  let attempt = try begin(runID, &writer)
  let record = record(runID, attempt: attempt.number)
  try finish(attempt, record)
  try writer.publish(attempt, record)
  return record
}

extension StudyStore {
  /// The journals of all writers.
  var journalFiles: [URL] {
    let folder = folder.appending(path: "journals")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.systemPath)) ?? []
    return names.sorted().map { folder.appending(path: $0) }
  }

  func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).systemPath)
  }
}
