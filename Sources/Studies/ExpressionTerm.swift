// An expression as a tree.

/// A part of an expression.
indirect enum ExpressionTerm: Hashable, Sendable {
  case number(Double)
  case boolean(Bool)
  case text(String)
  case name(String)
  case list([ExpressionTerm])
  case negative(ExpressionTerm)
  case not(ExpressionTerm)
  case arithmetic(ArithmeticOperator, ExpressionTerm, ExpressionTerm)
  case comparison(ComparisonOperator, ExpressionTerm, ExpressionTerm)
  case membership(ExpressionTerm, among: ExpressionTerm)
  case and(ExpressionTerm, ExpressionTerm)
  case or(ExpressionTerm, ExpressionTerm)
  case call(ExpressionFunction, [ExpressionTerm])
  /// The number of points at which a condition holds; of all points without one.
  case count(ExpressionTerm?)
}

enum ArithmeticOperator: String, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divided = "/"
  case power = "^"
}

enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

enum ExpressionFunction: String, CaseIterable, Sendable {
  case min, max, round, floor, ceil, log, sqrt
  case choose = "if"

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .min, .max: 1...1_000
    case .round, .floor, .ceil, .log, .sqrt: 1...1
    case .choose: 3...3
    }
  }

  /// Its use, for messages.
  var usage: String {
    switch self {
    case .min, .max: "\(rawValue)(a, b, ...)"
    case .round, .floor, .ceil, .log, .sqrt: "\(rawValue)(a)"
    case .choose: "if(condition, a, b)"
    }
  }
}

extension ExpressionTerm {
  /// Its direct parts.
  private var parts: [ExpressionTerm] {
    switch self {
    case .number, .boolean, .text, .name, .count(nil): []
    case .list(let parts), .call(_, let parts): parts
    case .negative(let part), .not(let part), .count(.some(let part)): [part]
    case .arithmetic(_, let first, let second), .comparison(_, let first, let second),
      .membership(let first, among: let second), .and(let first, let second),
      .or(let first, let second):
      [first, second]
    }
  }

  /// This term and every term inside it.
  var descendants: [ExpressionTerm] { [self] + parts.flatMap(\.descendants) }

  /// The names it mentions, sorted.
  var names: [String] {
    let names = descendants.compactMap { term in
      if case .name(let name) = term { name } else { nil }
    }
    return Set(names).sorted()
  }
}

extension ExpressionTerm {
  /// The same term with names replaced: by what `replacement` gives, or kept where it gives nil.
  func replacingNames(_ replacement: (String) -> ExpressionTerm?) -> ExpressionTerm {
    func replaced(_ term: ExpressionTerm) -> ExpressionTerm { term.replacingNames(replacement) }
    return switch self {
    case .number, .boolean, .text, .count(nil): self
    case .name(let name): replacement(name) ?? self
    case .list(let parts): .list(parts.map(replaced))
    case .call(let function, let parts): .call(function, parts.map(replaced))
    case .negative(let part): .negative(replaced(part))
    case .not(let part): .not(replaced(part))
    case .count(.some(let part)): .count(replaced(part))
    case .arithmetic(let sign, let first, let second):
      .arithmetic(sign, replaced(first), replaced(second))
    case .comparison(let sign, let first, let second):
      .comparison(sign, replaced(first), replaced(second))
    case .membership(let first, among: let second):
      .membership(replaced(first), among: replaced(second))
    case .and(let first, let second): .and(replaced(first), replaced(second))
    case .or(let first, let second): .or(replaced(first), replaced(second))
    }
  }
}
