// Numbers and counts inside sentences.

import Foundation

/// A number with three significant digits, for sentences.
func roundedText(_ value: Double) -> String {
  String(format: "%.3g", locale: Locale(identifier: "en_US_POSIX"), value)
}

/// A count with its noun: `1 pair`, `2 pairs`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
