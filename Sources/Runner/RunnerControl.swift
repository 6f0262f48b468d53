// How a run of a study is asked to stop: by a call, or by the signals of a terminal and a service.

import Dispatch
import Foundation
import Glibc
import Synchronization

/// Stops a runner from outside.
public final class RunnerControl: Sendable {
  let mailbox = Mailbox<RunnerEvent>()
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// A control for one runner.
  public init() {}

  /// Asks the workers that have no result yet to keep their state and end, and lets `run` return then; results are kept.
  ///
  /// Called again, it ends them at once.
  public func interrupt() { mailbox.post(.interrupted) }

  /// Takes SIGINT, SIGTERM and SIGHUP of this process, from now on, for `interrupt`; SIGHUP only where it is not ignored
  /// already, as `nohup` has it.
  public func interruptOnSignals() {
    let numbers = Self.ignoresHangup ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP]
    for number in numbers {
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

extension RunnerControl {
  /// Whether this process ignores SIGHUP, by the mask in `/proc/self/status` (proc_pid_status(5)).
  private static var ignoresHangup: Bool {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let mask = line?.split(whereSeparator: \.isWhitespace).last.flatMap { UInt64($0, radix: 16) }
    return (mask ?? 0) & (1 << UInt64(SIGHUP - 1)) != 0
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
