import Testing

@testable import Configuration

@Suite struct ScalingStepTests {
  static let rs: [String: SettingValue] = ["family": .text("resnet_rs"), "depth": .integer(50)]

  static func step(_ name: String) -> [String: SettingValue] {
    ["rule": .text("slow_resolution"), "step": .text(name)]
  }

  @Test func `a step of ResNet-RS replaces depth and resolution`() throws {
    let scaled = try ScalingConfigurationTests.configuration(
      Self.step("152@192"), resolution: 160, model: Self.rs)
    #expect(scaled.model == ModelConfiguration(family: .resNetRS, depth: 152))
    #expect(scaled.data.resolution == 192)
    #expect(scaled.settings["model.depth"] == .integer(50))
    #expect(try Configuration(settings: scaled.settings) == scaled)
  }

  @Test func `the first step is the base network itself`() throws {
    let first = try ScalingConfigurationTests.configuration(
      Self.step("50@160"), resolution: 160, model: Self.rs)
    let plain = try ScalingConfigurationTests.configuration([:], resolution: 160, model: Self.rs)
    #expect(first == plain)
  }

  // Bello et al. 2021, section 7.2: width and depth as published, only the resolution is less.
  @Test(
    arguments: zip(
      ["b4@192", "b5@288", "b6@320", "l2@475"],
      [("b4", 380, 192), ("b5", 456, 288), ("b6", 528, 320), ("l2", 800, 475)]))
  func `a step of an EfficientNet replaces its resolution alone`(
    name: String, network: (variant: String, published: Int, resolution: Int)
  ) throws {
    for family in ["efficientnet", "tf_efficientnet"] {
      let model: [String: SettingValue] = [
        "family": .text(family), "variant": .text(network.variant),
      ]
      let scaled = try ScalingConfigurationTests.configuration(
        Self.step(name), resolution: network.published, model: model)
      let plain = try ScalingConfigurationTests.configuration(
        [:], resolution: network.published, model: model)
      #expect(scaled.model == plain.model)
      #expect(scaled.data.resolution == network.resolution)
    }
  }

  @Test func `the spellings are those of the papers' tables, each once`() {
    #expect(
      ScalingStep.all.map(\.name) == [
        "50@160", "101@160", "101@192", "152@192", "152@224", "152@256", "200@256", "270@256",
        "350@256", "350@320", "420@320", "b4@192", "b4@224", "b4@256", "b5@256", "b5@288", "b6@256",
        "b6@288", "b6@320", "l2@475",
      ])
  }

  @Test func `another base or another family is refused with what the step is for`() {
    #expect(
      ScalingConfigurationTests.errors(Self.step("152@192"), resolution: 224, model: Self.rs) == """
        scaling.step 152@192 starts from model.depth: 50 and data.resolution: 160, found 50 at 224; \
        give the base network, the step scales it
        """)
    #expect(
      ScalingConfigurationTests.errors(Self.step("b4@192"), resolution: 160, model: Self.rs) == """
        scaling.step b4@192 is for efficientnet, tf_efficientnet, found family resnet_rs; it has \
        50@160, 101@160, 101@192, 152@192, 152@224, 152@256, 200@256, 270@256, 350@256, 350@320, \
        420@320
        """)
    #expect(
      ScalingConfigurationTests.errors(Self.step("b4@192")) == """
        scaling.step b4@192 is for efficientnet, tf_efficientnet, found family cifar_resnet; no step \
        of slow resolution scaling is published for it; use another scaling.rule
        """)
  }
}
