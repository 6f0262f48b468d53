// Which process: its number alone is given again after it ended, so its start and the boot count too.

import Foundation

/// A process of this machine, told apart from all others there were.
package struct ProcessIdentity: Hashable, Sendable, Codable {
  package let bootID: String
  package let processID: Int32
  /// When it started, in clock ticks after the boot.
  package let startTicks: Int

  package init(bootID: String, processID: Int32, startTicks: Int) {
    self.bootID = bootID
    self.processID = processID
    self.startTicks = startTicks
  }

  /// This process.
  package static func current() throws -> ProcessIdentity {
    let id = ProcessInfo.processInfo.processIdentifier
    guard let bootID = currentBootID(), let start = startTicks(of: id) else {
      throw StorageError(
        URL(filePath: "/proc"), "does not describe this process; mount it to run a study")
    }
    return ProcessIdentity(bootID: bootID, processID: id, startTicks: start)
  }

  /// Whether it is, or was, a process of this machine since the last boot.
  package var isOfThisBoot: Bool { Self.currentBootID() == bootID }

  /// Whether the process is still running.
  package var isAlive: Bool {
    Self.currentBootID() == bootID && Self.startTicks(of: processID) == startTicks
  }

  private static func currentBootID() -> String? {
    try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func startTicks(of processID: Int32) -> Int? {
    (try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8))
      .flatMap(startTicks(stat:))
  }

  /// The start of a process that runs; nil for one that ended, waited for or not.
  static func startTicks(stat: String) -> Int? {
    guard let nameEnd = stat.lastIndex(of: ")") else { return nil }
    // Behind the name: the state is field 3 and the start field 22 (proc_pid_stat(5)).
    let fields = stat[stat.index(after: nameEnd)...].split(separator: " ")
    guard fields.count > 19, !["Z", "X"].contains(fields[0]) else { return nil }
    return Int(fields[19])
  }
}
