// Tests the store on the spot: on this machine, this file system, this build.

import ArgumentParser
import Foundation
import Glibc
import Records

struct SelfTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Test the results store here: kills, a full disk, stale leases.",
    usage: "revisit selftest --crash [<options>]",
    discussion: """
      Kills a process that writes results at each of its writes, fails its disk, turns \
      clocks back and leaves leases of all kinds behind; each time exactly the \
      acknowledged results must survive and the study must go on by itself.

      Exit status: 0 if they do, 1 if not, 64 for a wrong command line.
      """)

  @Flag(help: "Kill, fail and disturb the store.")
  var crash = false

  @Option(
    help: ArgumentHelp(
      """
      Where to test, such as the file system that results go to (default: the folder of \
      temporary files).
      """, valueName: "folder"))
  var folder: String?

  @Option(help: .hidden)
  var stop: String?

  func validate() throws {
    guard crash || stop != nil else { throw ValidationError("Give --crash: it is the only test.") }
  }

  func run() throws {
    if let stop { return try SelfTestChild(folder: folder ?? "", stop: stop).run() }
    let base = folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    let place = base.appending(path: "revisit-selftest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let test = StoreSelfTest(in: place)
    let rows = try kills(test, place) + test.faults() + test.leases()
    print(Self.table(rows))
    if rows.contains(where: { $0.fault != nil }) { throw ExitCode.failure }
  }

  /// A row for each write of the store: a process is killed before it and within it.
  private func kills(_ test: StoreSelfTest, _ place: URL) throws -> [SelfTestRow] {
    let stops = try test.stops()
    return StoreBoundary.allCases.map { boundary in
      let here = stops.filter { $0.boundary == boundary }
      let title = "killed at: \(boundary.rawValue)"
      guard !here.isEmpty else {
        return SelfTestRow(title: title, count: 0, fault: "the store never came there")
      }
      let fault = here.lazy.compactMap { stop in
        do {
          return try killed(test, place, at: stop).map { "\(stop): \($0)" }
        } catch { return "\(stop): \(error)" }
      }.first
      return SelfTestRow(title: title, count: here.count, fault: fault)
    }
  }

  private func killed(_ test: StoreSelfTest, _ place: URL, at stop: SelfTestStop) throws -> String?
  {
    try test.prepare()
    let child = Process()
    let (input, output) = (Pipe(), Pipe())
    child.executableURL = URL(filePath: ownProgram)
    child.arguments = [
      "selftest", "--folder", place.path(percentEncoded: false), "--stop", stop.description,
    ]
    (child.standardInput, child.standardOutput) = (input, output)
    try child.run()
    var text = Data()
    while case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
      text += piece
      guard text.suffix(SelfTestChild.stopped.count) == SelfTestChild.stopped else { continue }
      kill(child.processIdentifier, SIGKILL)
    }
    child.waitUntilExit()
    guard child.terminationReason == .uncaughtSignal, child.terminationStatus == SIGKILL else {
      return "it ended with status \(child.terminationStatus) before it came there"
    }
    let told = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    return try test.fault(afterTelling: told)
  }

  static func table(_ rows: [SelfTestRow]) -> String {
    let lines = rows.map { row in
      let title = row.title + String(repeating: " ", count: max(1, 54 - row.title.count))
      let count = String(repeating: " ", count: max(0, 3 - "\(row.count)".count)) + "\(row.count)"
      return "\(title)\(count)  " + (row.fault.map { "FAILED: \($0)" } ?? "holds")
    }
    let failed = rows.count { $0.fault != nil }
    let total = rows.reduce(0) { $0 + $1.count }
    let end =
      failed == 0
      ? "All \(total) hold: exactly what was acknowledged survived."
      : "\(failed) of \(rows.count) rows failed: do not keep results on this file system."
    return (lines + [end]).joined(separator: "\n")
  }
}

/// The process that is killed: it works until it comes to the stop, says so, and waits for its end.
struct SelfTestChild {
  static let stopped = Data("stopped\n".utf8)

  let folder: String
  let stop: String

  func run() throws {
    guard let stop = SelfTestStop(stop) else {
      throw ValidationError("--stop is '\(stop)'; expected a stop of 'revisit selftest'.")
    }
    try StoreSelfTest(in: URL(filePath: folder)).runStudy(upTo: stop) { line in
      try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    } stopped: {
      try? FileHandle.standardOutput.write(contentsOf: Self.stopped)
      _ = try? FileHandle.standardInput.readToEnd()  // Ends with the parent, if it is not killed.
      _exit(1)
    }
  }
}
