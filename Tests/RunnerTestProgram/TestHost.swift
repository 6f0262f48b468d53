import Foundation
import Glibc
import Records
import Runner
import Synchronization

/// A program that runs a study of one run for each behaviour, and may kill itself on the way.
struct TestHost {
  let results: URL
  let jobs: Int
  let crashAt: Int?
  let behaviours: [String]
  private let settings: RunnerSettings

  init(_ arguments: [String]) {
    results = URL(filePath: arguments[0])
    jobs = Int(arguments[1]) ?? 1
    crashAt = Int(arguments[2])
    let options = arguments.dropFirst(3).prefix { $0.hasPrefix("--") }
    behaviours = Array(arguments.dropFirst(3 + options.count))
    func number(_ name: String) -> Double? {
      options.first { $0.hasPrefix("--\(name)=") }.flatMap { Double($0.dropFirst(name.count + 3)) }
    }
    settings = RunnerSettings(
      retries: [.crash: 1, .data: Int(number("data-retries") ?? 0)],
      budget: RunnerBudget(coreSeconds: number("core-seconds")))
  }

  func run() throws {
    let control = RunnerControl()
    control.interruptOnSignals()
    let store = try StudyStore(results: results, study: "study", disk: disk)
    let runner = StudyRunner(
      store: store,
      command: WorkerCommand(executable: CommandLine.arguments[0], arguments: ["worker"]),
      jobs: jobs, settings: settings)
    print(try runner.run(plan, control: control))
  }

  private var plan: [PlannedRun] {
    behaviours.enumerated().map { index, behaviour in
      PlannedRun(
        runID: "p\(index)-0", pointID: "p\(index)", replicate: 0, title: "run \(index)",
        request: behaviour, estimatedSeconds: 2)
    }
  }

  /// A disk at whose step of number `crashAt` the process is killed.
  private var disk: Disk {
    let steps = StepNumber()
    let crashAt = crashAt
    return Disk { _ in
      if steps.next() == crashAt { kill(getpid(), SIGKILL) }
    }
  }
}

private final class StepNumber: Sendable {
  private let steps = Mutex(0)

  func next() -> Int {
    steps.withLock { steps in
      steps += 1
      return steps
    }
  }
}
