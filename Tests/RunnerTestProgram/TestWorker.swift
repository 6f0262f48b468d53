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
    case "grow": try grow(megabytes: Int(words[1]) ?? 0)
    case "run-out": try runOut(words)
    case "tell-memory-failures":
      log("\(channel.request.memoryFailures)\n")
      try succeed()
    case "note": try note(words)
    case "pause": try pause(words[1])
    case "wait": try wait(words[1])
    case "last": try last(milliseconds: Int(words[1]) ?? 0)
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

  /// Holds memory until it is ended.
  private func grow(megabytes: Int) throws {
    var held: [[UInt8]] = []
    while held.count < megabytes { held.append([UInt8](repeating: 1, count: 1 << 20)) }
    try tellStart()
    hangForEver()
    log("\(held.count)")
  }

  /// Ends as the kernel ends a process for lack of memory, with the counter of the file one higher, as often as it is told; succeeds then.
  private func runOut(_ words: [String]) throws {
    guard channel.request.memoryFailures < Int(words[2]) ?? 0 else {
      log("\(channel.request.memoryFailures)\n")
      return try succeed()
    }
    try Data("low 0\noom_kill \(channel.request.attempt)\n".utf8).write(to: URL(filePath: words[1]))
    kill(getpid(), SIGKILL)
  }

  /// Adds its run and attempt to a file, then does what the words behind it say, if it is the first attempt.
  private func note(_ words: [String]) throws {
    let file = try FileHandle(forUpdating: URL(filePath: words[1]))
    try file.seekToEnd()
    try file.write(contentsOf: Data("\(channel.request.runID) \(channel.request.attempt)\n".utf8))
    try file.close()
    switch words.dropFirst(2).first {
    case "fail-first" where channel.request.attempt == 1:
      try channel.finish(record(.failed(.data, message: "no such file")))
    case "hang": try hang(words[3])
    default: try succeed()
    }
  }

  /// Holds a named pipe open and pauses, without an end of its input and deaf to what the system sends a paused orphan, so that only
  /// force ends it; succeeds where there is no pipe.
  private func pause(_ pipe: String) throws {
    guard FileManager.default.fileExists(atPath: pipe) else { return try succeed() }
    signal(SIGHUP, SIG_IGN)
    let input = FileHandle(forWritingAtPath: "/proc/self/fd/0")
    let handle = FileHandle(forWritingAtPath: pipe)
    kill(getpid(), SIGSTOP)
    hangForEver()
    try input?.close()
    try handle?.close()
  }

  /// Succeeds when nobody reads its named pipe any more.
  private func wait(_ pipe: String) throws {
    signal(SIGPIPE, SIG_IGN)
    let handle = FileHandle(forWritingAtPath: pipe)
    while (try? handle?.write(contentsOf: Data([0]))) != nil { usleep(1_000) }
    try succeed()
  }

  /// Takes that long, then succeeds.
  private func last(milliseconds: Int) throws {
    usleep(UInt32(milliseconds) * 1_000)
    try succeed()
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
