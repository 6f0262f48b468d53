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

  /// Makes this process known as a writer and begins to beat.
  init(_ store: StudyStore) throws {
    self.store = store
    identity = try ProcessIdentity.current()
    let host = (identity.hostName ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let word = UUID().uuidString.prefix(8).lowercased()
    name = "\(host.prefix(30))-\(identity.processID)-\(word)"
    heart = Heart(store: store, name: name, identity: identity)
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
    case .running: identity != self.identity || time(of: name) != nil
    case .ended: false
    case .unknown: isBeating(name)
    }
  }

  private func isBeating(_ other: String) -> Bool {
    guard let beat = time(of: other) else { return false }
    heart.beat()
    guard let now = time(of: name) else { return true }
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

  private func time(of writer: String) -> Date? {
    let path = store.writerFile(writer).systemPath
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date
  }

  /// Forgets writers that ended; what one of them had begun to write behind its last whole record is cut, since
  /// nobody else ever adds to its journal.
  func forgetEnded() throws {
    for other in try store.writersFolder.names() where !other.hasPrefix(".") && other != name {
      guard let identity = Self.content(store, other)?.identity else { continue }
      guard !isAlive(other, identity) else { continue }
      if identity.state(seenFrom: self.identity) == .ended { try cutTail(of: other) }
      try? FileManager.default.removeItem(at: store.writerFile(other))
    }
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
  let name: String
  let identity: ProcessIdentity

  private var content: Data {
    get throws { try RecordCoding.encode(StoreWriters.Content(identity: identity)) }
  }

  func makeKnown() throws {
    let draft = store.writersFolder.appending(path: ".\(name)")
    try store.disk.write(try content, to: draft, at: .writerDraft)
    try store.disk.move(draft, to: store.writerFile(name), at: .writerName)
  }

  /// Writes the same bytes again: a reader never sees others, and the file system notes the time.
  ///
  /// One who took this writer for ended may have removed the file; then it is made again.
  func beat() {
    guard let handle = try? FileHandle(forWritingTo: store.writerFile(name)),
      let content = try? content
    else {
      try? makeKnown()
      return
    }
    try? handle.write(contentsOf: content)
    try? handle.close()
  }
}
