import Foundation
import Glibc
import Records
import Runner
import Synchronization

/// Measures what the runner itself takes for a run, by workers that do nothing, and how that grows with the plan.
struct TestSchedule {
  private static let countOfRuns = 100

  func run() throws {
    let spawn = try time { for _ in 0..<Self.countOfRuns { try spawnNothing() } }
    print(
      "a process that does nothing: \(text(spawn.wall)) ms, \(text(spawn.processor)) ms of ours")
    for planned in [100, 1_000, 10_000, 100_000] {
      let (open, all) = try measure(planned: planned)
      print(
        "\(planned) runs planned: begins after \(text(open * Double(Self.countOfRuns))) ms; a run takes "
          + "\(text(all.wall)) ms, \(text(all.processor)) ms of ours")
    }
  }

  /// Does the first runs of a plan, and stops; the time until the first is begun is left out of the others.
  private func measure(planned: Int) throws -> (open: Double, all: Times) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "schedule-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let plan = (0..<planned).map { number in
      PlannedRun(
        runID: "p\(number)-0", pointID: "p\(number)", replicate: 0, title: "run \(number)",
        request: "succeed", estimatedSeconds: Double(number % 7))
    }
    let control = RunnerControl()
    let begin = Mutex<(wall: Double, processor: Double)?>(nil)
    let end = Mutex<(wall: Double, processor: Double)?>(nil)
    let runner = StudyRunner(
      store: try StudyStore(results: folder, study: "study"),
      command: WorkerCommand(executable: CommandLine.arguments[0], arguments: ["worker"]), jobs: 1
    ) { snapshot, _ in
      if snapshot.running.count == 1 { begin.withLock { $0 = $0 ?? Self.now } }
      guard snapshot.doneNow == Self.countOfRuns else { return }
      end.withLock { end in
        guard end == nil else { return }
        end = Self.now
        control.interrupt()
      }
    }
    let start = Self.now
    _ = try runner.run(plan, control: control)
    let first = begin.withLock(\.self) ?? Self.now
    let last = end.withLock(\.self) ?? Self.now
    let count = Double(Self.countOfRuns)
    return (
      (first.wall - start.wall) / count,
      Times(
        wall: (last.wall - first.wall) / count,
        processor: (last.processor - first.processor) / count)
    )
  }

  private func spawnNothing() throws {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["nothing"]
    process.standardInput = Pipe()
    process.standardOutput = Pipe()
    try process.run()
    process.waitUntilExit()
  }

  /// Seconds of the clock and of this process's processor time, for one of `countOfRuns`.
  private struct Times {
    var wall: Double
    var processor: Double
  }

  private static var now: (wall: Double, processor: Double) {
    // CLOCKS_PER_SEC is a million on every POSIX system (clock(3)).
    (ProcessInfo.processInfo.systemUptime, Double(clock()) / 1e6)
  }

  private func time(_ body: () throws -> Void) rethrows -> Times {
    let start = Self.now
    try body()
    let end = Self.now
    let count = Double(Self.countOfRuns)
    return Times(
      wall: (end.wall - start.wall) / count, processor: (end.processor - start.processor) / count)
  }

  private func text(_ seconds: Double) -> String { String(format: "%.2f", seconds * 1_000) }
}
