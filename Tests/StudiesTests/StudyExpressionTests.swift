import Testing

@testable import Studies

@Suite struct StudyExpressionTests {
  static let values: [String: ExpressionValue] = [
    "a": .number(2), "b.c": .number(0.5), "flag": .boolean(true), "word": .text("sgd"),
    "scale": .labels(["depth", "width"]),
  ]

  static func value(_ text: String) throws -> ExpressionValue {
    try StudyExpression(text).value { values[$0] }
  }

  @Test(
    arguments: zip(
      [
        "1 + 2 * 3", "2 - 3 - 4", "-2^2", "2^3^2", "2^-1", "(1 + 2) * 3", "8 / 4 / 2", "a * b.c",
        "min(3, 1, 2)", "max(a, 1)", "round(2.5)", "round(-2.5)", "floor(-0.5)", "ceil(0.2)",
        "log(1)", "sqrt(16)", "if(flag, 1, log(0))", "1e3", "--1", "4e-5 * 1e5",
      ],
      [7, -5, -4, 512, 0.5, 9, 1, 1, 1, 2, 3, -3, -1, 1, 0, 4, 1, 1_000, 1, 4.0]))
  func `arithmetic follows the usual precedence`(text: String, expected: Double) throws {
    #expect(try Self.value(text) == .number(expected))
  }

  @Test(
    arguments: zip(
      [
        "1 < 2 and 2 <= 2", "1 == 1.0", "a in [1, 2]", "a not in [1, 2]", "not a == 2",
        "word == 'sgd' or log(0) > 1", "false and log(0) > 1", "scale == 'depth'",
        "scale == 'width'", "scale != 'compound'", "'width' in ['depth']", "scale in ['width']",
        "1 + 1 == 2 and not false", "[1, 2] == [1, 2]", "true or false and false",
      ],
      [
        true, true, true, false, false, true, false, true, true, true, false, true, true, true,
        true,
      ]))
  func `conditions compare by value and stop early`(text: String, expected: Bool) throws {
    #expect(try Self.value(text) == .boolean(expected))
  }

  @Test(
    arguments: zip(
      [
        "1 / 0", "log(0)", "sqrt(-1)", "0 / 0", "10^400", "missing + 1", "word + 1", "flag < 1",
        "word == 1", "not 1", "1 in 2", "if(1, 2, 3)",
      ],
      [
        "1 / 0 is not a finite number", "log(0) is not a finite number",
        "sqrt(-1) is not a finite number", "0 / 0 is not a finite number",
        "10 ^ 400 is not a finite number", "'missing' has no value here",
        "'+' wants numbers, found the word 'sgd'", "'<' wants numbers, found true and the number 1",
        "the word 'sgd' cannot be compared with the number 1",
        "'not' wants conditions, found the number 1", "'in' wants a list, found the number 2",
        "'if' wants conditions, found the number 1",
      ]))
  func `what has no value says why`(text: String, expected: String) throws {
    let error = try #require(#expect(throws: ExpressionError.self) { try Self.value(text) })
    #expect(error.description == expected)
  }

  @Test(
    arguments: zip(
      [
        "", "1 +", "(1", "1 2", "1 < 2 < 3", "a = 1", "a & b", "foo(1)", "log(1, 2)", "count(1, 2)",
        "'open", "[1, 2", "1_000", "010", "1.", "and", "1 in", "2 not 3",
      ],
      [
        "1: found the end, expected a value", "4: found the end, expected a value",
        "3: found the end, expected ')'", "3: found '2', expected an operator or the end",
        "7: comparisons do not chain; join two with 'and'", "3: '=' does not compare; write '=='",
        "3: '&' has no meaning",
        "1: unknown function 'foo'; expected one of min, max, round, floor, ceil, log, sqrt, if, "
          + "count",
        "1: 2 arguments; use as log(a)", "1: use as count() or count(condition)",
        "1: a quote is not closed", "6: found the end, expected ',' or ']'",
        "1: '1_000' is no number; numbers have no '_'",
        "1: '010' is no number; numbers have no leading zero", "1: '1.' is no number",
        "1: found 'and', expected a value", "5: found the end, expected a value",
        "3: found 'not', expected an operator or the end",
      ]))
  func `what cannot be read says at which character`(text: String, expected: String) throws {
    let error = try #require(
      #expect(throws: ExpressionSyntaxError.self) { try StudyExpression(text) })
    #expect("\(error.character): \(error.message)" == expected)
  }

  @Test(arguments: ["(", "[", "2^", "not ", "-", "log(", "1 + "])
  func `deep nesting ends in an error or a value`(part: String) {
    let text = String(repeating: part, count: 400) + "1"
    #expect(throws: Never.self) { _ = try? StudyExpression(text).value { _ in nil } }
    #expect(throws: ExpressionSyntaxError.self) {
      try StudyExpression(String(repeating: part, count: 3_000) + "1")
    }
  }

  @Test func `names are listed once, sorted`() throws {
    #expect(try StudyExpression("b + a * b + count(c == 1)").names == ["a", "b", "c"])
  }
}
