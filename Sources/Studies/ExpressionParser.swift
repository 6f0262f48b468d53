// From tokens to a tree, by precedence: or, and, not, comparison, + -, * /, sign, ^.

/// Parses one expression.
struct ExpressionParser {
  private static let lengthLimit = 2_000
  private static let nestingLimit = 50

  private let tokens: [ExpressionToken]
  private var next = 0
  private var depth = 0

  /// The tree of an expression's text.
  static func parse(_ text: String) throws(ExpressionSyntaxError) -> ExpressionTerm {
    guard text.utf8.count <= lengthLimit else {
      throw ExpressionSyntaxError(
        message: "more than \(lengthLimit) characters; write a shorter expression", character: 1)
    }
    var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text))
    let term = try parser.disjunction()
    guard parser.token.kind == .end else {
      throw parser.unexpected(expected: "an operator or the end")
    }
    return term
  }

  private init(tokens: [ExpressionToken]) { self.tokens = tokens }

  private var token: ExpressionToken { tokens[min(next, tokens.count - 1)] }

  private mutating func disjunction() throws(ExpressionSyntaxError) -> ExpressionTerm {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      throw ExpressionSyntaxError(
        message: "nested more than \(Self.nestingLimit) deep", character: token.character)
    }
    var term = try conjunction()
    while take(.word("or")) { term = .or(term, try conjunction()) }
    return term
  }

  private mutating func conjunction() throws(ExpressionSyntaxError) -> ExpressionTerm {
    var term = try negation()
    while take(.word("and")) { term = .and(term, try negation()) }
    return term
  }

  private mutating func negation() throws(ExpressionSyntaxError) -> ExpressionTerm {
    var isNegated = false
    while take(.word("not")) { isNegated.toggle() }
    let term = try comparison()
    return isNegated ? .not(term) : term
  }

  private mutating func comparison() throws(ExpressionSyntaxError) -> ExpressionTerm {
    let first = try sum()
    guard let term = try comparison(of: first) else { return first }
    if comparisonSign != nil {
      throw ExpressionSyntaxError(
        message: "comparisons do not chain; join two with 'and'", character: token.character)
    }
    return term
  }

  private mutating func comparison(
    of first: ExpressionTerm
  ) throws(ExpressionSyntaxError) -> ExpressionTerm? {
    if let sign = comparisonSign {
      next += 1
      return .comparison(sign, first, try sum())
    }
    if take(.word("in")) { return .membership(first, among: try sum()) }
    guard token.kind == .word("not"), next + 1 < tokens.count, tokens[next + 1].kind == .word("in")
    else { return nil }
    next += 2
    return .not(.membership(first, among: try sum()))
  }

  private var comparisonSign: ComparisonOperator? {
    if case .sign(let sign) = token.kind { ComparisonOperator(rawValue: sign) } else { nil }
  }

  private mutating func sum() throws(ExpressionSyntaxError) -> ExpressionTerm {
    var term = try product()
    while let sign = takeSign(of: [.plus, .minus]) {
      term = .arithmetic(sign, term, try product())
    }
    return term
  }

  private mutating func product() throws(ExpressionSyntaxError) -> ExpressionTerm {
    var term = try signed()
    while let sign = takeSign(of: [.times, .divided]) {
      term = .arithmetic(sign, term, try signed())
    }
    return term
  }

  private mutating func signed() throws(ExpressionSyntaxError) -> ExpressionTerm {
    var isNegative = false
    while take(.sign("-")) { isNegative.toggle() }
    let term = try power()
    return isNegative ? .negative(term) : term
  }

  /// Binds closer than a sign before it, and from the right: `-2^2` is -4, `x^-a` takes a signed
  /// exponent.
  private mutating func power() throws(ExpressionSyntaxError) -> ExpressionTerm {
    let base = try primary()
    guard take(.sign("^")) else { return base }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.nestingLimit else {
      throw ExpressionSyntaxError(
        message: "nested more than \(Self.nestingLimit) deep", character: token.character)
    }
    return .arithmetic(.power, base, try signed())
  }

  private mutating func primary() throws(ExpressionSyntaxError) -> ExpressionTerm {
    let found = token
    switch found.kind {
    case .number(let value):
      next += 1
      return .number(value)
    case .text(let value):
      next += 1
      return .text(value)
    case .sign("("):
      next += 1
      let term = try disjunction()
      guard take(.sign(")")) else { throw unexpected(expected: "')'") }
      return term
    case .sign("["):
      next += 1
      return .list(try elements(until: "]"))
    case .word(let word) where !["and", "or", "not", "in"].contains(word):
      next += 1
      return try named(word, at: found)
    case .word, .sign, .end:
      throw unexpected(expected: "a value")
    }
  }

  private mutating func named(
    _ word: String, at found: ExpressionToken
  ) throws(ExpressionSyntaxError) -> ExpressionTerm {
    if word == "true" || word == "false" { return .boolean(word == "true") }
    guard take(.sign("(")) else { return .name(word) }
    let arguments = try elements(until: ")")
    if word == "count" {
      guard arguments.count <= 1 else {
        throw ExpressionSyntaxError(
          message: "use as count() or count(condition)", character: found.character)
      }
      return .count(arguments.first)
    }
    guard let function = ExpressionFunction(rawValue: word) else {
      let known = ExpressionFunction.allCases.map(\.rawValue) + ["count"]
      throw ExpressionSyntaxError(
        message: "unknown function '\(word)'; expected one of \(known.joined(separator: ", "))",
        character: found.character)
    }
    guard function.arity.contains(arguments.count) else {
      throw ExpressionSyntaxError(
        message: "\(arguments.count) arguments; use as \(function.usage)",
        character: found.character)
    }
    return .call(function, arguments)
  }

  private mutating func elements(
    until closing: String
  ) throws(ExpressionSyntaxError) -> [ExpressionTerm] {
    if take(.sign(closing)) { return [] }
    var elements = [try disjunction()]
    while take(.sign(",")) { elements.append(try disjunction()) }
    guard take(.sign(closing)) else { throw unexpected(expected: "',' or '\(closing)'") }
    return elements
  }

  private mutating func take(_ kind: ExpressionToken.Kind) -> Bool {
    guard token.kind == kind else { return false }
    next += 1
    return true
  }

  private mutating func takeSign(of operators: [ArithmeticOperator]) -> ArithmeticOperator? {
    guard let sign = operators.first(where: { token.kind == .sign($0.rawValue) }) else {
      return nil
    }
    next += 1
    return sign
  }

  private func unexpected(expected: String) -> ExpressionSyntaxError {
    ExpressionSyntaxError(
      message: "found \(token.found), expected \(expected)", character: token.character)
  }
}
