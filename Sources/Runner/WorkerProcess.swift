// The runner's side of one worker process.

import Dispatch
import Foundation
import Glibc

/// How a worker is started.
public struct WorkerCommand: Hashable, Sendable {
  /// Path of the program.
  public let executable: String
  /// Its arguments.
  public let arguments: [String]

  /// A command from its parts.
  public init(executable: String, arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }
}

/// A worker that cannot be started; no other of the same command could.
public struct WorkerLaunchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which program, and why.
  public let description: String
}

/// A running worker process, in a process group of its own: an interrupt from the terminal reaches the
/// runner alone.
struct WorkerProcess: Sendable {
  private let process: Process
  private let input: Pipe
  /// Raised when the system reports the end of the process.
  private let isOver = DispatchSemaphore(value: 0)

  /// One compute thread in oneDNN and none that spins: a run spreads its own shards over threads.
  private static let environment = ProcessInfo.processInfo.environment.merging([
    "OMP_NUM_THREADS": "1", "OMP_DYNAMIC": "false", "OMP_PROC_BIND": "false",
    "OMP_WAIT_POLICY": "passive",
  ]) { $1 }
  /// How long a worker that was asked to stop is waited for.
  static let patience = Duration.seconds(30)
  /// What a pipe takes without a reader, less one page (pipe(7)).
  private static let largestRequest = 61_440

  /// Starts a worker; its messages and its end go to `mailbox` under the number `worker`.
  ///
  /// - Throws: `WorkerLaunchError` if the program cannot be started.
  static func start(
    _ command: WorkerCommand, _ request: WorkerRequest, log: URL, worker: Int,
    _ mailbox: Mailbox<RunnerEvent>
  ) throws -> WorkerProcess {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: command.executable)
    process.arguments = command.arguments
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = try logHandle(log)
    let started = WorkerProcess(process: process, input: input)
    process.terminationHandler = { [isOver = started.isOver] _ in isOver.signal() }
    try hand(request, to: input)
    do {
      try process.run()
    } catch {
      throw WorkerLaunchError(
        description: "\(command.executable): cannot be started as a worker: \(error)")
    }
    Thread.detachNewThread { started.listen(to: output, worker, mailbox) }
    return started
  }

  /// Number of the process.
  var processID: Int32 { process.processIdentifier }

  /// Ends the process, whatever it does.
  func kill() {
    if process.isRunning { _ = Glibc.kill(process.processIdentifier, SIGKILL) }
  }

  /// Asks for the end of the process, which may keep its state first.
  func askToStop() {
    let action = signal(SIGPIPE, SIG_IGN)  // It may have ended already.
    defer { signal(SIGPIPE, action) }
    try? input.fileHandleForWriting.write(contentsOf: WorkerLine.stop)
  }

  /// Lets a worker that is done know that nobody waits for more.
  func dismiss() { try? input.fileHandleForWriting.close() }

  private static func logHandle(_ log: URL) throws -> FileHandle {
    try Data().write(to: log)
    return try FileHandle(forWritingTo: log)
  }

  /// Before the process runs, so that one that ends at once cannot break the pipe under us.
  private static func hand(_ request: WorkerRequest, to input: Pipe) throws {
    let line = try WorkerLine.encode(request)
    guard line.count <= largestRequest else {
      throw WorkerLaunchError(
        description: "\(request.runID): the request has \(line.count) bytes; at most "
          + "\(largestRequest) can be handed to a worker")
    }
    try input.fileHandleForWriting.write(contentsOf: line)
  }

  private func listen(to output: Pipe, _ worker: Int, _ mailbox: Mailbox<RunnerEvent>) {
    WorkerLine.readAll(from: output.fileHandleForReading) { line in
      if let message = try? WorkerLine.decode(WorkerMessage.self, from: line) {
        mailbox.post(.message(message, worker: worker))
      } else {
        mailbox.post(.garbled(String(decoding: line.prefix(80), as: UTF8.self), worker: worker))
      }
    }
    // `waitUntilExit` alone would take a core until then: on a thread without a run loop it asks again and again.
    isOver.wait()
    process.waitUntilExit()  // Lets go of the process object, which would keep its pipes open.
    let status = process.terminationStatus
    let end: WorkerEnd =
      process.terminationReason == .uncaughtSignal ? .signalled(status) : .exited(status)
    mailbox.post(.ended(end, worker: worker))
  }
}
