import Testing

@testable import Studies

/// What became of a point.
@Suite struct PointSearchTests {
  static let text = """
    groups:
      scale:
        depth: {axes: {model.depth: [8, 14, 20]}}
        width: {axes: {model.width: [1, 2]}}
    axes:
      drop: {set: regularize.stochastic_depth, values: [0.1, 0.2]}
    when: {regularize.stochastic_depth: model.depth == 20}
    constraints:
      - {drop: scale == 'width' and model.width == 2, why: too wide}
    subsets:
      deep: {where: model.depth > 8}
    """

  static func story(_ point: String, subset: String? = nil) throws -> String {
    try TestStudy.study(text, subset: subset).whyNot(point)
  }

  @Test func `a removed point names its rule`() throws {
    #expect(
      try Self.story("model.width=2") == """
        2 combinations of the grid: model.width = 2.0
        2 combinations removed by 'drop scale == 'width' and model.width == 2' (line 16): too wide
          scale = width, model.depth = 8, model.width = 2.0, drop = 0.0
          scale = width, model.depth = 8, model.width = 2.0, drop = 0.0
        """)
  }

  @Test func `a point that is there is told with what it is one with`() throws {
    let study = try TestStudy.study(Self.text)
    #expect(
      try study.whyNot("scale=width, model.width = 1 drop=0.2") == """
        1 combination of the grid: scale = width, model.width = 1.0, regularize.stochastic_depth = 0.2
        point \(study.points[0].id): scale = width, model.depth = 8, model.width = 1.0, drop = 0.2
          by 'override', 'when' or 'derive' it is scale = width, model.depth = 8, model.width = 1.0, drop = 0.0
          one point with scale = depth, model.depth = 8, model.width = 1.0, drop = 0.1 and 2 more
        """)
    #expect(
      try study.whyNot("depth=20,drop=0.1") == """
        1 combination of the grid: model.depth = 20, regularize.stochastic_depth = 0.1
        point \(study.points[2].id): scale = depth, model.depth = 20, model.width = 1.0, drop = 0.1
        """)
  }

  @Test func `a combination that is not in the grid is told with the nearest`() throws {
    let study = try TestStudy.study(Self.text)
    #expect(
      try study.whyNot("depth=19,drop=0.2") == """
        No combination of the grid has model.depth = 19.
        The nearest is this:
        point \(study.points[3].id): scale = depth, model.depth = 20, model.width = 1.0, drop = 0.2
        """)
    #expect(
      try study.whyNot("depth=14,width=2").hasPrefix(
        "No combination of the grid has all of model.depth = 14, model.width = 2.0.\n"))
  }

  @Test func `an identity is found among points and among what was removed`() throws {
    let study = try TestStudy.study(Self.text)
    let id = study.points[1].id
    #expect(try study.whyNot(id).hasPrefix("point \(id): scale = depth, model.depth = 14"))
    #expect(try study.whyNot(String(id.prefix(8))) == study.whyNot(id))
    let wide = try TestStudy.study("axes: {w: {set: model.width, values: [2]}}\n").points[0].id
    #expect(
      try study.whyNot(wide).hasPrefix(
        "2 combinations removed by 'drop scale == 'width' and model.width == 2' (line 16)"))
    #expect(
      try study.whyNot("0123456789abcdef") == """
        No combination of the grid has the identity 0123456789abcdef, and none that a rule removed had it.
        """)
  }

  @Test func `a point outside of a subset is told so`() throws {
    #expect(
      try Self.story("depth=8,width=1,drop=0.1", subset: "deep") == """
        2 combinations of the grid: model.depth = 8, model.width = 1.0, regularize.stochastic_depth = 0.1
        2 combinations not in the subset 'deep', where model.depth > 8
          scale = depth, model.depth = 8, model.width = 1.0, drop = 0.0
          scale = width, model.depth = 8, model.width = 1.0, drop = 0.0
        """)
  }

  @Test(arguments: [
    ("dept=8", "'dept' is no axis, group or setting of the study"),
    ("drap=0.1", "'drap' is no axis, group or setting of the study; did you mean 'drop'?"),
    ("model.depth=x", "'model.depth' is 'x'; expected a whole number from 1 to 10000"),
    ("scale=high", "'high' is no alternative of 'scale'; expected one of depth, width"),
    (
      "hello",
      "'hello' describes no point; expected settings such as model.depth=50,epochs=10, or an identity of 16 hexadecimal digits"
    ),
    ("", "the description is empty; expected settings or an identity"),
  ])
  func `a description that says nothing is an error`(text: String, message: String) throws {
    let study = try TestStudy.study(Self.text)
    let error = #expect(throws: PointQuestionError.self) { try study.whyNot(text) }
    #expect(error?.description == message)
  }
}
