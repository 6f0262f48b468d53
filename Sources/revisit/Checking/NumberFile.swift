// What a LaTeX file says of numbers: those that it defines, those that it uses, and the files that it reads.

import Foundation
import Reports

/// The head of a file of numbers.
struct NumberFile {
  /// A number that a file defines.
  struct Definition {
    let line: Int
    let text: String
    /// Whether there is a number, not only the reason for none.
    let isNumber: Bool
  }

  /// Its study; nil where it is of published values.
  let study: String?
  let digest: String
  /// The tables that its keys begin with.
  let tables: [String]

  /// Reads the first line of a file of numbers; nil for any other file.
  init?(_ text: String) {
    guard let first = text.split(separator: "\n").first,
      let match = first.wholeMatch(of: /% Revisit numbers( of study (\S+))?, digest ([0-9a-f]{16})/)
    else { return nil }
    study = match.2.map(String.init)
    digest = String(match.3)
    tables = Set(
      Self.definitions(in: text).keys.compactMap { $0.split(separator: "/").first.map(String.init) }
    ).sorted()
  }

  /// The numbers that a text defines, by key.
  static func definitions(in text: String) -> [String: Definition] {
    var found: [String: Definition] = [:]
    for (index, line) in lines(text).enumerated() {
      guard let match = line.prefixMatch(of: /\\revisit@(number|none){([^{}#]*)}/) else { continue }
      found[String(match.2)] = Definition(
        line: index + 1, text: String(line[match.range.upperBound...]),
        isNumber: match.1 == "number")
    }
    return found
  }

  /// The keys that a text uses, with their lines; comments do not count.
  static func uses(in text: String) -> [(key: String, line: Int)] {
    lines(text).enumerated().flatMap { index, line in
      withoutComment(line).matches(of: /\\revisit(value)?{([^{}#]*)}/).map {
        (String($0.2), index + 1)
      }
    }
  }

  /// The files of numbers that a text reads.
  static func inputs(in text: String) -> [String] {
    lines(text).flatMap { line in
      withoutComment(line).matches(of: /\\(input|include){([^{}]*numbers)(\.tex)?}/).map {
        "\($0.2).tex"
      }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A line up to a percent sign that no backslash stands before.
  private static func withoutComment(_ line: Substring) -> Substring {
    var isEscaped = false
    for index in line.indices {
      if line[index] == "%", !isEscaped { return line[..<index] }
      isEscaped = line[index] == "\\" && !isEscaped
    }
    return line
  }
}
