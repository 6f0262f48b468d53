import Foundation
import Records
import Synchronization
import Testing

@testable import Runner

/// Limits, retries by class, budget and order, with workers that train nothing.
@Suite(.timeLimit(.minutes(10))) struct RunnerSettingsTests {
  @Test func `an attempt that takes too long is asked to keep its state, and tried again`() throws {
    try withFolder { folder in
      let state = folder.appending(path: "state").path()
      let store = try StudyStore(results: folder, study: "study")
      let settings = RunnerSettings(
        retries: [.time: 1], limits: AttemptLimits(seconds: 1))
      let summary = try runner(store, settings).run(plan(["keep \(state)", "succeed"]))
      #expect(try String(contentsOfFile: state, encoding: .utf8) == "state")
      #expect(summary.description.hasPrefix("1 of 2 runs are done, 1 failed (time 1)."))
      let failures = try store.records().filter { !$0.outcome.isResult }
      #expect(failures.map(\.attempt) == [1, 2])
      let message = try #require(failures.first?.outcome.failureMessage)
      #expect(message.wholeMatch(of: #/it took 0:0[0-9]; the limit of an attempt is 0:01/#) != nil)
    }
  }

  @Test func `a worker that holds too much memory is ended with what it held and the limit`() throws
  {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let settings = RunnerSettings(
        retries: [:], limits: AttemptLimits(memoryBytes: 192 << 20))
      let summary = try runner(store, jobs: 2, settings).run(plan(["grow 256", "succeed"]))
      #expect(summary.doneNow == 1)
      let outcome = try #require(summary.failures.first?.outcome)
      #expect(outcome.failureClass == .memory)
      let message = try #require(outcome.failureMessage)
      #expect(
        message.wholeMatch(of: #/it held [0-9.]+ MiB of memory; the limit of a run is 192 MiB/#)
          != nil)
    }
  }

  @Test func `a run that ran out of memory is tried again alone, after the others, and told so`()
    throws
  {
    try withFolder { folder in
      let events = folder.appending(path: "sys/fs/cgroup/memory.events")
      try FileManager.default.createDirectory(
        at: events.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("oom_kill 0\n".utf8).write(to: events)
      let store = try StudyStore(results: folder, study: "study")
      let most = Mutex(0)
      let runner = runner(
        store, jobs: 2, RunnerSettings(retries: [.memory: 2]),
        memoryKills: MemoryKills(groups: "0::/", root: folder)
      ) { snapshot, _ in
        guard snapshot.running.contains(where: { $0.runID == "p0-0" }), snapshot.doneNow == 3
        else { return }
        most.withLock { $0 = max($0, snapshot.running.count) }
      }
      let behaviours = ["run-out \(events.path()) 2", "succeed", "succeed", "succeed"]
      #expect(try runner.run(plan(behaviours)).isComplete)
      let records = try store.records()
      #expect(records.filter { $0.runID == "p0-0" }.map(\.attempt) == [1, 2, 3])
      #expect(records.compactMap(\.outcome.failureClass) == [.memory, .memory])
      #expect(records.last?.runID == "p0-0")
      #expect(most.withLock(\.self) == 1)
      // The worker takes fewer threads for each of them.
      let log = try String(contentsOf: store.runFolder("p0-0").logFile, encoding: .utf8)
      #expect(log == "2\n")
    }
  }

  @Test func `the next command remembers that memory ran out`() throws {
    try withFolder { folder in
      let events = folder.appending(path: "memory.events")
      try Data("oom_kill 0\n".utf8).write(to: events)
      let store = try StudyStore(results: folder, study: "study")
      let settings = RunnerSettings(retries: [:], limits: AttemptLimits(memoryBytes: 192 << 20))
      _ = try runner(store, settings).run(plan(["grow 256"]))
      #expect(try runner(store).run(plan(["tell-memory-failures"])).isComplete)
      let log = try String(contentsOf: store.runFolder("p0-0").logFile, encoding: .utf8)
      #expect(log == "1\n")
    }
  }

  @Test func `cheap runs come first, and every point before the second replicate of any`() {
    let runs = [("a", 0, 9.0), ("b", 0, 1), ("a", 1, 9), ("b", 1, 1), ("c", 0, 1)].map {
      PlannedRun(
        runID: "\($0)-\($1)", pointID: $0, replicate: $1, title: "", request: "",
        estimatedSeconds: $2)
    }
    let plan = RunPlan(listed: runs)
    #expect(RunOrder.cheapFirst.sorted(Array(0..<5), of: plan) == [1, 4, 0, 3, 2])
    #expect(RunOrder.plan.sorted([0, 2, 3], of: plan) == [0, 2, 3])
  }

  @Test func `a budget ends with whole runs, counts earlier commands, and tells what is left`()
    throws
  {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      // Each run says that it took 2 seconds, on 3 threads.
      func run(_ coreSeconds: Double) throws -> RunSummary {
        let settings = RunnerSettings(
          budget: RunnerBudget(coreSeconds: coreSeconds), order: .cheapFirst, threadsPerRun: 3)
        return try runner(store, settings).run(
          plan(["succeed", "succeed", "succeed", "succeed"], seconds: 2))
      }
      let first = try run(13)
      #expect((first.doneNow, first.isComplete, first.wasInterrupted) == (2, false, false))
      #expect(
        first.description == """
          2 of 4 runs are done. The budget ends here: 0.00333 of 0.00361 core hours are used; 2 \
          runs are left, which would take about 0.00333 core hours more. With a larger budget the \
          same command goes on.
          """)
      #expect(try run(13).doneNow == 0)
      #expect(try run(18).doneNow == 1)
      #expect(try run(24).description == "4 of 4 runs are done.")
    }
  }

  @Test func `a budget of the disk ends the study before it is full`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let settings = RunnerSettings(budget: RunnerBudget(diskBytes: 1))
      let summary = try runner(store, settings).run(plan(["succeed", "succeed"]))
      #expect(summary.doneNow == 0)
      let text = summary.description
      #expect(text.contains(" of 1 bytes on the disk are used; 2 runs are left"))
    }
  }

  @Test func `a queue gives runs back alone and knows what they are expected to take`() {
    var queue = WorkQueue([0, 1, 2], of: RunPlan(listed: plan(["a", "b", "c"], seconds: 4)))
    #expect(queue.expectedSeconds(RemainingTime()) == 12)
    #expect(queue.next(beside: 1)?.place == 0)
    let first = queue.next(beside: 1)
    queue.removeNext()
    if let first { queue.putBack(first.place, alone: true) }
    queue.removeNext()
    queue.removeNext()
    #expect(queue.next(beside: 1) == nil)
    #expect(queue.next(beside: 0)?.isAlone == true)
    #expect((queue.count, queue.expectedSeconds(RemainingTime())) == (1, 4))
    queue.removeNext()
    #expect((queue.count, queue.expectedSeconds(RemainingTime())) == (0, 0))
  }
}
