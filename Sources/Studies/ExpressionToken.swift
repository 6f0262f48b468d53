// The words and signs of an expression.

import Documents

/// One word or sign, with its place in the text.
struct ExpressionToken: Hashable {
  enum Kind: Hashable {
    case number(Double)
    case text(String)
    case word(String)
    case sign(String)
    case end
  }

  let kind: Kind
  /// The character at which it begins, from 1.
  let character: Int

  /// What was found, in words, for messages.
  var found: String {
    switch kind {
    case .number(let value): "'\(ExpressionValue.plain(value))'"
    case .text(let value): "the text '\(value)'"
    case .word(let value), .sign(let value): "'\(value)'"
    case .end: "the end"
    }
  }
}

/// An expression that cannot be read.
struct ExpressionSyntaxError: Error {
  let message: String
  /// The character that is wrong, from 1.
  let character: Int
}

/// Cuts the text of an expression into tokens.
struct ExpressionLexer {
  private static let signs = [
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",",
  ]

  private let characters: [Character]
  private var next = 0

  /// The tokens of a text, the end included.
  static func tokens(of text: String) throws(ExpressionSyntaxError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(characters: Array(text))
    var tokens: [ExpressionToken] = []
    while let token = try lexer.nextToken() { tokens.append(token) }
    tokens.append(ExpressionToken(kind: .end, character: lexer.next + 1))
    return tokens
  }

  private mutating func nextToken() throws(ExpressionSyntaxError) -> ExpressionToken? {
    while next < characters.count, characters[next].isWhitespace { next += 1 }
    guard next < characters.count else { return nil }
    let start = next
    let kind = try kind(of: characters[next])
    return ExpressionToken(kind: kind, character: start + 1)
  }

  private mutating func kind(
    of first: Character
  ) throws(ExpressionSyntaxError) -> ExpressionToken.Kind {
    if Self.isDigit(first) || first == "." { return try number() }
    if Self.isLetter(first) {
      return .word(take { Self.isLetter($0) || Self.isDigit($0) || $0 == "." })
    }
    if first == "'" || first == "\"" { return try quoted(first) }
    let rest = String(characters[next...].prefix(2))
    guard let sign = Self.signs.first(where: rest.hasPrefix) else {
      throw ExpressionSyntaxError(
        message: first == "=" ? "'=' does not compare; write '=='" : "'\(first)' has no meaning",
        character: next + 1)
    }
    next += sign.count
    return .sign(sign)
  }

  private mutating func number() throws(ExpressionSyntaxError) -> ExpressionToken.Kind {
    let start = next
    var text = take { Self.isDigit($0) || Self.isLetter($0) || $0 == "." || $0 == ":" }
    if text.last == "e" || text.last == "E", next < characters.count,
      characters[next] == "-" || characters[next] == "+"
    {
      text.append(characters[next])
      next += 1
      text += take(while: Self.isDigit)
    }
    guard let value = NumberText.parse(text) else {
      throw ExpressionSyntaxError(
        message: "'\(text)' is no number\(NumberText.hint(for: text))", character: start + 1)
    }
    return .number(value.number)
  }

  private mutating func quoted(
    _ quote: Character
  ) throws(ExpressionSyntaxError) -> ExpressionToken.Kind {
    let start = next
    next += 1
    let text = take { $0 != quote }
    guard next < characters.count else {
      throw ExpressionSyntaxError(message: "a quote is not closed", character: start + 1)
    }
    next += 1
    return .text(text)
  }

  private mutating func take(while belongs: (Character) -> Bool) -> String {
    let taken = characters[next...].prefix(while: belongs)
    next += taken.count
    return String(taken)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  private static func isLetter(_ character: Character) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character) || character == "_"
  }
}
