// What a preparation has done, line by line, so that an interrupted one goes on where it was.

import Datasets
import Foundation
import Glibc
import Synchronization

/// The journal of one preparation, beside the file that it makes.
///
/// A line is JSON and counts once its end is written. Only what a crash may forget is in it: without the journal
/// everything is done again.
final class PreparationJournal: Sendable {
  /// One line.
  private struct Line: Codable {
    var file: CheckedFile?
    var layout: String?
    var packed: Int?
  }

  /// What the lines say, and those that are not written yet.
  private struct State {
    var files: [String: CheckedFile] = [:]
    var layout: String?
    var packed = 0
    var unwritten = Data()
  }

  let path: String
  private let handle: FileHandle
  private let state: Mutex<State>

  /// The files that were checked before, by path.
  var files: [String: CheckedFile] { state.withLock(\.files) }

  /// Opens or begins the journal at `path`.
  ///
  /// - Throws: `DataError` if it cannot be written, or another process writes it.
  init(path: String) throws {
    self.path = path
    do {
      let url = URL(filePath: path)
      if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
      handle = try FileHandle(forUpdating: url)
      guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw DataError(
          path, found: "another process is preparing the same file",
          expected: "one at a time", remedy: "wait for it")
      }
      let old = try Data(contentsOf: url)
      let whole = old.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      try handle.truncate(atOffset: UInt64(whole))
      try handle.seekToEnd()
      state = Mutex(Self.state(after: old.prefix(whole)))
    } catch let error as DataError {
      throw error
    } catch {
      throw DataError(
        path, found: "it cannot be written (\(error.localizedDescription))",
        expected: "a folder with room for the packed file", remedy: "give another --output")
    }
  }

  private static func state(after bytes: Data) -> State {
    let decoder = JSONDecoder()
    var state = State()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let line = try? decoder.decode(Line.self, from: line) else { continue }
      if let file = line.file { state.files[file.path] = file }
      if let content = line.layout { (state.layout, state.packed) = (content, 0) }
      if let count = line.packed { state.packed = count }
    }
    return state
  }

  /// The samples of a content whose bytes are in the unfinished file, and on the disk; nil if the file is not laid
  /// out for that content.
  func packed(of content: String) -> Int? {
    state.withLock { $0.layout == content ? $0.packed : nil }
  }

  /// Adds a checked file; it is written with others.
  func add(_ file: CheckedFile) throws {
    let line = try Self.text(Line(file: file))
    try state.withLock { state in
      state.unwritten += line
      if state.unwritten.count > 1 << 13 { try flush(&state) }
    }
  }

  /// Says that the unfinished file is laid out for a content, and holds none of its bytes.
  func begin(layout content: String) throws {
    try append(Line(layout: content)) { ($0.layout, $0.packed) = (content, 0) }
  }

  /// Says that the bytes of so many samples are on the disk.
  func advance(packed count: Int) throws { try append(Line(packed: count)) { $0.packed = count } }

  /// Writes what was added.
  func flush() throws { try state.withLock { try flush(&$0) } }

  /// Removes the journal of a preparation that is done.
  func remove() throws { try FileManager.default.removeItem(atPath: path) }

  private func flush(_ state: inout State) throws {
    try handle.write(contentsOf: state.unwritten)
    state.unwritten.removeAll(keepingCapacity: true)
  }

  private func append(_ line: Line, _ change: (inout State) -> Void) throws {
    let text = try Self.text(line)
    try state.withLock { state in
      change(&state)
      state.unwritten += text
      try flush(&state)
      try handle.synchronize()
    }
  }

  private static func text(_ line: Line) throws -> Data {
    try JSONEncoder().encode(line) + [UInt8(ascii: "\n")]
  }
}
