// What a setting accepts.

/// The type and range of a setting.
public enum SettingKind: Hashable, Sendable {
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A real number in a range; whole numbers are taken too.
  case number(ClosedRange<Double>)
  /// True or false.
  case boolean
  /// One word of a list.
  case choice([String])
  /// A non-empty list of whole numbers, each in a range.
  case integers(ClosedRange<Int>)
  /// A list of different words of a list.
  case choices([String])

  /// `value` in the type of this kind, or nil where it has another type or lies outside the range.
  ///
  /// A whole number becomes a real one where a real one is wanted, and a real one without fraction a whole one.
  public func accepted(_ value: SettingValue) -> SettingValue? {
    switch (self, value) {
    case (.integer(let range), .integer(let number)):
      range.contains(number) ? value : nil
    case (.integer(let range), .number(let number)):
      Int(exactly: number).flatMap { range.contains($0) ? .integer($0) : nil }
    case (.number(let range), .integer(let number)):
      range.contains(Double(number)) ? .number(Double(number)) : nil
    case (.number(let range), .number(let number)):
      range.contains(number) ? value : nil
    case (.boolean, .boolean): value
    case (.choice(let words), .text(let word)): words.contains(word) ? value : nil
    case (.integers(let range), .integers(let numbers)):
      !numbers.isEmpty && numbers.allSatisfy(range.contains) ? value : nil
    case (.choices(let words), .texts(let chosen)):
      Set(chosen).count == chosen.count && chosen.allSatisfy(words.contains)
        ? .texts(chosen.sorted()) : nil
    case (.integer, _), (.number, _), (.boolean, _), (.choice, _), (.integers, _), (.choices, _):
      nil
    }
  }

  /// What is accepted, in words, to follow "expected".
  public var expectation: String {
    switch self {
    case .integer(let range): "a whole number \(Self.bounds(range, open: .max))"
    case .number(let range) where range.lowerBound == .leastNonzeroMagnitude: "a number above 0"
    case .number(let range): "a number \(Self.bounds(range, open: .greatestFiniteMagnitude))"
    case .boolean: "true or false"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .integers(let range): "a list of whole numbers \(Self.bounds(range, open: .max))"
    case .choices(let words): "a list of different words from " + words.joined(separator: ", ")
    }
  }

  private static func bounds<Number>(_ range: ClosedRange<Number>, open: Number) -> String {
    range.upperBound == open
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
  }
}
