// Which process: its number alone is given again after it ended, so its start and the boot count
// too; and another machine, or another container, counts its processes by itself.

import Foundation

/// A process, told apart from all others there were on any machine.
package struct ProcessIdentity: Hashable, Sendable, Codable {
  package let bootID: String
  package let processID: Int32
  /// When it started, in clock ticks after the boot.
  package let startTicks: Int
  /// The name space of process numbers, which containers have of their own; nil in a store of version 1.
  package let processSpace: String?
  /// The installation, as a hash of the system's own number for it; nil if it has none.
  package let machine: String?
  /// Name of the machine, for people; nil in a store of version 1.
  package let hostName: String?

  package init(
    bootID: String, processID: Int32, startTicks: Int, processSpace: String? = nil,
    machine: String? = nil, hostName: String? = nil
  ) {
    self.bootID = bootID
    self.processID = processID
    self.startTicks = startTicks
    self.processSpace = processSpace
    self.machine = machine
    self.hostName = hostName
  }

  /// What can be told of a process from here.
  package enum State: Hashable, Sendable {
    case running
    case ended
    /// It ran on another machine or in another container, which cannot be asked.
    case unknown
  }

  /// This process.
  package static func current() throws -> ProcessIdentity {
    let id = ProcessInfo.processInfo.processIdentifier
    guard let bootID = text("/proc/sys/kernel/random/boot_id"), let start = startTicks(of: id)
    else {
      throw StorageError(
        URL(filePath: "/proc"), "does not describe this process; mount it to run a study")
    }
    let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    // The number itself is not to be shown around (machine-id(5)).
    let machine = text("/etc/machine-id").flatMap { number in
      number.isEmpty
        ? nil : String(FileDigest.sha256(of: Data("revisit \(number)".utf8)).prefix(16))
    }
    return ProcessIdentity(
      bootID: bootID, processID: id, startTicks: start, processSpace: space, machine: machine,
      hostName: text("/proc/sys/kernel/hostname"))
  }

  /// What can be told of the process by this one.
  ///
  /// - Throws: `StorageError` if the machine does not describe itself in `/proc`.
  package var state: State {
    get throws { state(seenFrom: try .current()) }
  }

  /// Whether it is known to be running.
  package var isAlive: Bool { (try? state) == .running }

  func state(seenFrom here: ProcessIdentity) -> State {
    if bootID == here.bootID {
      guard processSpace == nil || processSpace == here.processSpace else { return .unknown }
      return Self.startTicks(of: processID) == startTicks ? .running : .ended
    }
    // A store of version 1 was for one machine, so another boot was an earlier one.
    guard hostName != nil else { return .ended }
    let isSameMachine = machine != nil && (machine, hostName) == (here.machine, here.hostName)
    return isSameMachine ? .ended : .unknown
  }

  private static func text(_ path: String) -> String? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func startTicks(of processID: Int32) -> Int? {
    text("/proc/\(processID)/stat").flatMap(startTicks(stat:))
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
