import Testing

@testable import Configuration

@Suite struct ScalingConfigurationTests {
  /// A study's point with a network, a resolution and a scaling.
  static func settings(
    _ scaling: [String: SettingValue], resolution: Int = 32,
    model: [String: SettingValue] = ["family": .text("cifar_resnet"), "depth": .integer(20)]
  ) -> [String: SettingValue] {
    ModelConfigurationTests.settings(model)
      .merging(scaling.map { ("scaling.\($0.key)", $0.value) }) { $1 }
      .merging(["data.resolution": .integer(resolution)]) { $1 }
  }

  static func configuration(
    _ scaling: [String: SettingValue], resolution: Int = 32,
    model: [String: SettingValue] = ["family": .text("cifar_resnet"), "depth": .integer(20)]
  ) throws -> Configuration {
    try Configuration(settings: settings(scaling, resolution: resolution, model: model))
  }

  /// What is wrong with a point; empty where nothing is.
  static func errors(
    _ scaling: [String: SettingValue], resolution: Int = 32,
    model: [String: SettingValue] = ["family": .text("cifar_resnet"), "depth": .integer(20)]
  ) -> String {
    do {
      _ = try configuration(scaling, resolution: resolution, model: model)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `without a rule nothing is scaled`() throws {
    let plain = try Self.configuration([:], resolution: 27)
    #expect(plain.data.resolution == 27)
    #expect(plain.model.scaling == NetworkScaling())
    #expect(!plain.canonicalText.contains("scaling"))
  }

  @Test func `the resolution of a run is the scaled one, while its settings keep the base's`()
    throws
  {
    let scaled = try Self.configuration(["rule": .text("resolution"), "factor": .integer(4)])
    #expect(scaled.data.resolution == 64)
    #expect(scaled.settings["data.resolution"] == .integer(32))
    #expect(scaled.model.scaling == NetworkScaling())
    #expect(try Configuration(canonicalText: scaled.canonicalText) == scaled)
    #expect(try Configuration(settings: scaled.settings) == scaled)
  }

  @Test(
    arguments: zip(
      [(224, 1.072), (16, 1.12), (16, 1.25), (30, 1.0)], [240, 16, 20, 30]))
  func `scaled resolutions are multiples of four pixels, and unscaled ones stay`(
    base: (resolution: Int, factor: Double), expected: Int
  ) throws {
    let scaled = try Self.configuration(
      ["rule": .text("factors"), "width": .integer(2), "resolution": .number(base.factor)],
      resolution: base.resolution)
    #expect(scaled.data.resolution == expected)
  }

  @Test func `the images of a vision transformer are multiples of its patches`() throws {
    let scaled = try Self.configuration(
      ["rule": .text("factors"), "resolution": .number(1.3)], resolution: 224,
      model: ["family": .text("vit"), "variant": .text("tiny")])
    #expect(scaled.data.resolution == 288)
  }

  @Test(
    arguments: [
      ["rule": .text("depth"), "factor": .integer(1)],
      ["rule": .text("fast"), "factor": .number(1)],
      ["rule": .text("weighted"), "factor": .integer(1), "weights": .integers([1, 1, 0, 0])],
      ["rule": .text("compound"), "phi": .integer(0), "alpha": .number(1.3)],
      ["rule": .text("factors"), "depth": .integer(1)],
    ] as [[String: SettingValue]])
  func `the base network is one point by every rule that leaves it as it is`(
    scaling: [String: SettingValue]
  ) throws {
    let plain = try Self.configuration([:])
    #expect(try Self.configuration(scaling) == plain)
    #expect(try Self.configuration(scaling).pointID == plain.pointID)
  }

  @Test func `each rule has its factors and its rounding`() throws {
    let compound = try Self.configuration(["rule": .text("compound"), "phi": .integer(2)])
    #expect(abs(compound.model.scaling.depth - 1.44) < 1e-12)
    #expect(abs(compound.model.scaling.width - 1.21) < 1e-12)
    #expect(compound.model.scaling.rounding == .efficientNet)
    #expect(compound.data.resolution == 44)  // 32 * 1.3225 = 42.3
    let weighted = try Self.configuration([
      "rule": .text("weighted"), "factor": .integer(4), "weights": .integers([1, 8, 8, 1]),
    ])
    let fast = try Self.configuration(["rule": .text("fast"), "factor": .integer(4)])
    #expect(weighted.model == fast.model && weighted.pointID != fast.pointID)
    #expect(fast.model.scaling.rounding == .nearest)
  }

  @Test(
    arguments: zip(
      [
        ["rule": .text("fast")], ["factor": .integer(2)],
        ["rule": .text("compound"), "alpha": .number(1.3)],
        [
          "rule": .text("depth"), "factor": .integer(2), "phi": .integer(1),
          "step": .text("50@160"),
        ],
        ["rule": .text("factors")], ["rule": .text("weighted"), "factor": .integer(2)],
        ["rule": .text("weighted"), "factor": .integer(2), "weights": .integers([0, 0, 1, 0])],
        ["rule": .text("slow_resolution")],
        ["rule": .text("resolution"), "factor": .integer(2_000)],
        ["rule": .text("factors"), "resolution": .number(0.01)],
      ] as [[String: SettingValue]],
      [
        "scaling.rule fast needs scaling.factor, the multiply-adds over the base's",
        """
        'scaling.factor' says nothing with scaling.rule none; take it away, it is for depth, width, \
        resolution, uniform, fast, weighted
        """,
        "scaling.rule compound needs scaling.phi; 1 about doubles the multiply-adds",
        """
        'scaling.phi' says nothing with scaling.rule depth; take it away, it is for compound
        'scaling.step' says nothing with scaling.rule depth; take it away, it is for slow_resolution
        """,
        """
        scaling.rule factors needs at least one of scaling.depth, scaling.width, scaling.resolution
        """,
        "scaling.rule weighted needs scaling.weights",
        """
        scaling.weights is [0, 0, 1, 0]; expected four weights, of depth, width, group width and \
        resolution, where one besides the group width's is above 0: [1, 8, 8, 1] is d1_w8_g8_r1
        """,
        """
        scaling.rule slow_resolution needs scaling.step, for example 152@192 for resnet_rs, b4@224 \
        for efficientnet
        """,
        """
        scaling.rule resolution turns data.resolution 32 into 1432; expected 4 to 1024; scale less or \
        change data.resolution
        """,
        """
        scaling.rule factors turns data.resolution 32 into 0; expected 4 to 1024; scale less or change \
        data.resolution
        """,
      ]))
  func `a scaling that cannot be done says what is missing, useless or out of range`(
    scaling: [String: SettingValue], message: String
  ) {
    #expect(Self.errors(scaling) == message)
  }
}
