// What the system tells of a process's memory, and of processes that it ended for lack of memory.

package import Foundation

/// The memory of a process, as `/proc/<process>/status` tells it (proc_pid_status(5)).
struct WorkerMemory: Hashable, Sendable {
  /// What it holds now.
  var residentBytes: Int
  /// The most that it held.
  var peakBytes: Int

  /// The memory of a running process; nil for one that ended.
  init?(of processID: Int32) {
    guard let text = try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
    else { return nil }
    self.init(status: text)
  }

  init?(status: String) {
    func bytes(_ key: String) -> Int? {
      let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        .flatMap { Int($0) }.map { $0 * 1024 }
    }
    guard let resident = bytes("VmRSS"), let peak = bytes("VmHWM") else { return nil }
    (residentBytes, peakBytes) = (resident, peak)
  }
}

/// How many processes the kernel ended for lack of memory: of this process's control group, or, where that tells nothing, of
/// the whole machine.
package struct MemoryKills: Hashable, Sendable {
  private let files: [URL]

  /// The counters of this process's control group and machine.
  package init() {
    let groups = (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
    self.init(groups: groups, root: URL(filePath: "/"))
  }

  /// The counters that `groups`, the text of `/proc/self/cgroup`, names below `root` (cgroups(7)).
  package init(groups: String, root: URL) {
    let control = root.appending(path: "sys/fs/cgroup")
    let paths = groups.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      return parts.count == 3 ? (String(parts[1]), String(parts[2])) : nil
    }
    // Within a container the group's path may be seen as the root.
    files =
      paths.filter { $0.0.isEmpty }.flatMap { [$0.1, ""] }
      .map { control.appending(path: $0).appending(path: "memory.events") }
      + paths.filter { $0.0.split(separator: ",").contains("memory") }.flatMap { [$0.1, ""] }
      .map {
        control.appending(path: "memory").appending(path: $0).appending(path: "memory.oom_control")
      }
      + [root.appending(path: "proc/vmstat")]
  }

  /// The count now; nil where nothing tells.
  package var count: Int? {
    for file in files {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      let line = text.split(separator: "\n").first { $0.hasPrefix("oom_kill ") }
      if let count = line.flatMap({ Int($0.dropFirst("oom_kill ".count)) }) { return count }
    }
    return nil
  }
}
