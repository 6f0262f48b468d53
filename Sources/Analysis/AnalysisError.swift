// What keeps an analysis from being made, in words for the person who asked for it.

import Configuration

/// One thing wrong with a table or with what was asked of it.
public struct AnalysisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where, what was found, what was expected, how to mend it.
  public let description: String

  init(_ description: String) { self.description = description }

  static func unknownColumn(_ name: String, among known: [String]) -> AnalysisError {
    let nearest = nearestName(to: name, among: known)
    let hint =
      nearest.map { "did you mean '\($0)'?" }
      ?? "the columns are \(known.joined(separator: ", "))"
    return AnalysisError("the observation table has no column '\(name)'; \(hint)")
  }

  static func notNumber(_ value: ObservationValue, column: String, row: Int) -> AnalysisError {
    AnalysisError(
      "row \(row + 1) of column '\(column)' is the text '\(value.text)'; expected a number")
  }
}
