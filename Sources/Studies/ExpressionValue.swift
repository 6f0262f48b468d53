// The values that expressions compute with.

public import Configuration

/// A value inside an expression.
public enum ExpressionValue: Hashable, Sendable {
  /// A number; whole and real numbers are one type.
  case number(Double)
  /// True or false.
  case boolean(Bool)
  /// A word.
  case text(String)
  /// A list.
  case list([ExpressionValue])
  /// The alternatives of a group that a point belongs to; equal to a word where one of them is.
  case labels([String])

  /// A setting's value.
  public init(_ setting: SettingValue) {
    switch setting {
    case .integer(let value): self = .number(Double(value))
    case .number(let value): self = .number(value)
    case .boolean(let value): self = .boolean(value)
    case .text(let value): self = .text(value)
    case .integers(let values): self = .list(values.map { .number(Double($0)) })
    case .texts(let values): self = .list(values.map { .text($0) })
    }
  }

  /// The value as a setting's, before the schema has seen it; nil for lists of mixed types.
  var settingValue: SettingValue? {
    switch self {
    case .number(let value): .number(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .text(value)
    case .labels(let labels): labels.count == 1 ? labels.first.map(SettingValue.text) : nil
    case .list(let values): Self.list(values)
    }
  }

  private static func list(_ values: [ExpressionValue]) -> SettingValue? {
    let integers = values.compactMap { value -> Int? in
      if case .number(let number) = value { Int(exactly: number) } else { nil }
    }
    if integers.count == values.count { return .integers(integers) }
    let texts = values.compactMap { value -> String? in
      if case .text(let text) = value { text } else { nil }
    }
    return texts.count == values.count ? .texts(texts) : nil
  }

  /// What it is, in words, for messages.
  var found: String {
    switch self {
    case .number(let value): "the number \(Self.plain(value))"
    case .boolean(let value): "\(value)"
    case .text(let value): "the word '\(value)'"
    case .list: "a list"
    case .labels(let labels): "the label \(labels.joined(separator: ", "))"
    }
  }

  /// A number without a fraction that is zero.
  static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
