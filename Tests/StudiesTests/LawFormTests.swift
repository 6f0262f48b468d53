import Testing

@testable import Studies

@Suite struct LawFormTests {
  @Test(arguments: [
    ("E + A * x^-a", ["x"]), ("E+A*flops^-a", ["flops"]),
    ("E + A * cost.multiply_adds^-a", ["cost.multiply_adds"]),
    ("E + A * depth^-a + B * width^-b", ["depth", "width"]),
    ("E + A * width^-a + B * depth^-b", ["width", "depth"]),
  ])
  func `the factors are those of the form, in its order`(text: String, factors: [String]) throws {
    let form = try LawForm(text)
    #expect(form.factors == factors)
    #expect(try LawForm(form.description) == form)
  }

  @Test(arguments: [
    "E + B * x^-b", "A * x^-a", "E + A * x^a", "E + A * x^-a + B * x^-b", "E + A * x^-2",
    "E + A * x^-a + B * y^-b + z",
  ])
  func `another form is refused`(text: String) {
    let error = #expect(throws: ExpressionError.self) { try LawForm(text) }
    #expect(
      error?.description
        == "'\(text)' is not a form that can be fitted; expected E + A * x^-a, or "
        + "E + A * u^-a + B * v^-b")
  }

  @Test func `a form that is no expression is told with the place`() {
    let error = #expect(throws: ExpressionError.self) { try LawForm("E + A * ^-a") }
    #expect(error?.description.hasPrefix("character 9 of 'E + A * ^-a': ") == true)
  }

  @Test func `an expression over columns knows their names alone`() throws {
    let expression = try StudyExpression(
      "flops * 1e9", columns: ["flops", "error"], place: "--x")
    #expect(try expression.number { _ in .number(2) } == 2e9)
    let error = #expect(throws: ExpressionError.self) {
      try StudyExpression("flop * 1e9", columns: ["flops", "error"], place: "--x")
    }
    #expect(error?.description == "in --x: unknown name 'flop'; did you mean 'flops'?")
    let syntax = #expect(throws: ExpressionError.self) {
      try StudyExpression("flops *", columns: ["flops"], place: "--x")
    }
    #expect(syntax?.description.hasPrefix("in --x, character 8 of 'flops *': ") == true)
  }
}
