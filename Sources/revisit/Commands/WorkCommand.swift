// One run in a process of its own; started by the runner only.

import Architectures
import ArgumentParser
import Configuration
import Datasets
import Foundation
import Graphs
import HDF5
import Kernels
import Records
import Runner
import Training

struct WorkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "Do one run; started by 'revisit run'.", shouldDisplay: false)

  func run() throws {
    let channel = try WorkerChannel()
    do {
      try Worker(channel).run()
    } catch is TrainingStopped {
      throw ExitCode(WorkerChannel.orphanedExitStatus)
    } catch {
      let failure = RunOutcome.failed(failureClass(of: error), message: "\(error)")
      try channel.finish(Worker.record(channel.request, failure))
    }
  }

  private func failureClass(of error: any Error) -> FailureClass {
    switch error {
    case is DataError: .data
    case is ConfigurationErrors, is ArchitectureError, is OneDNNError, is InstructionSetError:
      .configuration
    case is MemoryShortage: .memory
    case is StorageError, is HDF5Error, is CocoaError: .storage
    default: .crash
    }
  }
}

/// One run, from its order to its files.
private struct Worker {
  let channel: WorkerChannel
  let order: WorkOrder

  init(_ channel: WorkerChannel) throws {
    self.channel = channel
    var order = try WorkOrder(text: channel.request.request)
    // Half the threads after each attempt that ran out of memory: fewer shards in flight and fewer batches ahead, no other bit.
    order.threads = max(1, order.threads >> min(channel.request.memoryFailures, 16))
    self.order = order
  }

  func run() throws {
    let startedAt = Date()
    var configuration = try Configuration(settings: order.settings, replicate: order.replicate)
    configuration.unidentified = Set(order.unidentified)
    try configuration.numerics.hold()
    let trainer = try Trainer(configuration, data: order.location, threads: order.threads)
    var reporter = ProgressReporter(channel, epochs: configuration.training.epochs)
    var curves = order.curves.map { RunCurves($0, group: channel.request.pointID) }
    var failure: (any Error)?
    var waitingShare: Double?
    let trained = try trainer.train(checkpoints: checkpoints, keepsBest: order.keepsBest) {
      progress in
      waitingShare = progress.waitingShare
      do {
        try reporter.report(progress)
        try curves?.add(progress)
      } catch { failure = error }
    }
    if let failure { throw failure }
    try trained.write(to: channel.folder.runFile.path(percentEncoded: false))
    var record = Self.record(
      channel.request, trained.divergedAtStep.map { .diverged(step: $0) } ?? .completed)
    record.metrics = trained.metrics
    try curves?.end(trained.metrics, isSuccess: trained.divergedAtStep == nil)
    record.weightsSHA256 = trained.weights.sha256
    record.durationSeconds =
      Date().timeIntervalSince(startedAt) + (trained.resumption?.seconds ?? 0)
    record.threads = order.threads
    record.codeVersion = order.code.text
    record.sources = BuiltSources.decidingDigest
    record.numericsFingerprint = try NumericsFingerprint.compute()
    let environment = try environment(configuration)
    record.machine = environment.host.words
    try channel.folder.write(
      Manifest(
        record: record, configuration: configuration, environment: environment,
        runFileSHA256: FileDigest.sha256(of: channel.folder.runFile),
        dataDescription: dataDescription(
          configuration.data, at: order.location, trainingSHA256: trainer.trainingDataSHA256),
        startedAt: startedAt, resumedFromStep: trained.resumption?.step,
        waitingShare: waitingShare))
    try channel.finish(record)
  }

  /// Where the run keeps its state, by the clock and when it is asked to stop.
  private var checkpoints: Checkpoints? {
    guard let checkpoint = order.checkpoint else { return nil }
    channel.takeStopRequests()
    return Checkpoints(
      file: checkpoint.file, draft: channel.folder.checkpointDraft,
      bindings: ["code": BuiltSources.decidingDigest]
    ) { moment in
      if channel.isStopRequested { return .writeAndStop }
      return moment.isDue(every: checkpoint.everySeconds) ? .write : .goOn
    } tell: {
      FileHandle.standardError.write(Data("\($0)\n".utf8))
    }
  }

  static func record(_ request: WorkerRequest, _ outcome: RunOutcome) -> RunRecord {
    RunRecord(
      runID: request.runID, pointID: request.pointID, replicate: request.replicate,
      attempt: request.attempt, outcome: outcome)
  }

  private func environment(_ configuration: Configuration) throws -> RunEnvironment {
    try RunEnvironment(
      code: order.code,
      libraries: ["oneDNN": Engine.libraryVersion],
      numerics: configuration.numerics,
      instructionSets: ["oneDNN": Engine.instructionSet],
      threads: ["compute": order.threads, "jobs": order.jobs],
      determinism: configuration.numerics == .native ? .anyThreads : .anyMachine)
  }
}

/// Passes progress on, a few times a second at most.
private struct ProgressReporter {
  private let channel: WorkerChannel
  private let epochs: Int
  private let clock = ContinuousClock()
  private var last: (time: ContinuousClock.Instant, images: Int?)
  private var speed = 0.0

  init(_ channel: WorkerChannel, epochs: Int) {
    self.channel = channel
    self.epochs = epochs
    last = (clock.now, nil)
  }

  mutating func report(_ progress: TrainingProgress) throws {
    let now = clock.now
    let seconds = (now - last.time) / .seconds(1)
    guard seconds >= 0.25 || progress.step == progress.stepCount else { return }
    let earlier = last.images ?? progress.imageCount / progress.step * progress.resumedStep
    speed = Double(progress.imageCount - earlier) / max(seconds, 1e-9)
    last = (now, progress.imageCount)
    try channel.report(
      WorkerProgress(
        epoch: progress.epoch, epochs: epochs, step: progress.step, steps: progress.stepCount,
        resumedStep: progress.resumedStep, imagesPerSecond: speed, accuracy: progress.top1Accuracy))
  }
}
