// What is told of a worker that ended without a record: how, and the last lines of its log.

import Foundation
import Glibc

enum FailureMessage {
  static let lines = 5

  static func text(_ end: WorkerEnd, garbled: String?, log: URL) -> String {
    let how = garbled.map { "the worker wrote '\($0)' where messages are expected" } ?? words(end)
    let text = (try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if let reason = fatalError(in: text) { return "\(how): \(reason)" }
    let tail = text.suffix(4096).split(separator: "\n").suffix(lines).joined(separator: "\n")
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

  /// The line in which Swift says why it ended the process; pages of backtrace follow it.
  private static func fatalError(in text: String) -> Substring? {
    text.split(separator: "\n").last { $0.contains(": Fatal error: ") }
  }
}
