// What is told of a worker that ended without a record: how, and the last lines of its log.

import Foundation
import Glibc

enum FailureMessage {
  static let lines = 5

  static func text(_ end: WorkerEnd, garbled: String?, log: URL) -> String {
    let how = garbled.map { "the worker wrote '\($0)' where messages are expected" } ?? words(end)
    let tail = lastLines(of: log)
    return tail.isEmpty ? "\(how); its log is empty" : "\(how); its log ends:\n\(tail)"
  }

  private static func words(_ end: WorkerEnd) -> String {
    switch end {
    case .exited(let status): "the worker ended with status \(status) and no record"
    case .signalled(SIGKILL):
      "the worker was ended by signal 9, as the system does when memory runs out"
    case .signalled(let signal): "the worker was ended by signal \(signal)"
    }
  }

  /// The last lines within the last 4 KiB.
  private static func lastLines(of log: URL) -> String {
    guard let bytes = try? Data(contentsOf: log) else { return "" }
    return String(decoding: bytes.suffix(4096), as: UTF8.self)
      .split(separator: "\n").suffix(lines).joined(separator: "\n")
  }
}
