import Configuration
import Testing

@testable import Studies

@Suite struct StudyExpansionTests {
  /// Points as text: group labels, then the values of the settings given.
  static func list(_ study: Study, _ paths: [String]) -> [String] {
    study.points.map { point in
      let labels = study.groups.map { (point.labels[$0.name] ?? []).joined(separator: "+") }
      return (labels + paths.compactMap { point.configuration.settings[$0]?.canonicalText })
        .joined(separator: " ")
    }
  }

  static let scale = """
    groups:
      scale:
        depth: {axes: {model.depth: [8, 14]}}
        width: {axes: {model.width: [1, 1.5]}}
        both: {zip: {model.depth: [20, 26], model.width: [1.25, 2]}}

    """

  @Test func `groups come first, the last axis is fastest, and equal points are one`() throws {
    let study = try TestStudy.study(
      Self.scale + """
        axes:
          epochs: {set: train.epochs, values: [4, 2]}
          batch: {set: train.batch, values: [10, 20]}
        """)
    #expect(
      Self.list(study, ["model.depth", "model.width", "train.epochs", "train.batch"]) == [
        "depth+width 8 1.0 4 10", "depth+width 8 1.0 4 20",
        "depth+width 8 1.0 2 10", "depth+width 8 1.0 2 20",
        "depth 14 1.0 4 10", "depth 14 1.0 4 20", "depth 14 1.0 2 10", "depth 14 1.0 2 20",
        "width 8 1.5 4 10", "width 8 1.5 4 20", "width 8 1.5 2 10", "width 8 1.5 2 20",
        "both 20 1.25 4 10", "both 20 1.25 4 20", "both 20 1.25 2 10", "both 20 1.25 2 20",
        "both 26 2.0 4 10", "both 26 2.0 4 20", "both 26 2.0 2 10", "both 26 2.0 2 20",
      ])
    #expect(study.axes.map(\.name) == ["epochs", "batch"])
    #expect(study.axes[0].values == [.integer(4), .integer(2)])
    #expect(
      study.groups == [StudyGroup(name: "scale", alternatives: ["depth", "width", "both"])])
    #expect(study.points[0].axisValues == ["epochs": .integer(4), "batch": .integer(10)])
    #expect(study.points[0].value(of: "scale") == .labels(["depth", "width"]))
    #expect(study.points[0].value(of: "model.width") == .number(1))
    #expect(study.points[0].id == study.points[0].configuration.pointID)
  }

  @Test func `the same text gives the same study, and another order of axes the same points`()
    throws
  {
    let first = "axes:\n  a: {set: train.epochs, values: [1, 2]}\n"
    let second = "  b: {set: train.batch, values: [1, 2]}\n"
    let swapped = "axes:\n" + second + first.dropFirst(6)
    let study = try TestStudy.study(first + second)
    #expect(try TestStudy.study(first + second).points == study.points)
    #expect(study.sourceSHA256.count == 64)
    #expect(try TestStudy.study(swapped).sourceSHA256 != study.sourceSHA256)
    #expect(
      try Set(TestStudy.study(swapped).points.map(\.id)) == Set(study.points.map(\.id)))
  }

  @Test func `later overrides win, and derivation sees what they set`() throws {
    let study = try TestStudy.study(
      """
      axes:
        depth: {set: model.depth, values: [8, 14, 20]}
      override:
        - {where: depth >= 14, set: {train.batch: 20, train.momentum: 0.5}, why: a}
        - {where: depth >= 20, set: {train.batch: 10}, why: b}
      derive:
        train.weight_decay: data.label_noise / 10
        data.label_noise: if(depth == 8, 0, train.batch / 100)
      """)
    #expect(
      Self.list(study, ["train.batch", "train.momentum", "data.label_noise", "train.weight_decay"])
        == ["50 0.9 0.0 0.0", "20 0.5 0.2 0.02", "10 0.5 0.1 0.01"])
  }

  @Test func `an override can tell equal points of two alternatives apart`() throws {
    let study = try TestStudy.study(
      Self.scale
        + "override: [{where: scale == 'depth', set: {regularize.dropout: 0.1}, why: a}]\n")
    #expect(
      Self.list(study, ["model.depth", "regularize.dropout"]).prefix(4) == [
        "depth 8 0.1", "depth 14 0.1", "width 8 0.0", "width 8 0.0",
      ])
  }

  @Test func `settings derived from each other name their cycle`() {
    #expect(
      TestStudy.errors(
        """
        axes:
          momentum: {set: data.label_noise, values: [0, 0.5]}
        derive:
          data.resolution: 32
          train.momentum: train.weight_decay
          train.weight_decay: data.pixel_noise
          data.pixel_noise: train.momentum
        """) == """
          probe.yaml:12:3: settings are derived from each other: train.momentum -> train.weight_decay -> data.pixel_noise -> train.momentum
          """)
    #expect(
      TestStudy.errors("derive: {train.momentum: train.momentum / 2}\n") == """
        probe.yaml:8:10: settings are derived from each other: train.momentum -> train.momentum
        """)
  }

  @Test func `a derived value that fits no setting names its point`() {
    #expect(
      TestStudy.errors(
        """
        axes:
          depth: {set: model.depth, values: [8, 14]}
        derive:
          train.momentum: 1 / (depth - 8)
          data.resolution: depth / 3
          train.nesterov: depth
        """) == """
          probe.yaml:11:19: 'train.momentum' cannot be derived: 1 / 0 is not a finite number (at depth = 8)
          probe.yaml:12:20: 'data.resolution' is derived as the number 2.6666666666666665; expected a whole number from 4 to 1024 (at depth = 8)
          probe.yaml:12:20: 'data.resolution' is derived as the number 4.666666666666667; expected a whole number from 4 to 1024 (at depth = 14)
          probe.yaml:13:19: 'train.nesterov' is derived as the number 8; expected true or false (at depth = 8)
          probe.yaml:13:19: 'train.nesterov' is derived as the number 14; expected true or false (at depth = 14)
          """)
  }

  @Test func `a setting that two sections set is an error, since one value would be lost`() {
    #expect(
      TestStudy.errors(
        """
        groups:
          s: {a: {axes: {model.depth: [8, 14]}}, b: {zip: {model.depth: [8], model.width: [1]}}}
        axes:
          batch: {set: train.batch, values: [50, 100]}
          again: {set: train.batch, values: [50, 100]}
          model: {set: model.depth, values: [50, 100]}
        override:
          - {where: batch == 50, set: {train.learning_rate: 2}, why: a}
        derive:
          train.learning_rate: 1
        """) == """
          probe.yaml:7:48: 'train.learning_rate' is set in 'base' and in 'derive'; remove one
          probe.yaml:12:38: 'train.batch' is set in 'axes.batch' and in 'axes.again'; remove one
          probe.yaml:13:38: 'model.depth' is set in 'groups.s' and in 'axes.model'; remove one
          probe.yaml:15:53: 'train.learning_rate' is set by this rule and in 'derive'; remove one
          """)
  }

  @Test func `what a configuration refuses is said once, where it stands, with its points`() {
    #expect(
      TestStudy.errors(
        Self.scale + """
          axes:
            batch: {set: train.batch, values: [50, 100]}
            images: {set: data.train_images, values: [80, 400]}
          """) == """
          probe.yaml:5:3: data.train_images is 80, less than one batch (train.batch: 100); use a smaller batch or more images (at scale = depth/width, model.depth = 8, model.width = 1.0, batch = 100, images = 80; and at 4 more)
          """)
    #expect(
      TestStudy.errors(
        whole:
          "schema: 1\nstudy: a\ntitle: b\nbase: {data: {set: mnist}, model: {family: resnet}}\n")
          == """
          probe.yaml:4:7: 'train.epochs' is missing (passes over the training split); expected a whole number from 1 to 100000
          probe.yaml:4:7: 'train.batch' is missing (images a step; the incomplete last batch of an epoch is dropped); expected a whole number from 1 to 1000000
          probe.yaml:4:7: 'train.learning_rate' is missing (peak learning rate); expected a number above 0
          """)
  }

  @Test func `a grid that is too large is refused before it is made`() {
    let values = (1...100).map(String.init).joined(separator: ", ")
    let axes = ["train.epochs", "train.batch", "data.train_images", "data.test_images"]
      .enumerated().map { "  a\($0): {set: \($1), values: [\(values)]}\n" }.joined()
    #expect(
      TestStudy.errors("axes:\n" + axes)
        == "probe.yaml:5:3: the study has more than 2000000 points")
  }

  @Test func `replicates follow one another, each over all points`() throws {
    let study = try TestStudy.study(
      """
      axes:
        epochs: {set: train.epochs, values: [1, 2]}
      seeds: {root: 7, count: 2, vary: [split, init], paired: true}
      """)
    #expect(study.replicateCount == 2)
    #expect(
      study.runs.map { [$0.training.epochs, $0.seeds.replicate] } == [
        [1, 0], [2, 0], [1, 1], [2, 1],
      ])
    #expect(
      study.runs.allSatisfy { $0.seeds.root == 7 && $0.seeds.vary == [.split, .initialization] })
    #expect(study.runs[2].pointID == study.runs[0].pointID)
  }
}
