// Text by the columns that a terminal gives it: some characters take two, some none (Unicode Standard Annex 11).

/// Text by the columns that a terminal gives it.
enum DisplayText {
  /// The columns that a text takes.
  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// The text if it fits, else its beginning and an ellipsis.
  static func cut(_ text: String, _ columns: Int) -> String {
    guard width(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var (kept, used) = ("", 0)
    for character in text {
      let next = width(character)
      guard used + next <= columns - 1 else { break }
      kept.append(character)
      used += next
    }
    return kept + "…"
  }

  /// The text, cut or filled with spaces behind it.
  static func left(_ text: String, _ columns: Int) -> String {
    let cut = cut(text, columns)
    return cut + String(repeating: " ", count: max(0, columns - width(cut)))
  }

  /// The text, cut or filled with spaces before it.
  static func right(_ text: String, _ columns: Int) -> String {
    let cut = cut(text, columns)
    return String(repeating: " ", count: max(0, columns - width(cut))) + cut
  }

  /// The text without what moves a cursor.
  static func plain(_ text: String) -> String {
    String(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
  }

  private static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
    switch first.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      return 0
    default: break
    }
    let isEmoji =
      first.properties.isEmojiPresentation
      || character.unicodeScalars.contains { $0.value == 0xFE0F }
    return isEmoji || wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// The blocks whose characters are wide or fullwidth.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
