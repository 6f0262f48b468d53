import Foundation
import Testing

@testable import Records

/// What runners tell of themselves, and how they are asked to stop.
@Suite struct RunnerFileTests {
  @Test func `others read what a runner tells, as long as it runs`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      #expect(store.runners().isEmpty)
      try tell(store) { progress, file in
        progress.total = 7
        progress.running = [
          RunProgress(
            runID: "a-0", pointID: "a", replicate: 0, attempt: 2, title: "depth=20",
            processID: 12, elapsedSeconds: 1.5)
        ]
        try file.write(progress)
        #expect(store.runners() == [progress])
      }
      #expect(store.runners().isEmpty)
      #expect(try names(store).isEmpty)
    }
  }

  @Test func `a runner hears a wish that was meant for it`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      try tell(store) { progress, file in
        #expect(file.wish == nil)
        try store.ask(progress, toStop: .clean)
        #expect(file.wish == .clean)
        try store.ask(progress, toStop: .now)
        #expect(file.wish == .now)
      }
      #expect(try names(store).isEmpty)
    }
  }

  @Test func `what a killed runner left is not listed, and removed by the next`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      try tell(store) { progress, _ in
        let own = try #require(try names(store).first)
        // The same process number with another start: the number was given again.
        let other = try dead(progress)
        try write(other, "dead", store)
        try Data("stop".utf8).write(to: store.runnersFolder.appending(path: "dead.stop"))
        #expect(store.runners() == [progress])
        let next = try RunnerFile.open(progress, in: store)
        #expect(try names(store) == [own])
        #expect(next.wish == nil)
      }
    }
  }

  @Test func `a runner elsewhere counts by the age of its file`() throws {
    try withFolder { folder in
      let store = try StudyStore(results: folder, study: "study")
      try tell(store) { progress, _ in
        var other = try elsewhere(progress)
        try write(other, "other", store)
        #expect(store.runners().contains(other))
        other.updatedAt = Date(timeIntervalSinceNow: -3_600)
        try write(other, "other", store)
        #expect(store.runners() == [progress])
      }
    }
  }

  // MARK: - Parts

  private func tell(
    _ store: StudyStore, _ body: (inout RunnerProgress, borrowing RunnerFile) throws -> Void
  ) throws {
    // Kept to the second, as the file keeps it.
    var progress = try RunnerProgress(
      beginningAt: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)), jobs: 2
    )
    let file = try RunnerFile.open(progress, in: store)
    try body(&progress, file)
  }

  private func dead(_ progress: RunnerProgress) throws -> RunnerProgress {
    try edited(progress) { $0["startTicks"] = 1 }
  }

  private func elsewhere(_ progress: RunnerProgress) throws -> RunnerProgress {
    try edited(progress) {
      $0["bootID"] = "another"
      $0["machine"] = "another"
    }
  }

  /// The progress with another process.
  private func edited(
    _ progress: RunnerProgress, _ change: (inout [String: Any]) -> Void
  ) throws -> RunnerProgress {
    let bytes = try RecordCoding.encode(progress)
    var object = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    var process = try #require(object["process"] as? [String: Any])
    change(&process)
    object["process"] = process
    return try RecordCoding.decode(
      RunnerProgress.self, from: try JSONSerialization.data(withJSONObject: object))
  }

  private func write(_ progress: RunnerProgress, _ name: String, _ store: StudyStore) throws {
    try RecordCoding.encode(progress)
      .write(to: store.runnersFolder.appending(path: "\(name).json"))
  }

  private func names(_ store: StudyStore) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store.runnersFolder.systemPath)
  }
}
