import Configuration
import Testing

@testable import Studies

/// The section `when`.
@Suite struct ConditionsTests {
  @Test func `a setting exists only where its condition holds, and equal remaining points are one`()
    throws
  {
    let study = try TestStudy.study(
      """
      axes:
        depth: {set: model.depth, values: [8, 20]}
        drop: {set: regularize.stochastic_depth, values: [0.1, 0.2]}
      when:
        regularize.stochastic_depth: depth >= 20
      """)
    #expect(
      StudyExpansionTests.list(study, ["model.depth", "regularize.stochastic_depth"]) == [
        "8 0.0", "20 0.1", "20 0.2",
      ])
    let plain = try TestStudy.study("axes:\n  depth: {set: model.depth, values: [8]}\n")
    #expect(study.points[0].id == plain.points[0].id)
  }

  @Test func `conditions come after overrides and before derivations`() throws {
    let study = try TestStudy.study(
      """
      axes:
        depth: {set: model.depth, values: [8, 20]}
      override:
        - {where: depth >= 8, set: {regularize.dropout: 0.5, train.momentum: 0.5}, why: a}
      when:
        regularize.dropout: depth == 20
        train.momentum: regularize.dropout > 0
      derive:
        train.weight_decay: regularize.dropout / 100
      """)
    // Where there is no dropout, its default is what the condition of momentum sees.
    #expect(
      StudyExpansionTests.list(
        study, ["model.depth", "regularize.dropout", "train.momentum", "train.weight_decay"])
        == ["8 0.0 0.9 0.0", "20 0.5 0.5 0.005"])
  }

  @Test func `a subset changes settings before conditions are asked`() throws {
    let text = """
      axes:
        depth: {set: model.depth, values: [8, 20]}
        drop: {set: regularize.stochastic_depth, values: [0.1, 0.2]}
      when: {regularize.stochastic_depth: depth >= 20}
      subsets:
        small: {where: depth == 20, set: {model.depth: 8}}
        deep: {where: depth == 8, set: {model.depth: 20}}

      """
    #expect(
      StudyExpansionTests.list(
        try TestStudy.study(text, subset: "small"), ["model.depth", "regularize.stochastic_depth"])
        == ["8 0.0"])
    // The one shallow point stands for both values; the first of them comes back.
    #expect(
      StudyExpansionTests.list(
        try TestStudy.study(text, subset: "deep"), ["model.depth", "regularize.stochastic_depth"])
        == ["20 0.1"])
  }

  @Test func `conditions that say nothing are errors that name the setting`() {
    #expect(
      TestStudy.errors(
        """
        axes:
          depth: {set: model.depth, values: [8, 20]}
        when:
          regularize.dropout: depth > 8
          train.momentum: depth > 20
          train.epochs: depth > 8
          model.widht: depth > 8
          data.flip: dept > 8
        """)
          == """
          probe.yaml:13:3: 'train.epochs' is needed at every point, so it cannot depend on a condition; remove the condition
          probe.yaml:14:3: unknown key 'widht' in 'when'; did you mean 'width'?
          probe.yaml:15:14: in 'when.data.flip': unknown name 'dept'; did you mean 'depth'?
          """.replacing(
          "unknown key 'widht' in 'when'", with: "unknown setting 'model.widht' in 'when'"
        )
        .replacing("did you mean 'width'", with: "did you mean 'model.width'"))
    #expect(
      TestStudy.errors(
        """
        axes:
          depth: {set: model.depth, values: [8, 20]}
          momentum: {set: train.momentum, values: [0.1, 0.2]}
        when:
          regularize.dropout: depth > 8
          train.momentum: depth > 20
        """) == """
          probe.yaml:12:3: no point has 'regularize.dropout', so its condition says nothing; give it a value or remove the condition
          probe.yaml:13:19: the condition of 'train.momentum' matches no point (depth > 20); mend it or remove it
          """)
  }

  @Test func `a condition on a derived setting, and conditions in a circle, are errors`() {
    #expect(
      TestStudy.errors(
        """
        when:
          train.momentum: train.batch > 8
        derive:
          train.momentum: 0.5
        """) == """
          probe.yaml:9:3: 'train.momentum' is in 'when' and in 'derive', which comes after it; write if(condition, value, other value) in 'derive'
          """)
    #expect(
      TestStudy.errors(
        """
        axes:
          a: {set: train.momentum, values: [0.1]}
          b: {set: regularize.dropout, values: [0.1]}
        when:
          train.momentum: b > 0
          regularize.dropout: a > 0
        """) == """
          probe.yaml:12:3: whether settings exist depends on each other's existing: train.momentum -> regularize.dropout -> train.momentum
          """)
  }

  @Test func `a recipe derives no setting that a condition takes away`() throws {
    let study = try StudyFilesTests.study("paper/rs-figure3")
    let shallow = study.points.filter { ($0.configuration.model.depth ?? 0) < 200 }
    #expect(!shallow.isEmpty)
    #expect(shallow.allSatisfy { $0.configuration.regularization.stochasticDepth == 0 })
  }
}
