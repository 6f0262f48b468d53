// Files appear whole or not at all.

import Foundation

/// A file that exists already and may not be replaced, or that cannot be made.
public struct NewFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path and the problem.
  public let description: String
}

/// A file that is to be written under a name of its own and renamed once it is whole.
public struct NewFile: Sendable {
  /// Where it will be.
  public let path: String
  private let replaces: Bool

  /// A file that is not there yet, or may be replaced.
  ///
  /// - Parameters:
  ///   - path: Where it will be.
  ///   - replaces: Whether an older file may be replaced.
  ///   - sources: Files that it is made from, which are never replaced.
  /// - Throws: `NewFileError` if it exists and may not be replaced, is a folder, or its folder does not exist.
  public init(
    _ path: String, replacing replaces: Bool, madeFrom sources: [String] = []
  ) throws(NewFileError) {
    self.path = path
    self.replaces = replaces
    try check()
    guard let source = sources.first(where: { Self.target($0) == Self.target(path) }) else {
      return
    }
    throw NewFileError(
      description:
        "\(path): would be made from \(source), which is the same file; give another name")
  }

  /// Hands a path beside the file to `body`, which writes there, then renames what it has written.
  ///
  /// - Throws: What `body` throws, and `NewFileError` if the file cannot be renamed; then nothing is left behind.
  public func write(_ body: (String) throws -> Void) throws {
    let target = URL(filePath: path)
    let draft = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
    let draftPath = draft.path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: draftPath) }
    try body(draftPath)
    try check()
    do {
      if PathContent(path) == .file {
        // Foundation's replaceItemAt can lose both files on Linux; this copies once and renames over the old one.
        try Data(contentsOf: draft, options: .alwaysMapped).write(to: target, options: .atomic)
      } else {
        try FileManager.default.moveItem(at: draft, to: target)
      }
    } catch {
      throw NewFileError(description: "\(path): cannot be written: \(error)")
    }
  }

  /// The file itself, links followed.
  private static func target(_ path: String) -> URL {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
  }

  private func check() throws(NewFileError) {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    guard PathContent(folder) == .folder else {
      throw NewFileError(description: "\(path): its folder does not exist; make it first")
    }
    switch PathContent(path) {
    case .nothing: return
    case .folder:
      throw NewFileError(description: "\(path): is a folder; expected the name of a file")
    case .file: break
    }
    guard replaces else {
      throw NewFileError(
        description: "\(path): exists already; give another name, or --force to replace it")
    }
  }
}
