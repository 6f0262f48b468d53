import Testing

@testable import Studies

/// Rules that say nothing, and rules that contradict each other.
@Suite struct DeadRulesTests {
  static func errors(_ constraints: String) -> String {
    TestStudy.errors(StudyRulesTests.depths + "constraints:\n" + constraints)
  }

  @Test func `rules that together leave nothing are named`() {
    #expect(
      Self.errors(
        """
          - {keep: depth <= 14, why: a}
          - {keep: resolution == 16, why: b}
          - {keep: depth > 14, why: c}
        """) == """
          probe.yaml:14:12: the rule 'keep' leaves no point (depth > 14): the 2 points at which it holds went by 'keep depth <= 14' (12:12), so they contradict each other; mend one
          """)
    #expect(
      Self.errors("  - {drop: depth <= 14, why: a}\n  - {drop: depth > 14, why: b}\n") == """
        probe.yaml:13:12: the constraints up to here leave no point
        """)
  }

  @Test func `a rule that comes too late names the one before it`() {
    #expect(
      Self.errors("  - {drop: depth <= 14, why: a}\n  - {drop: depth == 8, why: b}\n") == """
        probe.yaml:13:12: the rule 'drop' matches no point (depth == 8): the 2 points at which it holds went by 'drop depth <= 14' (12:12) already; remove it
        """)
  }

  @Test func `a count that is another is told`() {
    #expect(
      Self.errors("  - {expect: count() == 7 and count(depth > 8) == 4}\n")
        == "probe.yaml:12:14: expected count() == 7 and count(depth > 8) == 4, found 6 and 4")
  }

  @Test func `an alternative whose points are all another's adds nothing`() {
    #expect(
      TestStudy.errors(
        """
        groups:
          scale:
            depth: {axes: {model.depth: [8, 14]}}
            same: {zip: {model.depth: [8], model.width: [1]}}
            wide: {axes: {model.width: [1, 2]}}
        """) == """
          probe.yaml:11:5: 'groups.scale.same' adds no point: all of its points are those of 'depth' too; change it or remove it
          """)
  }

  @Test func `a row given twice is an error`() {
    #expect(
      TestStudy.errors(
        """
        groups:
          scale:
            both: {zip: {model.depth: [8, 14, 8.0], model.width: [1, 1, 1e0]}}
        """) == """
          probe.yaml:10:39: 'groups.scale.both.zip' gives model.depth: 8, model.width: 1.0 twice; remove one
          """)
  }
}
