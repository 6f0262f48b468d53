// A small expression without effects: what a study file may compute.

public import Documents

/// An expression of a study file: arithmetic, comparison, `and or not in`, a few functions, names.
public struct StudyExpression: Hashable, Sendable, CustomStringConvertible {
  /// The text as it stands in the file.
  public let description: String
  /// Where it stands in the file.
  public let position: SourcePosition
  let term: ExpressionTerm

  init(_ text: String, at position: SourcePosition = .start) throws(ExpressionSyntaxError) {
    description = text
    self.position = position
    term = try ExpressionParser.parse(text)
  }

  /// An expression that stands in no study file.
  ///
  /// - Throws: An error that says where the text is no expression.
  public init(parsing text: String) throws {
    try self.init(text)
  }

  init(_ description: String, at position: SourcePosition, term: ExpressionTerm) {
    (self.description, self.position, self.term) = (description, position, term)
  }

  /// The names it mentions: paths, axes, groups, costs and metrics, sorted.
  public var names: [String] { term.names }

  /// Its value where `lookup` gives the value of each name.
  ///
  /// - Throws: `ExpressionError` where a name has no value, types do not fit, or a number is not
  /// finite.
  public func value(
    _ lookup: @escaping (String) -> ExpressionValue?
  ) throws(ExpressionError) -> ExpressionValue {
    try ExpressionEvaluation(lookup: lookup).value(of: term)
  }

  /// Its value as a number.
  ///
  /// - Throws: `ExpressionError`, also where it is no number.
  public func number(
    _ lookup: @escaping (String) -> ExpressionValue?
  ) throws(ExpressionError) -> Double {
    let value = try value(lookup)
    guard case .number(let number) = value else {
      throw ExpressionError("'\(description)' is \(value.found); expected a number")
    }
    return number
  }

  /// Its value as a condition.
  ///
  /// - Throws: `ExpressionError`, also where it is neither true nor false.
  public func holds(
    _ lookup: @escaping (String) -> ExpressionValue?
  ) throws(ExpressionError) -> Bool {
    let value = try value(lookup)
    guard case .boolean(let holds) = value else {
      throw ExpressionError("'\(description)' is \(value.found); expected a condition")
    }
    return holds
  }
}

/// An expression that has no value.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which part has no value, and why.
  public let description: String

  init(_ description: String) { self.description = description }
}
