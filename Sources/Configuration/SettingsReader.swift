// Typed access to settings that the schema has already accepted.

struct SettingsReader {
  let settings: [String: SettingValue]

  func integer(_ path: String) -> Int {
    if let value = optionalInteger(path) { value } else { mismatch(path) }
  }

  func optionalInteger(_ path: String) -> Int? {
    if case .integer(let value) = settings[path] { value } else { nil }
  }

  func optionalIntegers(_ path: String) -> [Int]? {
    if case .integers(let value) = settings[path] { value } else { nil }
  }

  func number(_ path: String) -> Double {
    if let value = optionalNumber(path) { value } else { mismatch(path) }
  }

  func optionalNumber(_ path: String) -> Double? {
    if case .number(let value) = settings[path] { value } else { nil }
  }

  func boolean(_ path: String) -> Bool {
    if let value = optionalBoolean(path) { value } else { mismatch(path) }
  }

  func optionalBoolean(_ path: String) -> Bool? {
    if case .boolean(let value) = settings[path] { value } else { nil }
  }

  func optionalText(_ path: String) -> String? {
    if case .text(let value) = settings[path] { value } else { nil }
  }

  func texts(_ path: String) -> [String] {
    if case .texts(let value) = settings[path] { value } else { mismatch(path) }
  }

  func choice<Choice: RawRepresentable<String>>(_ path: String) -> Choice {
    if let value: Choice = optionalChoice(path) { value } else { mismatch(path) }
  }

  func optionalChoice<Choice: RawRepresentable<String>>(_ path: String) -> Choice? {
    if case .text(let value) = settings[path] { Choice(rawValue: value) } else { nil }
  }

  /// The schema and the sections disagree: a mistake in this module.
  private func mismatch(_ path: String) -> Never {
    fatalError("the schema gives '\(path)' another type than its section reads")
  }
}
