import Records
import Testing

@testable import Runner

@Suite struct ProgressTextTests {
  private let snapshot = ProgressSnapshot(
    total: 40, doneBefore: 2, doneNow: 10, failed: 1,
    running: [
      RunningRun(
        runID: "a-0", title: "resnet-20, rate 0.1, 1st seed of three",
        progress: WorkerProgress(
          epoch: 3, epochs: 10, step: 30, steps: 100, imagesPerSecond: 1234.4, accuracy: 0.5126),
        elapsedSeconds: 75, secondsLeft: 175),
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
        ━━━━━━━━━━━━━──────────────────────────────   31 %  12 of 40 done  2:30:45 to go
        3 running, 24 left, 1 failed, 1242 images/s, 1:06:40 so far
          resnet-20, rate 0.1, …  ━━━───────  30 %    epoch 3/10    1234/s     2:55 left
          resnet-32               ━─────────  11 %   epoch 0/350       8/s      for 0:03
          resnet-44               starting                                      for 0:00
        """)
  }

  @Test func `a wide terminal has room for longer bars and accuracies`() {
    #expect(
      ProgressText.lines(snapshot, columns: 120).joined(separator: "\n") == """
        ━━━━━━━━━━━━━━━━━━──────────────────────────────────────────\
           31 %  12 of 40 done  2:30:45 to go
        3 running, 24 left, 1 failed, 1242 images/s, 1:06:40 so far
          resnet-20, rate 0.1, 1st seed of th…  ━━━━━━──────────────\
          30 %       epoch 3/10    1234/s  top-1 0.513     2:55 left
          resnet-32                             ━━──────────────────\
          11 %      epoch 0/350       8/s                   for 0:03
          resnet-44                             starting            \
                                                            for 0:00
        """)
  }

  @Test func `a study that was asked to stop says so, with the longest that it may take`() {
    var stopping = snapshot
    (stopping.isStopping, stopping.running, stopping.failed) = (true, [snapshot.running[1]], 0)
    #expect(
      ProgressText.lines(stopping).joined(separator: "\n") == """
        ━━━━━━━━━━━━─────────────────────────────   30 %  12 of 40 done  2:30:45 at most
        stopping, 1 running, 24 left, 8 images/s, 1:06:40 so far
          resnet-32               ━─────────  11 %   epoch 0/350       8/s      for 0:03
        """)
  }

  @Test func `runs that have no room are counted`() {
    let lines = ProgressText.lines(snapshot, rows: 4)
    #expect(lines.count == 4)
    #expect(lines.last == "  … and 2 more")
    #expect(ProgressText.lines(snapshot, rows: 5) == ProgressText.lines(snapshot))
  }

  @Test func `colours change no character`() throws {
    let codes = try Regex("\u{1B}\\[[0-9]+m")
    let plain = ProgressText.lines(snapshot, isColoured: true).map { $0.replacing(codes, with: "") }
    #expect(plain == ProgressText.lines(snapshot))
    #expect(
      ProgressText.lines(snapshot, isColoured: true)[1].contains("\u{1B}[31m1 failed\u{1B}[0m"))
  }

  @Test(arguments: [20, 33, 40, 60, 79, 80, 81, 100, 120, 200])
  func `no drawn line is wider than a terminal`(columns: Int) {
    var wide = snapshot
    wide.total = 1_000_000_000
    wide.elapsedSeconds = .greatestFiniteMagnitude
    wide.etaSeconds = .infinity
    wide.running[0].title = String(repeating: "研究🙂", count: 40)
    wide.running[0].elapsedSeconds = 1e9
    wide.running[0].secondsLeft = .nan
    wide.running[1].secondsLeft = 1e300
    wide.running[0].progress = WorkerProgress(
      epoch: 100_000, epochs: 100_000, step: 1, steps: 1, imagesPerSecond: 1e30, accuracy: .nan)
    for line in ProgressText.lines(wide, columns: columns) {
      #expect(DisplayText.width(line) <= columns)
    }
  }

  @Test func `a log tells now and then where the study stands`() {
    #expect(
      ProgressText.summary(snapshot)
        == "[12/40] 3 running, 24 left, 1 failed, 1242 images/s, 1:06:40 so far, 2:30:45 to go")
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
