// Of which class a failure is, where the worker ended without a record.

import Foundation
import Glibc
import Records

/// Why a worker gave no result.
struct WorkerFailure: Hashable, Sendable {
  var failureClass: FailureClass
  /// What happened, in words.
  var message: String
}

/// What is known of a worker that ended without a record.
struct WorkerDeath {
  var end: WorkerEnd
  /// What it wrote where messages are expected.
  var garbled: String?
  /// What it wrote on standard error.
  var log: URL
  /// The most memory that it was seen to hold.
  var peakBytes: Int?
  /// Processes that the kernel ended for lack of memory while it was at work; nil where nothing tells.
  var memoryKills: Int?

  /// The class and the words.
  ///
  /// Signal 9, which the runner did not send, is the kernel's for lack of memory if it counted one in that time, and someone's otherwise.
  var failure: WorkerFailure {
    if let garbled {
      return failure(.crash, "the worker wrote '\(garbled)' where messages are expected")
    }
    switch end {
    case .exited(let status):
      return failure(.crash, "the worker ended with status \(status) and no record")
    case .signalled(SIGKILL):
      let peak = peakBytes.map { "; it held \(ByteText.text($0)) at most" } ?? ""
      if let memoryKills, memoryKills > 0 {
        return failure(.memory, "the system ended the worker for lack of memory\(peak)")
      }
      let cause =
        memoryKills == nil
        ? "as the system does when memory runs out" : "which someone sent: memory did not run out"
      return failure(.crash, "the worker was ended by signal 9, \(cause)\(peak)")
    case .signalled(let signal):
      return failure(.crash, "the worker was ended by signal \(signal)")
    }
  }

  private func failure(_ failureClass: FailureClass, _ how: String) -> WorkerFailure {
    let text = (try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard let reason = Self.fatalError(in: text) else {
      return WorkerFailure(failureClass: failureClass, message: "\(how); \(Self.end(of: text))")
    }
    // Swift ends a process that asks for memory in vain in this way; C++ throws.
    let isMemory =
      reason.contains("Fatal error: out of memory") || reason.contains("std::bad_alloc")
    return WorkerFailure(
      failureClass: isMemory ? .memory : failureClass, message: "\(how): \(reason)")
  }

  private static let lines = 5

  private static func end(of log: String) -> String {
    let tail = log.suffix(4096).split(separator: "\n").suffix(lines).joined(separator: "\n")
    return tail.isEmpty ? "its log is empty" : "its log ends:\n\(tail)"
  }

  /// The line in which Swift or C++ says why it ended the process; pages of backtrace follow it.
  private static func fatalError(in text: String) -> Substring? {
    text.split(separator: "\n").last {
      $0.contains(": Fatal error: ") || $0.contains("what():  std::")
    }
  }
}

/// Sizes of memory and disk for people.
enum ByteText {
  /// A size with three digits: 512 MiB, 3.25 GiB.
  static func text(_ bytes: Int) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
    let decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
    return
      "\(value.formatted(.number.precision(.fractionLength(decimals)).grouping(.never).locale(Locale(identifier: "en_US")))) \(units[unit])"
  }
}
