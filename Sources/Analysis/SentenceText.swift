// Numbers inside sentences.

import Foundation

/// A number with three significant digits, for sentences.
func roundedText(_ value: Double) -> String {
  String(format: "%.3g", locale: Locale(identifier: "en_US_POSIX"), value)
}
