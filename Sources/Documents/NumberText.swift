// Numbers as text: one strict spelling, so that none of YAML's readings can slip in.

/// A number as a file may spell it: `12`, `-0.5`, `4e-5`; not `010`, `1_000`, `12:30`, `.5`
/// or `0x10`.
package enum NumberText {
  /// The whole number or the real number that a text spells; nil for any other text.
  package static func parse(_ text: String) -> (integer: Int?, number: Double)? {
    guard text.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil,
      let number = Double(text), number.isFinite
    else { return nil }
    return (Int(text), number)
  }

  /// What is unusual in a text that was meant as a number, to end a message; empty where nothing is
  /// known.
  package static func hint(for text: String) -> String {
    if text.contains("_") { return "; numbers have no '_'" }
    if text.contains(":") { return "; numbers have no ':'" }
    if text.wholeMatch(of: #/-?0[0-9].*/#) != nil { return "; numbers have no leading zero" }
    if text.wholeMatch(of: #/-?\.[0-9].*/#) != nil { return "; a digit stands before the point" }
    if text.hasPrefix("+") { return "; numbers have no '+'" }
    return ""
  }
}
