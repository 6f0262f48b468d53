// Bars and colours of the drawn lines; without colours the same characters (ECMA-48, section 8.3.117).

/// Bars and colours of the drawn lines.
struct TextStyle {
  let isColoured: Bool

  /// A bar of `columns`, filled up to `fraction`, in 0...1.
  func bar(_ fraction: Double, _ columns: Int) -> String {
    let share = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    let filled = Int((share * Double(columns)).rounded(.down))
    let done = String(repeating: "━", count: filled)
    let rest = String(repeating: "─", count: columns - filled)
    return coded(done, share == 1 ? "32" : "36") + coded(rest, "2")
  }

  func red(_ text: String) -> String { coded(text, "31") }

  func dim(_ text: String) -> String { coded(text, "2") }

  private func coded(_ text: String, _ code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
