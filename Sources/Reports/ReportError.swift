// What keeps a report from being written, in words for the person who asked for it.

/// One thing that went wrong while a report was written.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected, how to mend it.
  public let description: String

  init(_ description: String) { self.description = description }
}
