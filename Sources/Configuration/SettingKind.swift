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
  /// The name of a file, without folders.
  case fileName
  /// Hexadecimal digits, so many of them.
  case hexadecimal(digits: ClosedRange<Int>)

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
    case (.fileName, .text(let name)): Self.isFileName(name) ? value : nil
    case (.hexadecimal(let count), .text(let digits)):
      count.contains(digits.utf8.count) && digits.utf8.allSatisfy(Self.hexadecimalDigits.contains)
        ? value : nil
    case (.integer, _), (.number, _), (.boolean, _), (.choice, _), (.integers, _), (.choices, _),
      (.fileName, _), (.hexadecimal, _):
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
    case .fileName: "the name of a file, of letters, digits, '-', '_' and '.'"
    case .hexadecimal(let count):
      "\(count.lowerBound) to \(count.upperBound) hexadecimal digits (0 to 9, a to f)"
    }
  }

  private static let hexadecimalDigits = Set("0123456789abcdef".utf8)

  private static func isFileName(_ text: String) -> Bool {
    let marks = Set("-_.".utf8)
    let allowed = text.utf8.allSatisfy { byte in
      let letter = byte | 0x20
      return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || marks.contains(byte)
    }
    return allowed && !text.isEmpty && !text.hasPrefix(".")
  }

  private static func bounds<Number>(_ range: ClosedRange<Number>, open: Number) -> String {
    range.upperBound == open
      ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
  }
}
