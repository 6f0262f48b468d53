import Foundation
import Testing

@testable import Runner

@Suite struct WorkerMemoryTests {
  @Test func `a running process tells what it holds and held`() throws {
    let own = try #require(WorkerMemory(of: ProcessInfo.processInfo.processIdentifier))
    #expect(own.residentBytes > 1 << 20 && own.peakBytes >= own.residentBytes)
    let text = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n"
    let read = try #require(WorkerMemory(status: text))
    #expect((read.residentBytes, read.peakBytes) == (1 << 20, 2 << 20))
    // A process that ended and is not waited for has no memory.
    #expect(WorkerMemory(status: "Name:\tx\nState:\tZ (zombie)\n") == nil)
  }

  @Test(
    arguments: [
      ("0::/a/b", "sys/fs/cgroup/a/b/memory.events", "low 0\nhigh 7\noom 9\noom_kill 3\n"),
      // Within a container the group is seen as the root.
      ("0::/a/b", "sys/fs/cgroup/memory.events", "oom_kill 3\n"),
      (
        "5:cpu,memory:/a", "sys/fs/cgroup/memory/a/memory.oom_control",
        "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n"
      ),
      ("", "proc/vmstat", "nr_free_pages 1\noom_kill 3\n"),
    ])
  func `kills for lack of memory are counted by the control group, or the machine`(
    groups: String, file: String, text: String
  ) throws {
    try withFolder { folder in
      let url = folder.appending(path: file)
      let kills = MemoryKills(groups: groups, root: folder)
      #expect(kills.count == nil)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
      #expect(kills.count == 3)
    }
  }
}
