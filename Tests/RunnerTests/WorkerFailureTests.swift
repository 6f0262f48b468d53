import Foundation
import Glibc
import Records
import Testing

@testable import Runner

/// What is told of a worker that ended without a record, and of which class it is.
@Suite struct WorkerFailureTests {
  @Test func `the reason of a fatal error is told without the backtrace`() throws {
    let log = """
      A/B.swift:27: Fatal error: index out of range

      *** Program crashed: Illegal instruction at 0x01 ***

      """
    #expect(
      try failure(log + String(repeating: "0x00 in a.so\n", count: 1_000))
        == WorkerFailure(
          failureClass: .crash,
          message:
            "the worker was ended by signal 4: A/B.swift:27: Fatal error: index out of range"))
  }

  @Test(arguments: [
    "A/B.swift:27: Fatal error: out of memory: 64 bytes asked for",
    "  what():  std::bad_alloc",
  ])
  func `a process that asked for memory in vain ran out of memory`(line: String) throws {
    #expect(
      try failure("terminate called\n\(line)\n")
        == WorkerFailure(
          failureClass: .memory, message: "the worker was ended by signal 4: \(line)"))
  }

  @Test func `of another log the last lines are told`() throws {
    let lines = (1...9).map { "line \($0)\n" }.joined()
    #expect(
      try failure(lines).message == """
        the worker was ended by signal 4; its log ends:
        line 5
        line 6
        line 7
        line 8
        line 9
        """)
    #expect(try failure("").message == "the worker was ended by signal 4; its log is empty")
  }

  @Test(
    arguments: zip(
      [1, 0, nil],
      [
        WorkerFailure(
          failureClass: .memory,
          message: "the system ended the worker for lack of memory; it held 3.25 GiB at most; its "
            + "log is empty"),
        WorkerFailure(
          failureClass: .crash,
          message:
            "the worker was ended by signal 9, which someone sent: memory did not run out; it "
            + "held 3.25 GiB at most; its log is empty"),
        WorkerFailure(
          failureClass: .crash,
          message: "the worker was ended by signal 9, as the system does when memory runs out; it "
            + "held 3.25 GiB at most; its log is empty"),
      ]))
  func `the kernel's end for lack of memory is told from that of someone else`(
    kills: Int?, failure: WorkerFailure
  ) throws {
    try withFolder { folder in
      let death = WorkerDeath(
        end: .signalled(SIGKILL), log: folder.appending(path: "none"),
        peakBytes: 13 << 28, memoryKills: kills)
      #expect(death.failure == failure)
    }
  }

  @Test(
    arguments: zip(
      [0, 999, 1_000, 512 << 20, 15 << 30],
      ["0 bytes", "999 bytes", "0.98 KiB", "512 MiB", "15.0 GiB"]))
  func `sizes have up to three digits`(bytes: Int, text: String) {
    #expect(ByteText.text(bytes) == text)
  }

  private func failure(_ log: String) throws -> WorkerFailure {
    try withFolder { folder in
      let file = folder.appending(path: "log.txt")
      try Data(log.utf8).write(to: file)
      return WorkerDeath(end: .signalled(SIGILL), log: file).failure
    }
  }
}
