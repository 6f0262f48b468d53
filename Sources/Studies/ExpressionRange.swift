// A condition over ranges: whether it holds wherever in them the values of its names may lie.

import Foundation

/// Whether a condition holds where its names' values are only known to lie in ranges.
public enum RangeTruth: Hashable, Sendable {
  /// For all values.
  case always
  /// For none.
  case never
  /// Perhaps for some and not for others.
  case sometimes
}

extension StudyExpression {
  /// Whether it holds for all values of its names within ranges, or for none.
  ///
  /// The ranges of parts are taken to be independent of each other, so that the answer may be `sometimes` where a name that
  /// occurs twice would decide; `always` and `never` are certain.
  ///
  /// - Throws: `ExpressionError` where a name has no range, or a part has no value everywhere in them.
  /// - Source: Moore 1966, "Interval Analysis".
  public func truth(
    over ranges: [String: ClosedRange<Double>]
  ) throws(ExpressionError) -> RangeTruth {
    try ExpressionRanges(ranges: ranges).truth(of: term)
  }

  /// Whether it states that two things are equal.
  public var isEquality: Bool {
    if case .comparison(.equal, _, _) = term { true } else { false }
  }
}

/// Evaluates terms over ranges.
private struct ExpressionRanges {
  let ranges: [String: ClosedRange<Double>]

  func truth(of term: ExpressionTerm) throws(ExpressionError) -> RangeTruth {
    switch term {
    case .boolean(let value): return value ? .always : .never
    case .not(let term):
      return switch try truth(of: term) {
      case .always: .never
      case .never: .always
      case .sometimes: .sometimes
      }
    case .and(let first, let second):
      let both = [try truth(of: first), try truth(of: second)]
      return both.contains(.never) ? .never : both.contains(.sometimes) ? .sometimes : .always
    case .or(let first, let second):
      let both = [try truth(of: first), try truth(of: second)]
      return both.contains(.always) ? .always : both.contains(.sometimes) ? .sometimes : .never
    case .comparison(let sign, let first, let second):
      return Self.compare(sign, try range(of: first), try range(of: second))
    case .membership(let element, among: .list(let elements)):
      let value = try range(of: element)
      var all: [RangeTruth] = []
      for candidate in elements {
        all.append(Self.compare(.equal, value, try range(of: candidate)))
      }
      return all.contains(.always) ? .always : all.contains(.sometimes) ? .sometimes : .never
    case .number, .text, .name, .list, .negative, .arithmetic, .call, .count, .membership:
      throw ExpressionError("a number or a word stands where a condition is wanted")
    }
  }

  private static func compare(
    _ sign: ComparisonOperator, _ a: ClosedRange<Double>, _ b: ClosedRange<Double>
  ) -> RangeTruth {
    func truth(_ always: Bool, _ never: Bool) -> RangeTruth {
      always ? .always : never ? .never : .sometimes
    }
    let isOne = a.lowerBound == a.upperBound && a == b
    let areApart = !a.overlaps(b)
    return switch sign {
    case .equal: truth(isOne, areApart)
    case .unequal: truth(areApart, isOne)
    case .less: truth(a.upperBound < b.lowerBound, a.lowerBound >= b.upperBound)
    case .lessOrEqual: truth(a.upperBound <= b.lowerBound, a.lowerBound > b.upperBound)
    case .greater: truth(a.lowerBound > b.upperBound, a.upperBound <= b.lowerBound)
    case .greaterOrEqual: truth(a.lowerBound >= b.upperBound, a.upperBound < b.lowerBound)
    }
  }

  func range(of term: ExpressionTerm) throws(ExpressionError) -> ClosedRange<Double> {
    switch term {
    case .number(let value): return value...value
    case .name(let name):
      guard let range = ranges[name] else {
        throw ExpressionError("'\(name)' has no value here")
      }
      return range
    case .negative(let term):
      let range = try range(of: term)
      return -range.upperBound ... -range.lowerBound
    case .arithmetic(let sign, let first, let second):
      return try arithmetic(sign, try range(of: first), try range(of: second))
    case .call(.choose, let arguments):
      let (yes, no) = (try range(of: arguments[1]), try range(of: arguments[2]))
      return switch try truth(of: arguments[0]) {
      case .always: yes
      case .never: no
      case .sometimes:
        try Self.hull([yes.lowerBound, yes.upperBound, no.lowerBound, no.upperBound])
      }
    case .call(let function, let arguments):
      var all: [ClosedRange<Double>] = []
      for argument in arguments { all.append(try range(of: argument)) }
      return try call(function, all)
    case .boolean, .text, .list, .not, .and, .or, .comparison, .membership, .count:
      throw ExpressionError("a condition or a word stands where a number is wanted")
    }
  }

  private func arithmetic(
    _ sign: ArithmeticOperator, _ a: ClosedRange<Double>, _ b: ClosedRange<Double>
  ) throws(ExpressionError) -> ClosedRange<Double> {
    let corners = [
      (a.lowerBound, b.lowerBound), (a.lowerBound, b.upperBound), (a.upperBound, b.lowerBound),
      (a.upperBound, b.upperBound),
    ]
    switch sign {
    case .plus: return try Self.hull(corners.map { $0 + $1 })
    case .minus: return try Self.hull(corners.map { $0 - $1 })
    case .times: return try Self.hull(corners.map { $0 * $1 })
    case .divided:
      guard !b.contains(0) else { throw ExpressionError("a divisor may be 0 in its interval") }
      return try Self.hull(corners.map { $0 / $1 })
    case .power:
      guard a.lowerBound > 0 else {
        throw ExpressionError("the base of a power may be 0 or less in its interval")
      }
      // Monotone in base and exponent alike, so the ends lie at corners; a base of 1 between them gives 1.
      let one = a.contains(1) ? [1.0] : []
      return try Self.hull(corners.map { pow($0, $1) } + one)
    }
  }

  private func call(
    _ function: ExpressionFunction, _ arguments: [ClosedRange<Double>]
  ) throws(ExpressionError) -> ClosedRange<Double> {
    let (low, high) = (arguments.map(\.lowerBound), arguments.map(\.upperBound))
    switch function {
    case .min: return (low.min() ?? 0)...(high.min() ?? 0)
    case .max: return (low.max() ?? 0)...(high.max() ?? 0)
    case .round:
      return low[0].rounded(.toNearestOrAwayFromZero)...high[0].rounded(.toNearestOrAwayFromZero)
    case .floor: return low[0].rounded(.down)...high[0].rounded(.down)
    case .ceil: return low[0].rounded(.up)...high[0].rounded(.up)
    case .log, .sqrt:
      guard low[0] > 0 || (function == .sqrt && low[0] == 0) else {
        throw ExpressionError("\(function.rawValue) of what may be below 0 in its interval")
      }
      return try Self.hull([low[0], high[0]].map { function == .log ? log($0) : $0.squareRoot() })
    case .choose: return arguments[0]
    }
  }

  /// The smallest range that holds some values.
  private static func hull(_ values: [Double]) throws(ExpressionError) -> ClosedRange<Double> {
    guard values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max() else {
      throw ExpressionError("a part is not finite everywhere in the intervals")
    }
    return low...high
  }
}
