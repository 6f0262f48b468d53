// How a run of a study is asked to stop: by a call, or by the signals of a terminal and a service.

import Dispatch
import Glibc
import Synchronization

/// Stops a runner from outside.
public final class RunnerControl: Sendable {
  let mailbox = Mailbox<RunnerEvent>()
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// A control for one runner.
  public init() {}

  /// Ends the workers that have no result yet and lets `run` return; results are kept.
  public func interrupt() { mailbox.post(.interrupted) }

  /// Takes SIGINT and SIGTERM of this process, from now on, for `interrupt`.
  public func interruptOnSignals() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)  // A dispatch source sees what the default action would end.
      sources.withLock { [mailbox] sources in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { mailbox.post(.interrupted) }
        source.resume()
        sources.append(source)
      }
    }
  }
}

/// What the loop of a runner reacts to.
enum RunnerEvent: Sendable {
  case message(WorkerMessage, worker: Int)
  case garbled(String, worker: Int)
  case ended(WorkerEnd, worker: Int)
  case interrupted
}

/// How a worker process ended.
enum WorkerEnd: Hashable, Sendable {
  case exited(Int32)
  case signalled(Int32)
}
