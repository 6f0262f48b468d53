// The values a setting can take, and their one canonical spelling.

/// The value of one setting, typed by its schema.
public enum SettingValue: Hashable, Sendable, Codable {
  /// A whole number.
  case integer(Int)
  /// A real number, finite.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// A word from a closed list, or a name.
  case text(String)
  /// A list of whole numbers.
  case integers([Int])
  /// A set of words from a closed list, kept sorted.
  case texts([String])

  /// The one spelling that identities are made of; numbers read back exactly.
  public var canonicalText: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value == 0 ? 0 : value)"  // No negative zero.
    case .boolean(let value): "\(value)"
    case .text(let value): value
    case .integers(let values): "[" + values.map(String.init).joined(separator: ", ") + "]"
    case .texts(let values): "[" + values.sorted().joined(separator: ", ") + "]"
    }
  }

  /// The value as a number, where it is one; true counts 1, false 0.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .boolean(let value): value ? 1 : 0
    case .text, .integers, .texts: nil
    }
  }
}
