import Foundation
import Glibc
import Testing

@testable import Runner

/// What is told of a worker that ended without a record.
@Suite struct FailureMessageTests {
  @Test func `the reason of a fatal error is told without the backtrace`() throws {
    let log = """
      A/B.swift:27: Fatal error: out of memory: 64 bytes asked for

      *** Program crashed: Illegal instruction at 0x01 ***

      """
    #expect(
      try message(log + String(repeating: "0x00 in a.so\n", count: 1_000)) == """
        the worker was ended by signal 4: A/B.swift:27: Fatal error: out of memory: 64 bytes \
        asked for
        """)
  }

  @Test func `of another log the last lines are told`() throws {
    let lines = (1...9).map { "line \($0)\n" }.joined()
    #expect(
      try message(lines) == """
        the worker was ended by signal 4; its log ends:
        line 5
        line 6
        line 7
        line 8
        line 9
        """)
    #expect(try message("") == "the worker was ended by signal 4; its log is empty")
  }

  private func message(_ log: String) throws -> String {
    try withFolder { folder in
      let file = folder.appending(path: "log.txt")
      try Data(log.utf8).write(to: file)
      return FailureMessage.text(.signalled(SIGILL), garbled: nil, log: file)
    }
  }
}
