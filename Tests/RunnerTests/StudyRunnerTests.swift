import Foundation
import Records
import Runner
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct StudyRunnerTests {
  @Test(arguments: [1, 3])
  func `every run is done once and its result is kept`(jobs: Int) throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["succeed", "diverge", "succeed", "print"], store, jobs: jobs)
      #expect(summary.isComplete)
      #expect(summary.description == "4 of 4 runs are done.")
      #expect(
        try store.records().map(\.runID).sorted() == ["p0-0", "p1-0", "p2-0", "p3-0"])
      #expect(try store.history().results["p1-0"]?.outcome == .diverged(step: 3))
      for id in ["p0-0", "p1-0", "p2-0", "p3-0"] {
        _ = try store.runFolder(id).verifiedRecord()
      }
    }
  }

  @Test func `what is done is not done again`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      _ = try run(["succeed"], store)
      let again = try run(["succeed"], store)
      #expect(again.doneBefore == 1)
      #expect(try store.records().map(\.runID) == ["p0-0"])
    }
  }

  @Test func `a failed run is recorded, does not stop the others and is tried by the next command`()
    throws
  {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["fail", "succeed"], store)
      #expect(
        summary.description
          == "1 of 2 runs are done, 1 failed (data 1). The same command goes on with the others.")
      #expect(
        try store.history().failures["p0-0"]?.outcome == .failed(.data, message: "no such file"))
      let next = try run(["succeed", "succeed"], store)
      #expect(next.isComplete)
      #expect(try store.history().results["p0-0"]?.attempt == 2)
    }
  }

  @Test func `a crash is tried again once`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["crash-once", "crash"], store)
      #expect(summary.doneNow == 1)
      let records = try store.records()
      #expect(records.filter { $0.runID == "p0-0" }.map(\.attempt) == [1, 2])
      #expect(records.filter { $0.runID == "p1-0" }.map(\.attempt) == [1, 2])
      let failure = try #require(summary.failures.first?.outcome)
      #expect(failure.failureClass == .crash)
      #expect(failure.failureMessage?.hasPrefix("the worker was ended by signal 9, ") == true)
    }
  }

  @Test func `other failures are tried again as often as asked`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let reports = Reports()
      _ = try run(["fail", "exit"], store, retries: [.data: 2], reports)
      #expect(try store.records().map(\.runID) == ["p0-0", "p0-0", "p0-0", "p1-0"])
      #expect(reports.endedRuns.map(\.isRetried) == [true, true, false, false])
      #expect(reports.all.last?.failed == 2)
    }
  }

  @Test func `a worker that ends without a record is a crash with the end of its log`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["exit"], store, retries: [:])
      #expect(
        summary.failures.first?.outcome
          == .failed(
            .crash,
            message: "the worker ended with status 3 and no record; its log ends:\n"
              + "first line\nlast line"))
    }
  }

  @Test func `a worker that says done without files has failed`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["lie"], store)
      #expect(summary.failures.first?.outcome.failureClass == .storage)
      #expect(
        summary.failures.first?.outcome.failureMessage?.hasSuffix("manifest.json: does not exist")
          == true)
    }
  }

  @Test func `a worker that writes no messages is ended`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let summary = try run(["garble"], store, retries: [:])
      #expect(
        summary.failures.first?.outcome.failureMessage
          == "the worker wrote 'hello' where messages are expected; its log is empty")
    }
  }

  @Test func `libraries of a worker use one thread and its output goes to the log`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      _ = try run(["environment", "print"], store)
      let log = try String(contentsOf: store.runFolder("p0-0").logFile, encoding: .utf8)
      #expect(log == "1\n")
      let printed = try String(contentsOf: store.runFolder("p1-0").logFile, encoding: .utf8)
      #expect(printed == "a library speaks\n")
    }
  }

  @Test func `a worker leads a process group, so that a terminal interrupts the runner alone`()
    throws
  {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      #expect(try run(["lead-group"], store, retries: [:]).isComplete)
    }
  }

  @Test func `an interrupt ends workers, keeps results and fails nothing`() throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let store = try StudyStore(results: folder, study: "study")
      let control = RunnerControl()
      let runner = runner(store) { snapshot, _ in
        // The hanging worker has spoken, so it is at work.
        if snapshot.running.contains(where: { $0.progress?.steps == 2 && $0.progress?.step == 0 }) {
          control.interrupt()
        }
      }
      // The worker's pipe must have a reader, or it waits for one.
      let reader = Process()
      reader.executableURL = URL(filePath: "/bin/cat")
      reader.arguments = [pipe.path()]
      try reader.run()
      let behaviours = ["succeed", "hang \(pipe.path())", "succeed"]
      let summary = try runner.run(plan(behaviours), control: control)
      reader.waitUntilExit()
      #expect(
        summary.description
          == "Interrupted; finished results are kept: 1 of 3 runs are done. The same command goes "
          + "on with the others.")
      #expect(try store.records().map(\.runID) == ["p0-0"])
    }
  }

  @Test func `a worker that wants to keeps its state before an interrupt ends it`() throws {
    try withFolder { folder in
      let file = folder.appending(path: "state").path()
      let summary = try runInterrupted("keep \(file)", times: 1, in: folder)
      #expect(summary.wasInterrupted && summary.failures.isEmpty)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "state")
    }
  }

  @Test func `who interrupts twice waits for no worker`() throws {
    try withFolder { folder in
      let clock = ContinuousClock()
      let start = clock.now
      let summary = try runInterrupted("ignore-stop", times: 2, in: folder)
      #expect(summary.wasInterrupted)
      #expect(clock.now - start < .seconds(15))  // Asked once, it would have 20.
    }
  }

  /// Runs one worker, interrupted when it has told its start.
  private func runInterrupted(
    _ behaviour: String, times: Int, in folder: URL
  ) throws -> RunSummary {
    let control = RunnerControl()
    let isAsked = Mutex(false)
    let runner = runner(try StudyStore(results: folder, study: "study")) { snapshot, _ in
      guard snapshot.running.contains(where: { $0.progress != nil }),
        isAsked.withLock({ isAsked in
          defer { isAsked = true }
          return !isAsked
        })
      else { return }
      for _ in 0..<times { control.interrupt() }
    }
    return try runner.run(plan([behaviour]), control: control)
  }

  @Test func `a program that cannot be started stops the study with its name`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let runner = StudyRunner(
        store: store, command: WorkerCommand(executable: "/nowhere/worker", arguments: []),
        jobs: 1)
      let error = #expect(throws: WorkerLaunchError.self) { try runner.run(plan(["succeed"])) }
      #expect(error?.description.hasPrefix("/nowhere/worker: cannot be started") == true)
      #expect(try store.records() == [])
    }
  }

  @Test func `a request that no pipe takes is refused`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let error = #expect(throws: WorkerLaunchError.self) {
        try run([String(repeating: "x", count: 70_000)], store)
      }
      #expect(error?.description.contains("at most 61440 can be handed to a worker") == true)
    }
  }

  @Test func `a plan with a run twice is refused`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      let error = #expect(throws: PlanError.self) {
        try runner(store).run(plan(["succeed"]) + plan(["succeed"]))
      }
      #expect(error?.description == "run p0-0 ('run 0') is planned twice; expected each run once")
    }
  }

  @Test func `progress counts what is done before, now, running and left`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      _ = try run(["succeed"], store)
      let reports = Reports()
      _ = try run(["succeed", "succeed", "succeed"], store, reports)
      let first = try #require(reports.all.first)
      #expect((first.doneBefore, first.doneNow, first.left) == (1, 0, 2))
      #expect(first.etaSeconds == 20)
      let last = try #require(reports.all.last)
      #expect((last.doneBefore, last.doneNow, last.left, last.running.count) == (1, 2, 0, 0))
      #expect(last.etaSeconds == 0)
      #expect(reports.all.contains { $0.running.first?.progress?.accuracy == 0.5 })
    }
  }

  private func run(
    _ behaviours: [String], _ store: StudyStore, jobs: Int = 1,
    retries: [FailureClass: Int] = [.crash: 1], _ reports: Reports = Reports()
  ) throws -> RunSummary {
    try runner(store, jobs: jobs, retries: retries) { reports.add($0, $1) }
      .run(plan(behaviours))
  }

  private func runner(
    _ store: StudyStore, jobs: Int = 1, retries: [FailureClass: Int] = [.crash: 1],
    _ report: @escaping @Sendable (ProgressSnapshot, EndedRun?) -> Void = { _, _ in }
  ) -> StudyRunner {
    StudyRunner(
      store: store, command: WorkerCommand(executable: testProgram.path(), arguments: ["worker"]),
      jobs: jobs, settings: RunnerSettings(retries: retries), report: report)
  }
}
