import Foundation
import Synchronization
import Testing

@testable import Runner

@Suite struct ProgressWriterTests {
  @Test func `a terminal is redrawn in place and not more often than eyes follow`() throws {
    let text = try written(isTerminal: true) { writer in
      writer.report(snapshot(at: 0), nil)
      writer.report(snapshot(at: 0.05), nil)
      writer.report(snapshot(at: 61), nil)
      writer.close()
    }
    let bar = String(repeating: "─", count: 60) + "    0 %  0 of 1 done\n"
    #expect(
      text == bar + "0 running, 1 left, 0:00 so far\n\u{1B}[2A\r\u{1B}[J" + bar
        + "0 running, 1 left, 1:01 so far\n\u{1B}[2A\r\u{1B}[J")
  }

  @Test func `lines drawn in a wider window are erased in all their rows`() {
    #expect(ProgressWriter.erasure(of: [120, 80, 0], columns: 80) == "\u{1B}[4A\r\u{1B}[J")
    #expect(ProgressWriter.erasure(of: [120, 80, 0], columns: 120) == "\u{1B}[3A\r\u{1B}[J")
    #expect(ProgressWriter.erasure(of: [], columns: 80) == "")
  }

  @Test func `a window that changes gets lines of its width`() throws {
    let columns = Mutex(80)
    let text = try written(
      isTerminal: true, size: { TerminalSize(columns: columns.withLock(\.self), rows: 24) }
    ) { writer in
      writer.report(snapshot(at: 0), nil)
      columns.withLock { $0 = 40 }
      writer.report(snapshot(at: 1), nil)
    }
    let second = try #require(text.split(separator: "\u{1B}[J").last)
    #expect(text.contains("\u{1B}[3A"))  // The bar stands in two rows now.
    #expect(second.split(separator: "\n").allSatisfy { DisplayText.width(String($0)) <= 40 })
  }

  @Test(arguments: [(false, "xterm"), (true, "dumb")])
  func `a log has a line a minute and no drawing`(isTerminal: Bool, term: String) throws {
    let text = try written(isTerminal: isTerminal, ["TERM": term]) { writer in
      for seconds in stride(from: 0.0, through: 125, by: 0.25) {
        writer.report(snapshot(at: seconds), nil)
      }
      writer.close()
    }
    #expect(
      text == """
        [0/1] 0 running, 1 left, 1:00 so far
        [0/1] 0 running, 1 left, 2:00 so far

        """)
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
    isTerminal: Bool, _ environment: [String: String] = ["NO_COLOR": "1"],
    size: @escaping @Sendable () -> TerminalSize = { TerminalSize(columns: 0, rows: 0) },
    _ body: (ProgressWriter) -> Void
  ) throws -> String {
    let pipe = Pipe()
    body(
      ProgressWriter(
        to: pipe.fileHandleForWriting, isTerminal: isTerminal, environment: environment, size: size)
    )
    try pipe.fileHandleForWriting.close()
    return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
