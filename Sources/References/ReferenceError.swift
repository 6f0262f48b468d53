// What keeps a published value from being used, in words for the person who asked for it.

import Configuration

/// One thing that is wrong with what was asked of the reference tables.
public struct ReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found, what was expected, how to mend it.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// The nearest name, or all of them, to end a message.
func hint(_ name: String, among known: [String]) -> String {
  nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
    ?? "; expected one of \(known.joined(separator: ", "))"
}
