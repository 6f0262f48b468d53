import Configuration
import Foundation
import Glibc
import Records
import Runner

/// A worker that does what its request says.
struct TestWorker {
  let channel: WorkerChannel

  init() throws { channel = try WorkerChannel() }

  func run() throws {
    let words = channel.request.request.split(separator: " ").map(String.init)
    switch words.first {
    case "succeed": try succeed()
    case "diverge": try succeed(.diverged(step: 3))
    case "fail": try channel.finish(record(.failed(.data, message: "no such file")))
    case "exit":
      log("first line\nlast line\n")
      exit(3)
    case "crash": kill(getpid(), SIGKILL)
    case "crash-once": channel.request.attempt == 1 ? _ = kill(getpid(), SIGKILL) : try succeed()
    case "garble": try garble()
    case "lie": try channel.finish(record(.completed))
    case "print":
      print("a library speaks")
      try succeed()
    case "lead-group":
      guard getpgrp() == getpid() else { exit(3) }
      try succeed()
    case "environment": try tellEnvironment()
    case "hang": try hang(words[1])
    case "keep": try keep(words[1])
    case "ignore-stop":
      channel.takeStopRequests()
      try tellStart()
      hangForEver()
    default: exit(64)
    }
  }

  /// Writes what a run leaves behind, then reports it.
  private func succeed(_ outcome: RunOutcome = .completed) throws {
    try channel.report(
      WorkerProgress(epoch: 1, epochs: 1, step: 2, steps: 2, imagesPerSecond: 100, accuracy: 0.5))
    let record = record(outcome)
    try Data("arrays".utf8).write(to: channel.folder.runFile)
    try channel.folder.write(
      Manifest(
        record: record, configuration: configuration(),
        environment: RunEnvironment(
          code: CodeVersion(commit: "abc", isDirty: false), libraries: [:],
          numerics: .native, instructionSets: [:], threads: [:], determinism: .anyThreads),
        runFileSHA256: FileDigest.sha256(of: channel.folder.runFile),
        dataDescription: "none", startedAt: Date(timeIntervalSince1970: 0)))
    try channel.finish(record)
  }

  /// Writes on the handle that messages go by, as only a foreign program could.
  private func garble() throws {
    try FileHandle(fileDescriptor: 1).write(contentsOf: Data())
    for descriptor: Int32 in 3..<10 {
      try? FileHandle(fileDescriptor: descriptor).write(contentsOf: Data("hello\n".utf8))
    }
    hangForEver()
  }

  private func tellEnvironment() throws {
    log((ProcessInfo.processInfo.environment["OMP_NUM_THREADS"] ?? "absent") + "\n")
    try succeed()
  }

  /// Holds a named pipe open until it ends, so that a test sees both that it runs and that it ended;
  /// succeeds where there is no pipe.
  private func hang(_ pipe: String) throws {
    guard FileManager.default.fileExists(atPath: pipe) else { return try succeed() }
    let handle = FileHandle(forWritingAtPath: pipe)
    try tellStart()
    hangForEver()
    try handle?.close()
  }

  /// Works until it is asked to stop, then leaves a file.
  private func keep(_ file: String) throws {
    channel.takeStopRequests()
    try tellStart()
    while !channel.isStopRequested { usleep(1_000) }
    try Data("state".utf8).write(to: URL(filePath: file))
    exit(WorkerChannel.orphanedExitStatus)
  }

  private func tellStart() throws {
    try channel.report(
      WorkerProgress(epoch: 0, epochs: 1, step: 0, steps: 2, imagesPerSecond: 0))
  }

  private func hangForEver() { DispatchSemaphore(value: 0).wait() }

  private func log(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private func record(_ outcome: RunOutcome) -> RunRecord {
    RunRecord(
      runID: channel.request.runID, pointID: channel.request.pointID,
      replicate: channel.request.replicate, attempt: channel.request.attempt, outcome: outcome,
      metrics: ["validation.top1": 0.5, "train.loss": .nan], durationSeconds: 2)
  }

  private func configuration() throws -> Configuration {
    try Configuration(settings: [
      "model.family": .text("cifar_resnet"), "model.depth": .integer(20),
      "data.set": .text("cifar10"), "train.epochs": .integer(10), "train.batch": .integer(128),
      "train.learning_rate": .number(0.1),
    ])
  }
}
