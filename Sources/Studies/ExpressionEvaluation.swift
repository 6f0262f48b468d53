// The value of an expression, given the values of its names.

import Foundation

/// Computes with the values that a lookup gives.
struct ExpressionEvaluation {
  let lookup: (String) -> ExpressionValue?
  /// What each `count` in it comes to.
  var counts: [ExpressionTerm: Int] = [:]

  func value(of term: ExpressionTerm) throws(ExpressionError) -> ExpressionValue {
    switch term {
    case .number(let value): return .number(value)
    case .boolean(let value): return .boolean(value)
    case .text(let value): return .text(value)
    case .name(let name):
      guard let value = lookup(name) else { throw ExpressionError("'\(name)' has no value here") }
      return value
    case .list(let terms):
      var values: [ExpressionValue] = []
      for term in terms { values.append(try value(of: term)) }
      return .list(values)
    case .negative(let term): return .number(-(try number(term, for: "-")))
    case .arithmetic(let sign, let first, let second):
      return .number(try arithmetic(sign, first, second))
    case .call(.choose, let arguments):
      return try value(of: try condition(arguments[0], for: "if") ? arguments[1] : arguments[2])
    case .call(let function, let arguments): return .number(try call(function, arguments))
    case .count:
      guard let count = counts[term] else { throw ExpressionError("there are no points to count") }
      return .number(Double(count))
    case .not, .and, .or, .comparison, .membership: return .boolean(try truth(of: term))
    }
  }

  private func truth(of term: ExpressionTerm) throws(ExpressionError) -> Bool {
    switch term {
    case .not(let term): !(try condition(term, for: "not"))
    case .and(let first, let second):
      try condition(first, for: "and") ? try condition(second, for: "and") : false
    case .or(let first, let second):
      try condition(first, for: "or") ? true : try condition(second, for: "or")
    case .comparison(let sign, let first, let second):
      try compare(sign, try value(of: first), try value(of: second))
    case .membership(let element, among: let list):
      try contains(try value(of: list), try value(of: element))
    case .number, .boolean, .text, .name, .list, .negative, .arithmetic, .call, .count:
      try condition(term, for: "a condition")
    }
  }

  private func arithmetic(
    _ sign: ArithmeticOperator, _ first: ExpressionTerm, _ second: ExpressionTerm
  ) throws(ExpressionError) -> Double {
    let (left, right) = (
      try number(first, for: sign.rawValue), try number(second, for: sign.rawValue)
    )
    let result =
      switch sign {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .divided: left / right
      case .power: pow(left, right)
      }
    let text = [left, right].map(ExpressionValue.plain).joined(separator: " \(sign.rawValue) ")
    return try finite(result, of: text)
  }

  private func call(
    _ function: ExpressionFunction, _ terms: [ExpressionTerm]
  ) throws(ExpressionError) -> Double {
    var arguments: [Double] = []
    for term in terms { arguments.append(try number(term, for: function.rawValue)) }
    let first = arguments[0]
    let result =
      switch function {
      case .min: arguments.min() ?? first
      case .max: arguments.max() ?? first
      case .round: first.rounded(.toNearestOrAwayFromZero)
      case .floor: first.rounded(.down)
      case .ceil: first.rounded(.up)
      case .log: log(first)
      case .sqrt: first.squareRoot()
      case .choose: first
      }
    let list = arguments.map(ExpressionValue.plain).joined(separator: ", ")
    return try finite(result, of: "\(function.rawValue)(\(list))")
  }

  private func finite(_ value: Double, of text: String) throws(ExpressionError) -> Double {
    guard value.isFinite else { throw ExpressionError("\(text) is not a finite number") }
    return value
  }

  private func number(_ term: ExpressionTerm, for use: String) throws(ExpressionError) -> Double {
    let value = try value(of: term)
    guard case .number(let number) = value else {
      throw ExpressionError("'\(use)' wants numbers, found \(value.found)")
    }
    return number
  }

  private func condition(_ term: ExpressionTerm, for use: String) throws(ExpressionError) -> Bool {
    let value = try value(of: term)
    guard case .boolean(let truth) = value else {
      throw ExpressionError("'\(use)' wants conditions, found \(value.found)")
    }
    return truth
  }
}

// Comparison.

extension ExpressionEvaluation {
  private func compare(
    _ sign: ComparisonOperator, _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(ExpressionError) -> Bool {
    switch sign {
    case .equal: return try areEqual(left, right)
    case .unequal: return !(try areEqual(left, right))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    guard case .number(let first) = left, case .number(let second) = right else {
      throw ExpressionError(
        "'\(sign.rawValue)' wants numbers, found \(left.found) and \(right.found)")
    }
    return switch sign {
    case .less: first < second
    case .lessOrEqual: first <= second
    case .greater: first > second
    case .greaterOrEqual, .equal, .unequal: first >= second
    }
  }

  private func areEqual(
    _ left: ExpressionValue, _ right: ExpressionValue
  ) throws(ExpressionError) -> Bool {
    switch (left, right) {
    case (.labels(let labels), .text(let word)), (.text(let word), .labels(let labels)):
      labels.contains(word)
    case (.number, .number), (.boolean, .boolean), (.text, .text), (.list, .list),
      (.labels, .labels):
      left == right
    case (.number, _), (.boolean, _), (.text, _), (.list, _), (.labels, _):
      throw ExpressionError("\(left.found) cannot be compared with \(right.found)")
    }
  }

  private func contains(
    _ list: ExpressionValue, _ element: ExpressionValue
  ) throws(ExpressionError) -> Bool {
    guard case .list(let elements) = list else {
      throw ExpressionError("'in' wants a list, found \(list.found)")
    }
    for candidate in elements where try areEqual(element, candidate) { return true }
    return false
  }
}
