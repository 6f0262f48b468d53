// Values of a file in the types of the schema.

package import Configuration

extension SourceNode {
  /// The value in the type that a kind wants, its range not yet checked; nil where it cannot be
  /// read so.
  package func settingValue(as kind: SettingKind) -> SettingValue? {
    switch kind {
    case .integer, .number: numberValue
    case .boolean: booleanValue
    case .choice, .fileName, .hexadecimal: text.map(SettingValue.text)
    case .integers: list { $0.integer }.map(SettingValue.integers)
    case .choices: list { $0.text }.map(SettingValue.texts)
    }
  }

  /// Why a value that looks right is none, to end a message.
  package func hint(for kind: SettingKind) -> String {
    switch kind {
    case .integer, .number:
      guard case .scalar(let text, let isPlain) = content else { return "" }
      return isPlain ? NumberText.hint(for: text) : "; remove the quotes"
    case .choice(let words):
      return text.flatMap { nearestName(to: $0, among: words) }
        .map { "; did you mean '\($0)'?" } ?? ""
    case .boolean, .integers, .choices, .fileName, .hexadecimal: return ""
    }
  }

  private var numberValue: SettingValue? {
    guard case .scalar(let text, isPlain: true) = content, let parsed = NumberText.parse(text)
    else { return nil }
    return parsed.integer.map(SettingValue.integer) ?? .number(parsed.number)
  }

  private var booleanValue: SettingValue? {
    switch content {
    case .scalar("true", isPlain: true): .boolean(true)
    case .scalar("false", isPlain: true): .boolean(false)
    case .scalar, .sequence, .mapping: nil
    }
  }

  private var integer: Int? {
    guard let value = numberValue else { return nil }
    return switch value {
    case .integer(let integer): integer
    case .number(let number): Int(exactly: number)
    case .boolean, .text, .integers, .texts: nil
    }
  }

  private func list<Element>(_ element: (SourceNode) -> Element?) -> [Element]? {
    guard case .sequence(let nodes) = content else { return nil }
    let elements = nodes.compactMap(element)
    return elements.count == nodes.count ? elements : nil
  }
}
