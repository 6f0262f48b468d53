import Records
import Testing

@Suite struct RunHistoryTests {
  private let failure = RunOutcome.failed(.crash, message: "signal 9")

  @Test func `a failed run has no result`() {
    let history = RunHistory([record(outcome: failure)])
    #expect(history.results.isEmpty)
    #expect(history.failures["a-0"] == record(outcome: failure))
    #expect(history.lastAttempt(at: "a-0") == 1)
  }

  @Test func `a result replaces an earlier failure`() {
    let history = RunHistory([record(outcome: failure), record(attempt: 2)])
    #expect(history.results["a-0"]?.attempt == 2)
    #expect(history.failures.isEmpty)
  }

  @Test func `the latest result wins and later failures do not undo it`() {
    let diverged = record(attempt: 3, outcome: .diverged(step: 5))
    let records = [record(attempt: 2), diverged, record(attempt: 4, outcome: failure)]
    for history in [RunHistory(records), RunHistory(records.reversed())] {
      #expect(history.results["a-0"] == diverged)
      #expect(history.failures.isEmpty)
      #expect(history.lastAttempt(at: "a-0") == 4)
    }
  }
}
