import Foundation
import Glibc
import Testing

/// A study that is stopped from another terminal, and one that is killed.
@Suite(.serialized, .timeLimit(.minutes(4))) struct StopCommandTests {
  @Test(arguments: [[], ["--now"]])
  func `a study that runs is stopped from elsewhere and goes on later`(options: [String]) throws {
    try Workplace.with { place in
      try place.write(TinyStudy.endless, to: "tiny.yaml")
      let (process, output) = try place.start(
        ["run", "tiny.yaml", "--jobs", "1"], errors: FileHandle.nullDevice)
      let runners = place.folder.appending(path: "results/tiny/runners")
      func files() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: runners.path(percentEncoded: false)))
          ?? []
      }
      while process.isRunning,
        try !files().contains(where: { name in
          try name.hasSuffix(".json")
            && String(contentsOf: runners.appending(path: name), encoding: .utf8)
              .contains("\"imagesPerSecond\"")
        })
      { usleep(10_000) }
      let stopped = try place.revisit(["stop", "tiny.yaml", "--wait"] + options)
      #expect(stopped.status == 0)
      let host = ProcessInfo.processInfo.hostName
      let consequence = options.isEmpty ? "will keep what is done first" : "will end at once"
      #expect(
        stopped.output == """
          Asked process \(process.processIdentifier) on \(host) to stop; its run \(consequence).
          Stopped: 'revisit run' goes on with what is left.

          """)
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(
        String(decoding: text, as: UTF8.self)
          == "Interrupted; finished results are kept: 0 of 1 runs are done. The same command goes "
          + "on with the others.\n")
      let checkpoints = place.folder.appending(path: "results/tiny/checkpoints")
      let kept =
        try? FileManager.default.contentsOfDirectory(
          atPath: checkpoints.path(percentEncoded: false))
      #expect((kept ?? []).count == (options.isEmpty ? 1 : 0))
      #expect(files().isEmpty)
    }
  }

  @Test func `where nothing runs there is nothing to stop`() throws {
    try Workplace.with { place in
      try place.write(TinyStudy.text(""), to: "tiny.yaml")
      let ended = try place.revisit("stop", "tiny.yaml", "--wait")
      #expect((ended.status, ended.output) == (0, "Nothing runs this study.\n"))
    }
  }

  @Test func `studies killed at random moments are completed by the same command`() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Scripts/check-kills"
    ).standardizedFileURL
    let process = Process()
    let output = Pipe()
    process.executableURL = script
    process.arguments = ["6", "3"]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "REVISIT": builtProgram.path(percentEncoded: false)
    ]) { $1 }
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
    #expect(String(decoding: text, as: UTF8.self).hasPrefix("6 rounds, in which were killed: "))
  }
}
