// The files by which runners of a study tell what they are at, and are asked to stop.

import Foundation

/// How soon a runner is asked to end.
public enum StopWish: String, Hashable, Sendable {
  /// Once its workers have kept their state.
  case clean = "stop"
  /// At once; what its workers did since their last checkpoints is lost.
  case now
}

/// The file of one runner, removed with its owner.
public struct RunnerFile: ~Copyable {
  private let file: URL
  private let wishFile: URL

  /// A file for `progress` in the study of `store`; what runners of this machine left that were killed is removed.
  ///
  /// - Throws: `StorageError` if it cannot be written.
  public static func open(
    _ progress: RunnerProgress, in store: StudyStore
  ) throws -> RunnerFile {
    let folder = store.runnersFolder
    try store.disk.createFolder(folder)
    store.removeEndedRunners()
    let opened = RunnerFile(folder.appending(path: progress.name))
    try opened.write(progress)
    return opened
  }

  private init(_ base: URL) {
    file = base.appendingPathExtension("json")
    wishFile = base.appendingPathExtension("stop")
  }

  /// Replaces what the file says.
  ///
  /// - Throws: `StorageError` if it cannot be written.
  public func write(_ progress: RunnerProgress) throws {
    let bytes = try storing(file) { try RecordCoding.encode(progress) }
    // A runner that begins at this moment may take the draft for one that a killed runner left.
    for _ in 0..<10 where (try? bytes.write(to: file, options: .atomic)) != nil { return }
    try storing(file) { try bytes.write(to: file, options: .atomic) }
  }

  /// How soon someone asked this runner to end; nil if nobody did.
  public var wish: StopWish? {
    guard FileManager.default.fileExists(atPath: wishFile.systemPath),
      let text = try? String(contentsOf: wishFile, encoding: .utf8)
    else { return nil }
    return StopWish(rawValue: text)
  }

  deinit {
    try? FileManager.default.removeItem(at: wishFile)
    try? FileManager.default.removeItem(at: file)
  }
}

extension StudyStore {
  var runnersFolder: URL { folder.appending(path: "runners") }

  /// What the runners of this study are at that have not ended, by their start; none if nothing runs.
  public func runners() -> [RunnerProgress] {
    let now = Date()
    return runnerFiles.compactMap(progress).filter { $0.isAlive(at: now) }
      .sorted { ($0.startedAt, $0.name) < ($1.startedAt, $1.name) }
  }

  /// Asks a runner to end; it does so within a second or two of its own time.
  ///
  /// - Throws: `StorageError` if the study's folder cannot be written.
  public func ask(_ runner: RunnerProgress, toStop wish: StopWish) throws {
    let file = runnersFolder.appending(path: runner.name + ".stop")
    try storing(file) { try Data(wish.rawValue.utf8).write(to: file, options: .atomic) }
  }

  private var runnerFiles: [URL] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: runnersFolder.systemPath)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { runnersFolder.appending(path: $0) }
  }

  private func progress(_ file: URL) -> RunnerProgress? {
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    return try? RecordCoding.decode(RunnerProgress.self, from: bytes)
  }

  /// Removes the files of runners that ended without doing so, and wishes that nobody is there to hear.
  fileprivate func removeEndedRunners() {
    let alive = Set(runners().map(\.name))
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: runnersFolder.systemPath)) ?? []
    for name in names where !alive.contains((name as NSString).deletingPathExtension) {
      try? FileManager.default.removeItem(at: runnersFolder.appending(path: name))
    }
  }
}
