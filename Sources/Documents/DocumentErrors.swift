// What is wrong with a file, in words for the person who wrote it.

/// A place in a file, or in another that it names.
public struct SourcePosition: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int
  /// The other file; nil in the file that was asked for.
  public let file: String?
  /// Whether the other file is merged into the one that was asked for, rather than read for itself.
  package let isMerged: Bool

  package init(line: Int, column: Int, file: String? = nil, isMerged: Bool = false) {
    (self.line, self.column, self.file, self.isMerged) = (line, column, file, isMerged)
  }

  package static let start = SourcePosition(line: 1, column: 1)

  /// `line:column`, with another file before it.
  public var description: String { (file.map { "\($0):" } ?? "") + "\(line):\(column)" }

  /// Whether one place comes before another.
  public static func < (first: SourcePosition, second: SourcePosition) -> Bool {
    (first.file ?? "", first.line, first.column) < (second.file ?? "", second.line, second.column)
  }
}

/// One thing wrong with a file.
public struct DocumentError: Error, Hashable, Sendable {
  /// Where it stands.
  public let position: SourcePosition
  /// What was found, what was expected, how to mend it.
  public let message: String

  package init(position: SourcePosition, message: String) {
    (self.position, self.message) = (position, message)
  }
}

/// Everything wrong with a file, at once, in the order of the file.
public struct DocumentErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as it was given.
  public let file: String
  /// At least one error, sorted by position.
  public let errors: [DocumentError]

  package init(file: String, _ errors: [DocumentError]) {
    self.file = file
    self.errors = errors.enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
      .map(\.element)
  }

  /// One error a line: `file:line:column: message`.
  public var description: String {
    errors.map { error in
      (error.position.file == nil ? "\(file):" : "") + "\(error.position): \(error.message)"
    }
    .joined(separator: "\n")
  }
}
