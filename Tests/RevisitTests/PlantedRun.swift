import Configuration
import Foundation
import Records
import Testing

/// A run of the tiny study whose record is what a test wants, put into the store without training.
struct PlantedRun {
  var resolution = 8
  var replicate = 0
  var codeVersion = ""
  var fingerprint = ""
  var metrics = ["validation.top1": 0.5]

  var configuration: Configuration {
    get throws {
      try Configuration(
        settings: [
          "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
          "model.width": .number(0.25), "data.set": .text("generated"),
          "data.resolution": .integer(resolution), "data.train_images": .integer(64),
          "data.validation_images": .integer(32), "data.test_images": .integer(32),
          "train.epochs": .integer(1), "train.batch": .integer(16),
          "train.learning_rate": .number(0.05), "seeds.root": .integer(1),
        ], replicate: replicate)
    }
  }

  var runID: String { get throws { try configuration.runID } }

  var pointID: String { get throws { try configuration.pointID } }

  /// Acknowledges it as a result.
  func finish(in place: Workplace) throws {
    var writer = try place.store.openForWriting()
    try finish(&writer)
  }

  /// Acknowledges it as a result of a writer, which may have many.
  func finish(_ writer: inout StudyWriter) throws {
    let configuration = try configuration
    let attempt = try #require(try writer.claim(configuration.runID))
    let record = try record(.completed, attempt: attempt.number)
    try Data("arrays".utf8).write(to: attempt.folder.runFile)
    try attempt.folder.write(
      Manifest(
        record: record, configuration: configuration,
        environment: RunEnvironment(
          code: CodeVersion(commit: codeVersion, isDirty: false), libraries: [:],
          numerics: .native, instructionSets: [:], threads: [:], determinism: .anyThreads),
        runFileSHA256: FileDigest.sha256(of: attempt.folder.runFile),
        dataDescription: "Generated shapes", startedAt: Date(timeIntervalSince1970: 0)))
    try writer.publish(attempt, record)
  }

  /// Records that it failed.
  func fail(_ failureClass: FailureClass, _ message: String, in place: Workplace) throws {
    var writer = try place.store.openForWriting()
    let attempt = try #require(try writer.claim(configuration.runID))
    try writer.recordFailure(
      attempt,
      record(.failed(failureClass, message: message), attempt: attempt.number))
  }

  private func record(_ outcome: RunOutcome, attempt: Int) throws -> RunRecord {
    let configuration = try configuration
    return RunRecord(
      runID: configuration.runID, pointID: configuration.pointID, replicate: replicate,
      attempt: attempt, outcome: outcome, metrics: outcome.isResult ? metrics : [:],
      durationSeconds: 2, codeVersion: codeVersion, numericsFingerprint: fingerprint)
  }
}

extension Workplace {
  /// The results of the tiny study.
  var store: StudyStore {
    get throws { try StudyStore(results: folder.appending(path: "results"), study: "tiny") }
  }

  /// What a command wrote as JSON, an object.
  func object(_ arguments: String...) throws -> [String: Any] {
    let output = try revisit(arguments).output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return object as? [String: Any] ?? [:]
  }
}
