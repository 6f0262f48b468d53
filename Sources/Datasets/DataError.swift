// What is wrong with the files of a data set, in words for the person who put them there.

/// One thing wrong with a data set: where, what was found, what was expected, how to mend it.
public struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder concerned, or the setting where no file is.
  public let place: String
  /// The whole message, on one line.
  public let description: String

  /// An error from its parts.
  package init(_ place: String, found: String, expected: String, remedy: String) {
    self.place = place
    description = "\(place): \(found); expected \(expected); \(remedy)"
  }
}
