import Foundation
import Records
import Runner
import Synchronization

/// The program that acts as worker and host; it is built beside the tests.
let testProgram: URL = {
  let folder = Bundle.main.executableURL?.deletingLastPathComponent()
  return (folder ?? URL(filePath: ".")).appending(path: "RunnerTestProgram")
}()

func withFolder<R>(_ body: (URL) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appending(path: "runner-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// A plan of one run for each behaviour of the test worker.
func plan(_ behaviours: [String], seconds: Double = 10) -> [PlannedRun] {
  behaviours.enumerated().map { index, behaviour in
    PlannedRun(
      runID: "p\(index)-0", pointID: "p\(index)", replicate: 0, title: "run \(index)",
      request: behaviour, estimatedSeconds: seconds)
  }
}

/// What a runner reported.
final class Reports: Sendable {
  private let ended = Mutex<[EndedRun]>([])
  private let snapshots = Mutex<[ProgressSnapshot]>([])

  var endedRuns: [EndedRun] { ended.withLock { $0 } }
  var all: [ProgressSnapshot] { snapshots.withLock { $0 } }

  func add(_ snapshot: ProgressSnapshot, _ ended: EndedRun?) {
    snapshots.withLock { $0.append(snapshot) }
    if let ended { self.ended.withLock { $0.append(ended) } }
  }
}

/// A runner with the test worker.
func runner(
  _ store: StudyStore, jobs: Int = 1, _ settings: RunnerSettings = RunnerSettings(),
  memoryKills: MemoryKills = MemoryKills(),
  _ report: @escaping @Sendable (ProgressSnapshot, EndedRun?) -> Void = { _, _ in }
) -> StudyRunner {
  StudyRunner(
    store: store, command: WorkerCommand(executable: testProgram.path(), arguments: ["worker"]),
    jobs: jobs, settings: settings, memoryKills: memoryKills, report: report)
}

/// Makes a named pipe.
func makePipe(_ url: URL) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/mkfifo")
  process.arguments = [url.path()]
  try process.run()
  process.waitUntilExit()
}

extension RunOutcome {
  var failureMessage: String? {
    if case .failed(_, let message) = self { message } else { nil }
  }

  var failureClass: FailureClass? {
    if case .failed(let failureClass, _) = self { failureClass } else { nil }
  }
}
