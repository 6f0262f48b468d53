import Configuration
import Testing

@testable import Studies

/// Studies over scaling rules.
@Suite struct ScaledPointsTests {
  static let rules = """
    groups:
      rule:
        depth: {axes: {scaling.rule: [depth], scaling.factor: [1, 4]}}
        resolution: {axes: {scaling.rule: [resolution], scaling.factor: [1, 4]}}

    """

  @Test func `the base network is one point with the labels of all rules`() throws {
    let study = try TestStudy.study(Self.rules)
    #expect(
      study.points.map { $0.labels["rule"] } == [
        ["depth", "resolution"], ["depth"], ["resolution"],
      ])
    #expect(
      study.points.map { $0.value(of: "scaling.rule") } == [
        .text("none"), .text("depth"), .text("resolution"),
      ])
    #expect(study.points.map { number("scaling.factor", $0) } == [1, 4, 4])
    #expect(study.points.map(\.configuration.data.resolution) == [32, 32, 64])
    #expect(study.points.map { number("data.resolution", $0) } == [32, 32, 32])
  }

  @Test func `rules of a study see the scaled resolution and the canonical rule`() throws {
    let large = try TestStudy.study(
      Self.rules + "constraints: [{keep: cost.resolution > 32, why: large images}]\n")
    #expect(large.points.map { $0.labels["rule"] } == [["resolution"]])
    let scaled = try TestStudy.study(
      Self.rules + "constraints: [{drop: scaling.rule == none, why: the base is known}]\n")
    #expect(scaled.points.count == 2)
    #expect(scaled.removed.map(\.count) == [1])
  }

  @Test func `a subset can scale what the study does not`() throws {
    let subset = "subsets: {small: {where: rule == depth, set: {scaling.factor: 0.25}}}\n"
    let study = try TestStudy.study(Self.rules + subset, subset: "small")
    #expect(study.points.map { number("scaling.factor", $0) } == [0.25])
  }

  @Test func `a frontier and a table can go by the scaled resolution`() throws {
    let study = try TestStudy.study(
      Self.rules + """
        measure: {top1: {metric: validation.top1}}
        fits: {best: {frontier: cost.resolution, x: cost.multiply_adds, y: 1 - top1}}
        tables:
          sides: {rows: [rule, cost.resolution], cell: mean(top1)}
          pixels: {rows: [rule], cell: cost.resolution}
        """)
    guard case .frontier(let rule) = study.fits[0].kind else {
      Issue.record("the fit is of another kind")
      return
    }
    #expect(rule.setting == "cost.resolution")
    #expect(study.tables[0].rows == ["rule", "cost.resolution"])
    #expect(study.tables[1].cell == .cost("cost.resolution"))
  }

  @Test func `a scaling that cannot be done is told where it stands`() {
    #expect(
      TestStudy.errors("axes: {rule: {set: scaling.rule, values: [none, fast]}}\n") == """
        probe.yaml:8:49: scaling.rule fast needs scaling.factor, the multiply-adds over the base's (at \
        rule = fast)
        """)
  }

  private func number(_ name: String, _ point: StudyPoint) -> Double? {
    if case .number(let number)? = point.value(of: name) { number } else { nil }
  }
}
