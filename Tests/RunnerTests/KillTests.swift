import Foundation
import Glibc
import Records
import Testing

/// A runner that is killed, and the same command afterwards.
@Suite(.timeLimit(.minutes(10))) struct KillTests {
  @Test(arguments: [1, 2])
  func `after a kill no worker lives on and the same command goes on`(jobs: Int) throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["succeed", "hang \(pipe.path())", "hang \(pipe.path())", "succeed"]
      let host = try start(folder, jobs: jobs, behaviours)
      // Opening waits for a worker that holds the other end: it is at work now.
      let workers = try FileHandle(forReadingFrom: pipe)
      kill(host.processIdentifier, SIGKILL)
      host.waitUntilExit()
      _ = try workers.readToEnd()  // Returns when the last worker has ended.
      try FileManager.default.removeItem(at: pipe)
      try expectCompletion(folder, jobs: jobs, behaviours)
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a signal to end ends the study in order`(signal: Int32) throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let behaviours = ["hang \(pipe.path())", "succeed"]
      let output = Pipe()
      let host = try start(folder, jobs: 1, behaviours, output)
      let workers = try FileHandle(forReadingFrom: pipe)
      kill(host.processIdentifier, signal)
      _ = try workers.readToEnd()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      host.waitUntilExit()
      #expect(
        String(decoding: text, as: UTF8.self)
          == "Interrupted; finished results are kept: 0 of 2 runs are done. The same command goes "
          + "on with the others.\n")
      try FileManager.default.removeItem(at: pipe)
      try expectCompletion(folder, jobs: 1, behaviours)
    }
  }

  @Test func `a hangup that is ignored, as nohup has it, ends nothing`() throws {
    try withFolder { folder in
      let pipe = folder.appending(path: "pipe")
      try makePipe(pipe)
      let host = Process()
      host.executableURL = URL(filePath: "/usr/bin/nohup")
      host.arguments = [
        testProgram.path(), "host", folder.path(), "1", "-", "wait \(pipe.path())",
      ]
      host.standardOutput = Pipe()
      host.standardError = FileHandle.nullDevice
      try host.run()
      let worker = try FileHandle(forReadingFrom: pipe)
      kill(host.processIdentifier, SIGHUP)
      try worker.close()  // Lets the worker go on.
      host.waitUntilExit()
      #expect(host.terminationStatus == 0)
      #expect(try StudyStore(results: folder, study: "study").records().count == 1)
    }
  }

  @Test func `a kill at any step of the disk leaves a study that the same command completes`()
    throws
  {
    var step = 1
    while try !finishes(killedAt: step) { step += 1 }
    #expect(step > 20)
  }

  /// Whether the study came to its end before the step at which it is killed.
  private func finishes(killedAt step: Int) throws -> Bool {
    try withFolder { folder in
      let behaviours = ["succeed", "diverge"]
      let host = try start(folder, jobs: 1, crashAt: "\(step)", behaviours)
      host.waitUntilExit()
      try expectCompletion(folder, jobs: 1, behaviours)
      return host.terminationReason == .exit
    }
  }

  private func expectCompletion(_ folder: URL, jobs: Int, _ behaviours: [String]) throws {
    let host = try start(folder, jobs: jobs, behaviours)
    host.waitUntilExit()
    #expect(host.terminationStatus == 0)
    let store = try StudyStore(results: folder, study: "study")
    let records = try store.records()
    #expect(records.allSatisfy { $0.outcome.isResult })
    #expect(records.map(\.runID).sorted() == behaviours.indices.map { "p\($0)-0" })
    for record in records { _ = try store.runFolder(record.runID).verifiedRecord() }
  }

  private func start(
    _ results: URL, jobs: Int, crashAt: String = "-", _ behaviours: [String],
    _ output: Pipe = Pipe()
  ) throws -> Process {
    let process = Process()
    process.executableURL = testProgram
    process.arguments = ["host", results.path(), "\(jobs)", crashAt] + behaviours
    process.standardOutput = output
    try process.run()
    return process
  }
}
