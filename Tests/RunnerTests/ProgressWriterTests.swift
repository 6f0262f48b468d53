import Foundation
import Runner
import Testing

@Suite struct ProgressWriterTests {
  @Test func `a terminal is redrawn in place and not more often than eyes follow`() throws {
    let text = try written(isTerminal: true) { writer in
      writer.report(snapshot(at: 0), nil)
      writer.report(snapshot(at: 0.05), nil)
      writer.report(snapshot(at: 61), nil)
    }
    #expect(
      text == "0 of 1 done, 0 running, 1 left, 0:00\n"
        + "\u{1B}[1A\u{1B}[J0 of 1 done, 0 running, 1 left, 1:01\n")
  }

  @Test func `a log has no drawing`() throws {
    let text = try written(isTerminal: false) { $0.report(snapshot(at: 0), nil) }
    #expect(text == "")
  }

  @Test(arguments: zip(["", "1"], [true, false]))
  func `colours are left out where the environment says so`(value: String, isColoured: Bool) throws
  {
    var failed = snapshot(at: 0)
    failed.failed = 1
    let text = try written(isTerminal: true, ["NO_COLOR": value]) { $0.report(failed, nil) }
    #expect(text.contains("\u{1B}[31m") == isColoured)
  }

  private func snapshot(at seconds: Double) -> ProgressSnapshot {
    ProgressSnapshot(
      total: 1, doneBefore: 0, doneNow: 0, failed: 0, running: [], left: 1,
      elapsedSeconds: seconds, etaSeconds: nil)
  }

  private func written(
    isTerminal: Bool, _ environment: [String: String] = [:], _ body: (ProgressWriter) -> Void
  ) throws -> String {
    let pipe = Pipe()
    body(
      ProgressWriter(
        to: pipe.fileHandleForWriting, isTerminal: isTerminal, environment: environment))
    try pipe.fileHandleForWriting.close()
    return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
