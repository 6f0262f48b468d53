// A configuration read back from its canonical text, which every run's file carries.

extension Configuration {
  /// Reads the text that `canonicalText` gives.
  ///
  /// - Throws: `ConfigurationErrors`, as for settings that are given one by one.
  public init(canonicalText text: String, replicate: Int = 0) throws {
    var settings: [String: SettingValue] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstRange(of: ": ") else {
        throw ConfigurationErrors([
          ConfigurationError("'\(line)' is no setting; expected its path, a colon and a value")
        ])
      }
      let (path, value) = (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
      let kind = Schema.setting(at: path)?.kind
      settings[path] = kind?.value(canonicalText: value) ?? .text(value)
    }
    try self.init(settings: settings, replicate: replicate)
  }
}

extension SettingKind {
  /// The value that a canonical text spells; nil where it is of another kind.
  fileprivate func value(canonicalText text: String) -> SettingValue? {
    let items = text.hasPrefix("[") && text.hasSuffix("]") ? Self.items(text) : nil
    switch self {
    case .integer: return Int(text).map(SettingValue.integer)
    case .number: return Double(text).map(SettingValue.number)
    case .boolean: return Bool(text).map(SettingValue.boolean)
    case .choice, .fileName, .hexadecimal: return .text(text)
    case .integers:
      let numbers = items?.compactMap { Int($0) }
      return numbers?.count == items?.count ? numbers.map(SettingValue.integers) : nil
    case .choices: return items.map(SettingValue.texts)
    }
  }

  private static func items(_ list: String) -> [String] {
    list.dropFirst().dropLast().split(separator: ", ").map(String.init)
  }
}
