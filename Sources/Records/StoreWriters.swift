// Who writes a study: a file for each writer, touched as long as it lives.
//
// A process of this machine can be asked whether it lives. Of one elsewhere only its file tells: it
// is written again every `beatSeconds`, and the file system notes when. "Now" is the time that the
// file system gives a file just written, never this machine's clock: clocks of two machines differ,
// those of one file server do not. A beat that is `expirySeconds` old is the last one. Where the
// file system's clock went back, so that a beat seems to come from the future, this process watches
// the file for `expirySeconds` by its own uninterrupted clock instead.

import Dispatch
import Foundation
import Synchronization

/// When a writer elsewhere counts as ended.
package struct LeaseRules: Sendable {
  /// Time between two beats.
  package var beatSeconds = 15.0
  /// Age of the last beat of a writer that ended: more than beats and caches of network file systems, which keep a
  /// file's times for up to a minute (nfs(5), acregmax), can explain.
  package var expirySeconds = 180.0
  /// A clock that never goes back, in seconds.
  package var uptime: @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime }

  package init() {}
}

/// The writers of a study, as this one sees them.
final class StoreWriters: Sendable {
  /// What a writer's file holds.
  struct Content: Codable {
    var identity: ProcessIdentity
  }

  private struct Watched {
    var beat: Date
    var sinceUptime: Double
  }

  /// Name of this writer.
  let name: String
  let identity: ProcessIdentity
  private let store: StudyStore
  private let heart: Heart
  private let watched = Mutex<[String: Watched]>([:])
  private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

  /// Makes the process `identity`, which is this one, known under its name, and begins to beat.
  init(_ store: StudyStore, _ writer: WriterName, _ identity: ProcessIdentity) throws {
    self.store = store
    self.identity = identity
    name = writer.text
    heart = Heart(store: store, writer: writer, identity: identity)
    try heart.makeKnown()
    startBeating()
  }

  deinit {
    timer.withLock { $0?.cancel() }
    try? FileManager.default.removeItem(at: store.writerFile(name))
  }

  // MARK: - Who lives

  /// Whether the writer `name`, which is `identity`, may still write.
  func isAlive(_ name: String, _ identity: ProcessIdentity) -> Bool {
    switch identity.state(seenFrom: self.identity) {
    // A writer of this very process takes its file with it when it ends.
    case .running: identity != self.identity || Self.time(of: store.writerFile(name)) != nil
    case .ended: false
    case .unknown: isBeating(name)
    }
  }

  private func isBeating(_ other: String) -> Bool {
    guard let beat = Self.time(of: store.writerFile(other)) else { return false }
    heart.beat()
    guard let now = Self.time(of: store.writerFile(name)) else { return true }
    let age = now.timeIntervalSince(beat)
    if age >= 0 { return age < store.rules.expirySeconds }
    return watched.withLock { watched in
      let uptime = store.rules.uptime()
      guard let earlier = watched[other], earlier.beat == beat else {
        watched[other] = Watched(beat: beat, sinceUptime: uptime)
        return true
      }
      return uptime - earlier.sinceUptime < store.rules.expirySeconds
    }
  }

  private static func time(of file: URL) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.systemPath)
    return attributes?[.modificationDate] as? Date
  }

  /// Forgets writers that ended, and removes what they had under way; what one of them had begun to write behind its last
  /// whole record is cut, since nobody else ever adds to its journal.
  func forgetEnded() throws {
    for other in try store.writersFolder.names() where !other.hasPrefix(".") && other != name {
      guard let identity = Self.content(store, other)?.identity else { continue }
      guard !isAlive(other, identity) else { continue }
      if identity.state(seenFrom: self.identity) == .ended { try cutTail(of: other) }
      try? FileManager.default.removeItem(at: store.writerFile(other))
    }
    for draft in try store.drafts() where isLeft(draft) {
      try? FileManager.default.removeItem(at: draft)
    }
  }

  /// Whether the writer of a file under way has ended, or has not touched it for so long that it must have.
  private func isLeft(_ draft: URL) -> Bool {
    guard let writer = WriterName.writer(ofDraft: draft.lastPathComponent), writer.text != name
    else { return false }
    if writer.hasEnded(seenFrom: identity) { return true }
    guard let written = Self.time(of: draft), let now = Self.time(of: store.writerFile(name))
    else { return false }
    return now.timeIntervalSince(written) > store.rules.expirySeconds
  }

  private func cutTail(of writer: String) throws {
    let journal = store.journalsFolder.appending(path: writer)
    guard FileManager.default.fileExists(atPath: journal.systemPath) else { return }
    let bytes = try storing(journal) { try Data(contentsOf: journal) }
    let whole = try JournalFormat.content(bytes, journal).wholeBytes
    if whole < bytes.count { try store.disk.cut(journal, toBytes: whole, at: .tailCut) }
  }

  static func content(_ store: StudyStore, _ writer: String) -> Content? {
    guard let bytes = try? Data(contentsOf: store.writerFile(writer)) else { return nil }
    return try? RecordCoding.decode(Content.self, from: bytes)
  }

  private func startBeating() {
    let interval = store.rules.beatSeconds
    timer.withLock { [heart] timer in
      let source = DispatchSource.makeTimerSource(queue: .global())
      source.schedule(deadline: .now() + interval, repeating: interval)
      source.setEventHandler { heart.beat() }
      source.resume()
      timer = source
    }
  }
}

/// What keeps a writer's file young.
private struct Heart: Sendable {
  let store: StudyStore
  let writer: WriterName
  let identity: ProcessIdentity

  private var content: Data {
    get throws { try RecordCoding.encode(StoreWriters.Content(identity: identity)) }
  }

  func makeKnown() throws {
    let draft = store.writersFolder.appending(path: writer.draft)
    defer { try? FileManager.default.removeItem(at: draft) }
    try store.disk.write(try content, to: draft, at: .writerDraft)
    try store.disk.move(draft, to: store.writerFile(writer.text), at: .writerName)
  }

  /// Writes the same bytes again: a reader never sees others, and the file system notes the time.
  ///
  /// One who took this writer for ended may have removed the file; then it is made again.
  func beat() {
    guard let handle = try? FileHandle(forWritingTo: store.writerFile(writer.text)),
      let content = try? content
    else {
      try? makeKnown()
      return
    }
    try? handle.write(contentsOf: content)
    try? handle.close()
  }
}
