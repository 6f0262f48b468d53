import Studies
import Testing

/// Which effects a study cannot tell apart.
@Suite struct DesignCheckTests {
  @Test func `every main effect of a full grid can be told apart`() throws {
    let check = try check(
      """
      axes:
        depth: {set: model.depth, values: [8, 14, 20]}
        epochs: {set: train.epochs, values: [2, 4]}
      """)
    #expect(check.isSound)
    #expect((check.rank, check.columnCount) == (4, 4))
    #expect(check.statements == [])
  }

  @Test func `settings that change together are named in one sentence`() throws {
    let check = try check(
      """
      axes:
        epochs: {set: train.epochs, values: [2, 4, 8]}
        depth: {set: model.depth, values: [8, 14]}
      derive: {regularize.dropout: train.epochs / 100, regularize.label_smoothing: train.epochs / 50}
      """)
    #expect(
      check.statements == [
        """
        train.epochs, regularize.dropout and regularize.label_smoothing always change together: \
        their effects cannot be told apart
        """
      ])
    #expect((check.rank, check.columnCount) == (4, 8))
  }

  @Test func `a setting that follows from one with more values is named with it`() throws {
    let check = try check(
      """
      axes: {epochs: {set: train.epochs, values: [2, 4, 6, 8]}}
      override:
        - {where: epochs == 4, set: {regularize.dropout: 0.1}, why: a rule}
        - {where: epochs >= 6, set: {regularize.dropout: 0.2}, why: a rule}
      """)
    #expect(
      check.statements == [
        """
        regularize.dropout follows from train.epochs: its effect cannot be told from that of \
        train.epochs
        """
      ])
  }

  @Test func `levels that occur at the same points are named, other levels are not`() throws {
    let check = try check(
      """
      axes:
        epochs: {set: train.epochs, values: [2, 4, 8]}
        dropout: {set: regularize.dropout, values: [0.1, 0.2]}
      override:
        - {where: epochs <= 4, set: {regularize.label_smoothing: 0.1}, why: a rule}
      """)
    #expect(
      check.statements == [
        """
        exactly where train.epochs is 2 or 4, regularize.label_smoothing is 0.1: the effects of \
        these settings cannot be told apart
        """
      ])
    #expect((check.rank, check.columnCount) == (4, 5))
  }

  @Test func `three settings can be tied together though no two are`() throws {
    // One of three settings is changed at each point, so their indicators add up to the column of ones.
    let check = try check(
      """
      groups:
        change:
          epochs: {axes: {train.epochs: [4]}}
          dropout: {axes: {regularize.dropout: [0.1]}}
          smoothing: {axes: {regularize.label_smoothing: [0.1]}}
      """)
    #expect(check.aliases == [])
    #expect(
      check.ties == [["train.epochs", "regularize.dropout", "regularize.label_smoothing"]])
    #expect((check.rank, check.columnCount) == (3, 4))
    #expect(
      check.statements == [
        """
        the effects of train.epochs, regularize.dropout and regularize.label_smoothing are tied \
        together, though no two of them are
        """
      ])
  }

  @Test func `a point that lacks a setting says nothing about it`() throws {
    let check = try check(
      """
      axes:
        optimizer: {set: train.optimizer, values: [sgd, lamb]}
        clip: {set: train.clip_gradient_norm, values: [1, 2]}
      """)
    #expect(check.isSound, "\(check.statements)")
  }

  @Test func `the study of figure three says that short runs are trained without regularisation`()
    throws
  {
    let study = try StudyFilesTests.study("paper/rs-figure3")
    let check = DesignCheck(
      study.design(
        of: [
          "model.depth", "model.width", "data.resolution", "augment.policy", "augment.magnitude",
          "train.epochs", "regularize.dropout", "regularize.stochastic_depth",
          "regularize.label_smoothing",
        ]))
    #expect(check.statements.count == 2, "\(check.statements)")
    #expect(
      check.statements.last == """
        exactly where train.epochs is 10 or 100, augment.policy is none, regularize.dropout is 0.0 \
        and regularize.label_smoothing is 0.0: the effects of these settings cannot be told apart
        """)
  }

  private func check(_ text: String) throws -> DesignCheck {
    let study = try TestStudy.study(text + "\n")
    return DesignCheck(
      study.design(
        of: [
          "model.depth", "train.epochs", "train.optimizer", "train.learning_rate",
          "train.clip_gradient_norm", "regularize.dropout", "regularize.label_smoothing",
        ]))
  }
}
