import Studies
import Testing

/// Conditions over intervals.
@Suite struct ExpressionRangeTests {
  private static let ranges = ["a": 0.2...0.4, "b": -1.0...1.0, "c": 2.0...2.0]

  @Test(
    arguments: [
      ("a > 0", RangeTruth.always), ("a > 0.4", .never), ("a > 0.3", .sometimes),
      ("a >= 0.4", .sometimes), ("a < 0.2", .never), ("a <= 0.2", .sometimes),
      ("a < 0.5", .always), ("c == 2", .always), ("c != 2", .never), ("a == 0.5", .never),
      ("a == 0.3", .sometimes), ("a != 0.5", .always), ("a in [0.5, 0.6]", .never),
      ("a in [0.3, 0.6]", .sometimes), ("c in [1, 2]", .always), ("a < b", .sometimes),
      ("a - 1 < 0 and c > 1", .always), ("a > 1 or b > 1", .never),
      ("a > 1 or b > 0", .sometimes), ("not a > 1", .always), ("not b > 0", .sometimes),
      ("a * b < 0.5", .always), ("c / a >= 5", .always), ("c ^ a > 1", .always),
      ("-a < 0", .always), ("log(a) < 0", .always), ("sqrt(a) < 0.7", .always),
      ("min(a, b) <= 0.4", .always), ("max(a, b) > -2", .always), ("round(a) == 0", .always),
      ("floor(a) == 0 and ceil(a) == 1", .always), ("if(b > 0, a, c) > 0.1", .always),
      ("if(c > 1, a, c) < 1", .always), ("if(c < 1, a, c) < 1", .never), ("true", .always),
      ("false", .never),
    ])
  func `a condition holds everywhere, nowhere or in parts`(text: String, expected: RangeTruth)
    throws
  {
    #expect(try StudyExpression(parsing: text).truth(over: Self.ranges) == expected)
  }

  /// Against the condition itself at many places of its box.
  @Test(arguments: ["a * b + a < 0.9", "b ^ 2 < 2 or a > b", "max(a, -b) / c < 0.6", "a - b > a"])
  func `what is certain holds at every place tried`(text: String) throws {
    let expression = try StudyExpression(parsing: text.replacing("b ^ 2", with: "b * b"))
    let truth = try expression.truth(over: Self.ranges)
    for i in 0...20 {
      for j in 0...20 {
        let values = ["a": 0.2 + 0.01 * Double(i), "b": -1 + 0.1 * Double(j), "c": 2]
        let holds = try expression.holds { values[$0].map { .number($0) } }
        if truth == .always { #expect(holds) }
        if truth == .never { #expect(!holds) }
      }
    }
  }

  @Test(
    arguments: zip(
      ["d > 0", "1 / b > 0", "b ^ 2 > 0", "log(b) > 0", "a + 1", "'word' == 'word'"],
      [
        "'d' has no value here", "a divisor may be 0 in its interval",
        "the base of a power may be 0 or less in its interval",
        "log of what may be below 0 in its interval",
        "a number or a word stands where a condition is wanted",
        "a condition or a word stands where a number is wanted",
      ]))
  func `what has no value somewhere is an error`(text: String, message: String) throws {
    let expression = try StudyExpression(parsing: text)
    let error = #expect(throws: ExpressionError.self) { try expression.truth(over: Self.ranges) }
    #expect(error?.description == message)
  }

  @Test func `an equality is told from other conditions`() throws {
    #expect(try StudyExpression(parsing: "a == 1").isEquality)
    #expect(try !StudyExpression(parsing: "a > 1").isEquality)
    #expect(try !StudyExpression(parsing: "a == 1 or a == 2").isEquality)
  }
}
