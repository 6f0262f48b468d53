// The worker's side of the talk with its runner.
//
// Standard input stays open as long as the runner lives. When it ends, by whatever means, the system
// closes it and the worker ends at once: no orphan computes what nobody will take. The system also ends the worker
// with the runner, in case the worker is paused or too busy to read.

import CLinux
import Dispatch
import Foundation
import Glibc
public import Records
import Synchronization

/// A worker that was not started by a runner.
public struct WorkerStartError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected.
  public let description: String
}

/// The worker's side of the talk with its runner.
public final class WorkerChannel: Sendable {
  /// What is to be done.
  public let request: WorkerRequest
  private let output: FileHandle
  private let stopRequests: StopRequests

  /// Reads the request from standard input and begins to watch the runner.
  ///
  /// From here on standard output is standard error, so that no library's printing gets between the
  /// messages.
  ///
  /// - Throws: `WorkerStartError` if there is no request.
  public init() throws {
    _ = clinux_die_with_parent(SIGKILL)
    let requests = Mailbox<Data?>()
    let stopRequests = StopRequests()
    self.stopRequests = stopRequests
    Thread.detachNewThread {
      var isFirst = true
      WorkerLine.readAll(from: .standardInput) { line in
        isFirst ? requests.post(line) : stopRequests.receive()
        isFirst = false
      }
      requests.post(nil)
      _exit(Self.orphanedExitStatus)
    }
    guard let line = requests.next(),
      let request = try? WorkerLine.decode(WorkerRequest.self, from: line)
    else {
      throw WorkerStartError(
        description: "standard input holds no request; a worker is started by a runner only")
    }
    // The runner may have ended before the system was asked.
    guard getppid() == request.runnerID else { _exit(Self.orphanedExitStatus) }
    self.request = request
    output = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: true)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  /// From now on a request to stop does not end this process at once: it is to look at `isStopRequested` and to end
  /// by itself, within 20 seconds.
  public func takeStopRequests() { stopRequests.take() }

  /// Whether the runner asked this process to end.
  public var isStopRequested: Bool { stopRequests.isReceived }

  /// The exit status of a worker whose runner ended or asked it to stop.
  public static let orphanedExitStatus: Int32 = 75

  /// Where run.h5 and manifest.json go.
  public var folder: RunFolder { RunFolder(URL(filePath: request.folder)) }

  /// Tells how far the run has come.
  ///
  /// - Throws: An error of the system if the runner ended.
  public func report(_ progress: WorkerProgress) throws { try send(.progress(progress)) }

  /// Tells how the run ended; the last message, after everything is written.
  ///
  /// The runner closes its side then, which ends this process at once, whatever still holds it.
  ///
  /// - Throws: An error of the system if the runner ended.
  public func finish(_ record: RunRecord) throws {
    fflush(nil)  // What libraries printed reaches the log.
    try send(.finished(record))
  }

  private func send(_ message: WorkerMessage) throws {
    try output.write(contentsOf: try WorkerLine.encode(message))
  }
}

/// The runner's wish that a worker ends, and what comes of it.
private final class StopRequests: Sendable {
  private struct State {
    var areTaken = false
    var isReceived = false
  }

  private static let patience = DispatchTimeInterval.seconds(20)
  private let state = Mutex(State())

  var isReceived: Bool { state.withLock { $0.isReceived } }

  func take() { state.withLock { $0.areTaken = true } }

  /// Ends the process, now or, where it wants to end by itself, after a while.
  func receive() {
    let areTaken = state.withLock { state in
      state.isReceived = true
      return state.areTaken
    }
    guard areTaken else { _exit(WorkerChannel.orphanedExitStatus) }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) {
      _exit(WorkerChannel.orphanedExitStatus)
    }
  }
}
