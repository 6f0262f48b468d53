// Counts inside sentences, in one place for all modules that write any.

/// A count with its noun: `1 point`, `2 points`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
