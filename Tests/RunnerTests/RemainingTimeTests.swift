import Testing

@testable import Runner

@Suite struct RemainingTimeTests {
  @Test(arguments: zip([1, 2, 3], [60.0, 35, 30]))
  func `waiting runs go to the worker that is free first`(jobs: Int, seconds: Double) {
    let running = [5.0].prefix(jobs)
    let total = RemainingTime.total(
      running: Array(running), waiting: [10, 20, 25], jobs: jobs)
    #expect(total == seconds)
  }

  @Test func `running runs count though nothing waits`() {
    #expect(RemainingTime.total(running: [5, 7], waiting: [], jobs: 4) == 7)
    #expect(RemainingTime.total(running: [], waiting: [], jobs: 4) == 0)
  }

  @Test func `estimates are corrected by what runs took`() {
    var time = RemainingTime()
    #expect(time.expected(10) == 10)
    #expect(time.expected(nil) == nil)
    time.learn(30, estimate: 10)
    #expect(time.expected(20) == 60)
    #expect(time.expected(nil) == 30)
  }

  @Test func `a run under way is judged by its own pace`() {
    let progress = WorkerProgress(epoch: 1, epochs: 4, step: 1, steps: 4, imagesPerSecond: 1)
    let paced = RunningRun(runID: "a", title: "a", progress: progress, elapsedSeconds: 10)
    let silent = RunningRun(runID: "a", title: "a", progress: nil, elapsedSeconds: 10)
    #expect(RemainingTime().left(of: paced, estimate: 1) == 30)
    #expect(RemainingTime().left(of: silent, estimate: 12) == 2)
    // Two of its three steps were done before: 10 seconds are the pace of one.
    let resumed = WorkerProgress(
      epoch: 3, epochs: 4, step: 3, steps: 4, resumedStep: 2, imagesPerSecond: 1)
    let continued = RunningRun(runID: "a", title: "a", progress: resumed, elapsedSeconds: 10)
    #expect(RemainingTime().left(of: continued, estimate: 1) == 10)
    #expect(RemainingTime().left(of: silent, estimate: 9) == 0)
    #expect(RemainingTime().left(of: silent, estimate: nil) == nil)
  }
}
