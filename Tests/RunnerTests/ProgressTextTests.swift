import Records
import Runner
import Testing

@Suite struct ProgressTextTests {
  private let snapshot = ProgressSnapshot(
    total: 40, doneBefore: 2, doneNow: 10, failed: 1,
    running: [
      RunningRun(
        runID: "a-0", title: "resnet-20, rate 0.1, 1st seed of three",
        progress: WorkerProgress(
          epoch: 3, epochs: 10, step: 30, steps: 100, imagesPerSecond: 1234.4, accuracy: 0.5126),
        elapsedSeconds: 75),
      RunningRun(
        runID: "b-0", title: "resnet-32",
        progress: WorkerProgress(epoch: 0, epochs: 350, step: 1, steps: 9, imagesPerSecond: 8),
        elapsedSeconds: 3),
      RunningRun(runID: "c-0", title: "resnet-44", progress: nil, elapsedSeconds: 0.2),
    ],
    left: 24, elapsedSeconds: 4000, etaSeconds: 9045.2)

  @Test func `a terminal shows where the study stands and every run under way`() {
    #expect(
      ProgressText.lines(snapshot).joined(separator: "\n") == """
        12 of 40 done, 1 failed, 3 running, 24 left, 1:06:40, 2:30:45 to go
          resnet-20, rate 0.1, ...     1:15  epoch    3/10  1234 images/s  top-1 0.513
          resnet-32                    0:03  epoch   0/350  8 images/s
          resnet-44                    0:00  starting
        """)
  }

  @Test func `a redrawn terminal replaces the lines drawn before`() {
    let empty = ProgressSnapshot(
      total: 2, doneBefore: 0, doneNow: 1, failed: 1, running: [], left: 0, elapsedSeconds: 5,
      etaSeconds: 0)
    let ended = EndedRun(title: "resnet-20", record: record(.completed), isRetried: false)
    #expect(
      ProgressText.frame(empty, ended: ended, replacing: 3, isColoured: false)
        == "\u{1B}[3A\u{1B}[J[1/2] completed resnet-20 in 1:01\n"
        + "1 of 2 done, 1 failed, 0 running, 0 left, 0:05\n")
    #expect(
      ProgressText.frame(empty, ended: nil, replacing: 0, isColoured: true)
        == "1 of 2 done, \u{1B}[31m1 failed\u{1B}[0m, 0 running, 0 left, 0:05\n")
  }

  @Test func `no drawn line is wider than a terminal`() {
    var wide = snapshot
    wide.total = 1_000_000_000
    wide.elapsedSeconds = .greatestFiniteMagnitude
    wide.etaSeconds = .infinity
    wide.running[0].elapsedSeconds = 1e9
    wide.running[0].progress = WorkerProgress(
      epoch: 100_000, epochs: 100_000, step: 1, steps: 1, imagesPerSecond: 1e30, accuracy: .nan)
    for line in ProgressText.lines(wide) { #expect(line.count <= 80) }
  }

  @Test func `a log has a line for each attempt that ended`() {
    let lines = [
      EndedRun(title: "a", record: record(.completed), isRetried: false),
      EndedRun(title: "b", record: record(.diverged(step: 7)), isRetried: false),
      EndedRun(
        title: "c", record: record(.failed(.crash, message: "signal 9")), isRetried: true),
      EndedRun(
        title: "d", record: record(.failed(.data, message: "no file")), isRetried: false),
    ].map { ProgressText.line($0, snapshot) }
    #expect(
      lines.joined(separator: "\n") == """
        [12/40] completed a in 1:01
        [12/40] diverged  b at step 7
        [12/40] failed    c (crash, attempt 1; it is tried again): signal 9
        [12/40] failed    d (data, attempt 1): no file
        """)
  }

  private func record(_ outcome: RunOutcome) -> RunRecord {
    RunRecord(
      runID: "a-0", pointID: "a", replicate: 0, attempt: 1, outcome: outcome, durationSeconds: 61)
  }
}
