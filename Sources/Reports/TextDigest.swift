// The digest of an emitted text, by which a copy of it can be checked anywhere.

import Foundation
import Records

/// Digests of emitted texts.
public enum TextDigest {
  /// The first 16 digits of the SHA-256 of a text, whatever commits it names and without the lines that carry digests.
  ///
  /// A table of published values names the commit of the program that wrote it, which changes no number.
  public static func of(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix(mark) }
    return String(
      FileDigest.sha256(of: Data(withoutCommits(lines.joined(separator: "\n")).utf8)).prefix(16))
  }

  /// A text with every commit left out.
  public static func withoutCommits(_ text: String) -> String {
    guard text.contains("commit") else { return text }
    return text.replacing(
      /commit(?: |":")[0-9a-f]{7,40}(\+changes)?( and [0-9a-f]{7,40}(\+changes)?)*/, with: "commit")
  }

  /// How a line begins that names a table and its digest, in LaTeX.
  static let mark = "% Revisit "
}
