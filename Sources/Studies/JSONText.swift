// JSON whose members keep their order, since people read it too.

/// A value of JSON.
package indirect enum JSONText: Sendable {
  /// Members in order.
  case object([(String, JSONText)])
  /// Elements in order.
  case list([JSONText])
  /// A string.
  case text(String)
  /// A whole number.
  case whole(Int)
  /// A finite number.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// No value.
  case null

  /// The value as text, indented by two spaces a level; lists of single values stand on one line.
  package var text: String { text(indent: 0) }

  private func text(indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map { key, value in
        "\(margin)  \(Self.quoted(key)): \(value.text(indent: indent + 2))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
    case .list(let elements):
      if elements.allSatisfy(\.isSingle) {
        return "[\(elements.map { $0.text(indent: 0) }.joined(separator: ", "))]"
      }
      let lines = elements.map { "\(margin)  \($0.text(indent: indent + 2))" }
      return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
    case .text(let text): return Self.quoted(text)
    case .whole(let number): return "\(number)"
    case .number(let number): return "\(number)"
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    }
  }

  private var isSingle: Bool {
    switch self {
    case .object, .list: false
    case .text, .whole, .number, .boolean, .null: true
    }
  }

  /// A string as JSON has it.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": return "\\\""
      case "\\": return "\\\\"
      case "\n": return "\\n"
      default:
        if scalar.value >= 0x20 { return String(scalar) }
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return "\"\(escaped.joined())\""
  }
}
