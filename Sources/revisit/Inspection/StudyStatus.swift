// Where a study stands, from its store alone: what ended, what is under way, what is left and how long that takes.

import Configuration
import Datasets
import Foundation
import Records
import Studies

/// What does not change while a study is watched: its runs in order, with their work.
struct WatchedStudy {
  let study: Study
  let store: StudyStore
  fileprivate let runs: [(id: String, title: String, work: Double)]

  /// - Throws: What counting the cost of a network throws.
  init(_ study: Study, _ store: StudyStore, at location: DataLocation) throws {
    (self.study, self.store) = (study, store)
    let titles = PointTitles(study)
    var costs = NetworkCosts(at: location)
    let classes = study.points.classes(differingIn: RunWork.settings)
    let works = try classes.firstIndices.map {
      try RunWork(study.points[$0].configuration, &costs, at: location).multiplyAdds
    }
    let points = study.points.indices.map { index in
      (
        study.points.id(at: index), titles.title(study.points[index]),
        works[classes.number(of: index)]
      )
    }
    runs = (0..<study.replicateCount).flatMap { replicate in
      points.map { id, title, work in
        (
          Configuration.runID(of: id, replicate: replicate),
          PointTitles.run(title, replicate: replicate), work
        )
      }
    }
  }
}

/// Where a study stands at one moment: the keys of `revisit status --json`, in camel case.
struct StudyStatus: Encodable {
  let study: String
  let title: String
  let subset: String?
  let total: Int
  let done: Int
  /// Of those done, the runs whose loss left the finite numbers.
  let diverged: Int
  /// Runs that gave no result and are not under way, with their last failures.
  let failed: [FailedRun]
  let running: [Running]
  let runners: [Runner]
  /// Runs without a result that are not under way, failed ones included.
  let left: Int
  /// Of the runs that are done; nil before the first.
  let meanRunSeconds: Double?
  /// Of the runs under way, together.
  let imagesPerSecond: Double?
  /// Of one worker for all that is left and what is under way; nil before a run is done.
  let workerSecondsLeft: Double?
  /// By the clock with the workers there are; nil where none are, or nothing tells.
  let secondsLeft: Double?

  /// A process that runs the study.
  struct Runner: Encodable {
    let host: String
    let process: Int32
    let startedAt: Date
    let workers: Int
    let isStopping: Bool
  }

  /// A run under way.
  struct Running: Encodable {
    let run: String
    let title: String
    let attempt: Int
    /// The runner's machine, and the worker's process there.
    let host: String
    let process: Int32
    let elapsedSeconds: Double
    let epoch: Int?
    let epochs: Int?
    let step: Int?
    let steps: Int?
    let imagesPerSecond: Double?
    let top1: Double?
    let secondsLeft: Double?
  }

  /// - Throws: `StorageError` if the journal cannot be read.
  init(_ watched: WatchedStudy) throws {
    let (study, store) = (watched.study, watched.store)
    (self.study, title, subset) = (study.name, study.title, study.subset)
    let history = try store.history()
    let now = store.runners()
    let wanted = Set(watched.runs.map(\.id))
    let underWay = now.flatMap { runner in
      runner.running.filter { wanted.contains($0.runID) && history.results[$0.runID] == nil }
        .map { (runner, $0) }
    }
    let runningIDs = Set(underWay.map(\.1.runID))
    let results = watched.runs.compactMap { history.results[$0.id] }
    let waiting = watched.runs.filter {
      history.results[$0.id] == nil && !runningIDs.contains($0.id)
    }
    total = watched.runs.count
    done = results.count
    diverged = results.count { if case .diverged = $0.outcome { true } else { false } }
    failed = waiting.compactMap { history.failures[$0.id] }.compactMap(FailedRun.init)
    left = waiting.count
    let pace = RunPace(watched, history)
    meanRunSeconds = pace.meanSeconds
    let titles = Dictionary(
      watched.runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    running = underWay.map { runner, run in
      Running(
        run: run.runID, title: titles[run.runID]?.title ?? run.title, attempt: run.attempt,
        host: runner.hostname, process: run.processID, elapsedSeconds: run.elapsedSeconds,
        epoch: run.epoch, epochs: run.epochs, step: run.step, steps: run.steps,
        imagesPerSecond: run.imagesPerSecond, top1: run.accuracy,
        secondsLeft: run.secondsLeft
          ?? pace.secondsLeft(of: run, work: titles[run.runID]?.work ?? 0))
    }
    runners = now.map {
      Runner(
        host: $0.hostname, process: $0.processID, startedAt: $0.startedAt,
        workers: $0.jobs, isStopping: $0.isStopping)
    }
    let speeds = running.compactMap(\.imagesPerSecond)
    imagesPerSecond = speeds.isEmpty ? nil : speeds.reduce(0, +)
    let runningLeft = running.compactMap(\.secondsLeft)
    let waitingLeft = pace.seconds(waiting.map(\.work).reduce(0, +))
    let isKnown = runningLeft.count == running.count
    workerSecondsLeft =
      isKnown ? waitingLeft.map { $0 + runningLeft.reduce(0, +) } : nil
    let workers = now.filter { !$0.isStopping }.map(\.jobs).reduce(0, +)
    let longest = (runningLeft + waiting.compactMap { pace.seconds($0.work) }).max() ?? 0
    secondsLeft =
      workers > 0 ? workerSecondsLeft.map { max($0 / Double(workers), longest) } : nil
  }
}

/// How long runs of this study take, by those that are done.
private struct RunPace {
  let meanSeconds: Double?
  private let secondsPerMultiplyAdd: Double?

  init(_ watched: WatchedStudy, _ history: RunHistory) {
    let done = watched.runs.compactMap { run in
      history.results[run.id].flatMap { record in
        record.outcome == .completed ? (run.work, record.durationSeconds) : nil
      }
    }
    let (work, seconds) = (done.map(\.0).reduce(0, +), done.map(\.1).reduce(0, +))
    meanSeconds = done.isEmpty ? nil : seconds / Double(done.count)
    secondsPerMultiplyAdd = work > 0 ? seconds / work : nil
  }

  /// What some work takes one worker; nothing takes nothing, however little is known.
  func seconds(_ work: Double) -> Double? {
    work == 0 ? 0 : secondsPerMultiplyAdd.map { $0 * work }
  }

  /// What a run under way still needs: by its own pace, or by that of others.
  func secondsLeft(of run: RunProgress, work: Double) -> Double? {
    if let fraction = run.fraction, fraction > 0 {
      return run.elapsedSeconds * (1 - fraction) / fraction
    }
    return seconds(work).map { max(0, $0 - run.elapsedSeconds) }
  }
}
