// The worker's side of the talk with its runner.
//
// Standard input stays open as long as the runner lives. When it ends, by whatever means, the system
// closes it and the worker ends at once: no orphan computes what nobody will take.

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

  /// Reads the request from standard input and begins to watch the runner.
  ///
  /// From here on standard output is standard error, so that no library's printing gets between the
  /// messages.
  ///
  /// - Throws: `WorkerStartError` if there is no request.
  public init() throws {
    let requests = Mailbox<Data?>()
    Thread.detachNewThread {
      WorkerLine.readAll(from: .standardInput) { requests.post($0) }
      requests.post(nil)
      _exit(Self.orphanedExitStatus)
    }
    guard let line = requests.next(),
      let request = try? WorkerLine.decode(WorkerRequest.self, from: line)
    else {
      throw WorkerStartError(
        description: "standard input holds no request; a worker is started by a runner only")
    }
    self.request = request
    output = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: true)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }

  /// The exit status of a worker whose runner ended.
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
