import Configuration
import Testing

@Suite struct ModelConfigurationTests {
  /// The settings of a study's point with another network.
  static func settings(_ model: [String: SettingValue]) -> [String: SettingValue] {
    IdentityTests.settings.filter { !$0.key.hasPrefix("model.") }
      .merging(model.map { ("model.\($0.key)", $0.value) }) { $1 }
  }

  @Test func `a network has the settings of its section`() throws {
    let model = try Configuration(
      settings: Self.settings([
        "family": .text("resnet_rs"), "depth": .integer(101), "width": .number(1.5),
        "stem": .text("deep_only"), "shortcut": .text("strided"), "se_ratio": .number(0.125),
        "zero_last_scale": .boolean(false),
      ])
    ).model
    var expected = ModelConfiguration(family: .resNetRS, depth: 101, width: 1.5)
    (expected.stem, expected.shortcut) = (.deepOnly, .strided)
    (expected.squeezeRatio, expected.zeroLastScale) = (0.125, false)
    #expect(model == expected)
  }

  @Test func `families that a variant tells need no depth`() throws {
    let regNet = try Configuration(
      settings: Self.settings([
        "family": .text("regnet_y"), "variant": .text("400mf"), "w0": .integer(40),
        "group_width": .integer(4),
      ])
    ).model
    var expected = ModelConfiguration(family: .regNetY, variant: .mf400)
    expected.line = WidthLine(start: 40, groupWidth: 4)
    #expect(regNet == expected)
    let transformer = try Configuration(
      settings: Self.settings([
        "family": .text("vit"), "variant": .text("tiny"), "patch": .integer(4),
        "heads": .integer(2),
      ])
    ).model
    #expect(transformer.patch == 4 && transformer.heads == 2)
  }

  @Test func `a setting that says nothing about the family is refused`() throws {
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) {
        try Configuration(
          settings: Self.settings([
            "family": .text("efficientnet"), "variant": .text("b0"), "stem": .text("deep"),
            "patch": .integer(8),
          ]))
      })
    #expect(
      errors.description == """
        'model.stem' says nothing about family efficientnet; take it away, it is for resnet, \
        cifar_resnet, resnet_d, se_resnet, resnet_rs, resnet_3d, resnet_3d_rs
        'model.patch' says nothing about family efficientnet; take it away, it is for vit
        """)
    #expect(errors.errors.map(\.path) == ["model.stem", "model.patch"])
  }

  @Test func `a residual network needs a depth or its blocks, not both`() {
    let neither = Self.settings(["family": .text("resnet_d")])
    let both = Self.settings([
      "family": .text("resnet_d"), "depth": .integer(50), "blocks_per_stage": .integers([1, 1]),
    ])
    for settings in [neither, both] {
      let errors = #expect(throws: ConfigurationErrors.self) {
        try Configuration(settings: settings)
      }
      #expect(
        errors?.description == "give either model.depth or model.blocks_per_stage, and not both")
    }
  }
}
