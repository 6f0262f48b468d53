// What the runners of a study are at now, by the small files that they keep beside its results.

import Foundation
import Records

/// One run under way.
struct RunNow: Codable {
  let runID: String
  let pointID: String
  let replicate: Int
  let attempt: Int
  let title: String
  let processID: Int32
  let elapsedSeconds: Double
  /// Epochs done; nil before the worker said anything, and so what follows.
  let epoch: Int?
  let epochs: Int?
  let step: Int?
  let steps: Int?
  let imagesPerSecond: Double?
  /// The latest measured accuracy, in 0...1.
  let accuracy: Double?
  /// Expected time to its end; nil as long as nothing tells.
  let secondsLeft: Double?

  /// The part that is done, in 0...1.
  var fraction: Double? {
    guard let step, let steps, steps > 0 else { return nil }
    return min(1, max(0, Double(step) / Double(steps)))
  }
}

/// What one runner of a study is at.
struct RunnerNow: Codable {
  let hostname: String
  let process: ProcessIdentity
  let startedAt: Date
  let updatedAt: Date
  /// Workers at a time.
  let jobs: Int
  /// Whether it was asked to stop, and starts no other run.
  let isStopping: Bool
  let running: [RunNow]

  /// Whether it runs still: a process of this machine by itself, another by the age of its file.
  fileprivate func isAlive(at date: Date) -> Bool {
    hostname == ProcessInfo.processInfo.hostName
      ? process.isAlive : date.timeIntervalSince(updatedAt) < Self.patienceSeconds
  }

  /// A runner of another machine that was silent for so long has ended; it writes every few seconds.
  private static let patienceSeconds = 60.0
}

extension StudyStore {
  /// The runners of this study that have not ended, by their start; none if nothing runs.
  func runnersNow() -> [RunnerNow] {
    let folder = self.folder.appending(path: "runners")
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
      ?? []
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      // A file that is replaced or removed at this moment is read the next time.
      (try? Data(contentsOf: folder.appending(path: name)))
        .flatMap { try? decoder.decode(RunnerNow.self, from: $0) }
    }.filter { $0.isAlive(at: Date()) }.sorted { $0.startedAt < $1.startedAt }
  }
}
