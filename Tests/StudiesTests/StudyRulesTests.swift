import Configuration
import Documents
import Foundation
import Testing

@testable import Studies

/// Constraints and subsets.
@Suite struct StudyRulesTests {
  static let depths = """
    axes:
      depth: {set: model.depth, values: [8, 14, 20]}
      resolution: {set: data.resolution, values: [16, 32]}

    """

  @Test func `constraints drop and keep in order, the cost coming from outside`() throws {
    let study = try TestStudy.study(
      Self.depths + """
        constraints:
          - {drop: depth == 20 and resolution == 32, why: off the figure}
          - {keep: cost.multiply_adds <= 8 * 32^2, why: budget}
          - {expect: count() == 4 and count(depth == 8) == 2}
        """)
    #expect(
      StudyExpansionTests.list(study, ["model.depth", "data.resolution"]) == [
        "8 16", "8 32", "14 16", "20 16",
      ])
    #expect(
      study.removed == [
        RemovedPoints(
          rule: "drop depth == 20 and resolution == 32", reason: "off the figure", count: 1),
        RemovedPoints(rule: "keep cost.multiply_adds <= 8 * 32^2", reason: "budget", count: 1),
      ])
  }

  @Test func `a rule can ask for FLOPs, two a multiply-add`() throws {
    let study = try TestStudy.study(
      Self.depths + "constraints: [{keep: cost.flops == 2 * 14 * 16^2, why: one}]\n")
    #expect(StudyExpansionTests.list(study, ["model.depth", "data.resolution"]) == ["14 16"])
  }

  @Test func `the memory of a step is asked for only where a rule mentions it`() throws {
    let rules = """
      constraints:
        - {drop: cost.multiply_adds > 8 * 32^2, why: time}
        - {keep: cost.training_memory <= 5e5, why: memory}

      """
    var asked = 0
    let study = { (text: String) in
      try Study(bytes: Data((TestStudy.head + text).utf8), file: "probe.yaml", cost: TestStudy.cost)
      {
        asked += 1
        return TestStudy.trainingMemory($0)
      }
    }
    #expect(try study(Self.depths).points.count == 6 && asked == 0)
    let kept = try study(Self.depths + rules)
    #expect(
      StudyExpansionTests.list(kept, ["model.depth", "data.resolution"]) == ["8 16", "8 32"])
    #expect(asked == 4)
  }

  @Test func `a memory that cannot be had names its point`() {
    struct NoPrimitive: Error, CustomStringConvertible { let description = "no primitive" }
    let text =
      TestStudy.head + Self.depths + "constraints: [{keep: cost.training_memory < 1e9, why: a}]\n"
    let errors = #expect(throws: DocumentErrors.self) {
      try Study(bytes: Data(text.utf8), file: "probe.yaml", cost: TestStudy.cost) {
        if $0.model.depth == 14 { throw NoPrimitive() }
        return TestStudy.trainingMemory($0)
      }
    }
    #expect(
      errors?.description == """
        probe.yaml:5:3: its cost is not known: no primitive (at depth = 14, resolution = 16; and at 1 more)
        """)
  }

  @Test func `an expectation that fails shows what was counted`() {
    #expect(
      TestStudy.errors(
        Self.depths + """
          constraints:
            - {expect: count() == 5}
            - {expect: count(depth == 8) == count()}
            - {expect: depth == 8}
          """) == """
          probe.yaml:12:14: expected count() == 5, found 6
          probe.yaml:13:14: expected count(depth == 8) == count(), found 2 and 6
          probe.yaml:14:14: in 'expect': 'depth' has no value here
          """)
  }

  @Test func `rules that match nothing are errors that name them`() {
    #expect(
      TestStudy.errors(
        Self.depths + """
          override:
            - {where: depth == 32, set: {model.width: 2}, why: a}
          constraints:
            - {drop: depth == 26, why: a}
          subsets:
            small: {where: resolution == 8, seeds: 1}
          """) == """
          probe.yaml:12:5: the override matches no point (depth == 32); mend it or remove it
          probe.yaml:14:12: the rule 'drop' matches no point (depth == 26); mend it or remove it
          probe.yaml:16:18: the subset 'small' matches no point (resolution == 8); mend it or remove it
          """)
    #expect(
      TestStudy.errors(Self.depths + "constraints: [{keep: cost.multiply_adds < 0, why: a}]\n")
        == "probe.yaml:11:22: the rule 'keep' matches no point (cost.multiply_adds < 0); mend it or remove it"
    )
    #expect(
      TestStudy.errors(Self.depths + "constraints: [{drop: depth > 0, why: a}]\n")
        == "probe.yaml:11:22: the constraints up to here leave no point")
  }

  @Test func `a condition without a value is reported once, not as matching nothing`() {
    #expect(
      TestStudy.errors(
        Self.depths + "constraints: [{drop: model.family == 3, why: a}, {keep: depth, why: b}]\n")
          == """
          probe.yaml:11:22: the word 'cifar_resnet' cannot be compared with the number 3 (at depth = 8, resolution = 16; and at 5 more)
          """)
  }

  @Test func `a point that is no configuration is reported even where a cost rule would drop it`() {
    #expect(
      TestStudy.errors(
        """
        axes:
          images: {set: data.train_images, values: [8, 64]}
        constraints:
          - {drop: cost.multiply_adds > 1e9, why: a}
        """) == """
          probe.yaml:5:3: data.train_images is 8, less than one batch (train.batch: 50); use a smaller batch or more images (at images = 8)
          """)
  }

  @Test func `a rule can drop a point that is no configuration`() throws {
    let study = try TestStudy.study(
      """
      axes:
        images: {set: data.train_images, values: [8, 64]}
      constraints:
        - {drop: images < train.batch, why: no batch}
      """)
    #expect(study.points.count == 1)
  }

  @Test func `a cost that cannot be had names its point`() {
    struct NoSuchNetwork: Error, CustomStringConvertible { let description = "no such depth" }
    let text =
      TestStudy.head + Self.depths + "constraints: [{keep: cost.parameters == 0, why: a}]\n"
    let errors = #expect(throws: DocumentErrors.self) {
      try Study(bytes: Data(text.utf8), file: "probe.yaml") { configuration in
        if configuration.model.depth == 14 { throw NoSuchNetwork() }
        return TestStudy.cost(configuration)
      } trainingMemory: {
        TestStudy.trainingMemory($0)
      }
    }
    #expect(
      errors?.description == """
        probe.yaml:5:3: its cost is not known: no such depth (at depth = 14, resolution = 16; and at 1 more)
        """)
  }

  @Test func `networks that do not exist are all told, without a rule about cost`() {
    let errors = #expect(throws: DocumentErrors.self) {
      try Study(bytes: Data((TestStudy.head + Self.depths).utf8), file: "probe.yaml") {
        guard let depth = $0.model.depth, depth > 8 else { return TestStudy.cost($0) }
        throw ConfigurationErrors([ConfigurationError("no depth \(depth)", path: "model.depth")])
      } trainingMemory: {
        TestStudy.trainingMemory($0)
      }
    }
    #expect(
      errors?.description == """
        probe.yaml:9:41: no depth 14 (at depth = 14, resolution = 16; and at 1 more)
        probe.yaml:9:45: no depth 20 (at depth = 20, resolution = 16; and at 1 more)
        """)
  }

  @Test func `a subset chooses, sets, derives anew and limits the replicates`() throws {
    let text =
      Self.depths + """
        seeds: {count: 3}
        derive: {train.momentum: train.epochs / 10}
        subsets:
          smoke: {where: depth <= 14, seeds: 1, set: {train.epochs: 1, data.resolution: 8}}
          large: {where: cost.multiply_adds > 10000}
        """
    let smoke = try TestStudy.study(text, subset: "smoke")
    #expect(smoke.subset == "smoke" && smoke.subsets == ["smoke", "large"])
    #expect(
      StudyExpansionTests.list(
        smoke, ["model.depth", "data.resolution", "train.epochs", "train.momentum"]) == [
          "8 8 1 0.1", "14 8 1 0.1",
        ])
    #expect(smoke.runs.count == 2)
    #expect(smoke.points[0].axisValues["resolution"] == .integer(8))
    #expect(try TestStudy.study(text, subset: "large").runs.count == 6)
    #expect(try TestStudy.study(text).runs.count == 18)
    #expect(
      TestStudy.errors(whole: TestStudy.head + text, subset: "smke")
        == "probe.yaml:1:1: the study has no subset 'smke'; did you mean 'smoke'?")
  }
}
