import Configuration
import Testing

@Suite struct AugmentationConfigurationTests {
  static func errors(_ changes: [String: SettingValue]) throws -> String {
    let settings = IdentityTests.settings.merging(changes) { $1 }
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    return errors.description
  }

  @Test func `a setting whose augmentation is off is refused and says what would turn it on`()
    throws
  {
    #expect(
      try Self.errors([
        "augment.layers": .integer(3), "augment.erase_count": .integer(2),
        "augment.min_area": .number(0.3), "augment.switch_probability": .number(0.3),
        "augment.cutmix_alpha": .number(1),
      ]) == """
        'augment.min_area' says nothing here; take it away, or set augment.random_resized_crop: true
        'augment.layers' says nothing here; take it away, or set augment.policy: rand_augment or tf_rand_augment
        'augment.erase_count' says nothing here; take it away, or set augment.erase_probability above 0
        'augment.switch_probability' says nothing here; take it away, or set both augment.mixup_alpha and \
        augment.cutmix_alpha above 0
        """)
    #expect(
      try Self.errors([
        "augment.policy": .text("tf_rand_augment"), "augment.magnitude": .number(15),
        "augment.magnitude_std": .number(0.5),
      ]) == """
        'augment.magnitude_std' says nothing here; take it away, or set augment.policy: rand_augment
        """)
  }

  @Test func `RandAugment needs a magnitude`() throws {
    #expect(
      try Self.errors(["augment.policy": .text("rand_augment")]) == """
        augment.policy: rand_augment needs augment.magnitude: 0 to 10 is the scale of rand_augment, \
        up to 30 that of tf_rand_augment
        """)
  }

  @Test func `two ways to crop are one too many`() throws {
    let all: [String: SettingValue] = [
      "augment.random_resized_crop": .boolean(true), "data.crop_padding": .integer(4),
      "augment.scale_jitter": .integers([36, 40]),
    ]
    #expect(
      try Self.errors(all.filter { $0.key != "augment.scale_jitter" }) == """
        data.crop_padding: 4 and augment.random_resized_crop are two ways to crop; choose one
        """)
    #expect(
      try Self.errors(all) == """
        data.crop_padding: 4 and augment.scale_jitter: [36, 40] and augment.random_resized_crop are \
        three ways to crop; choose one
        """)
  }

  @Test func `scale jitter has two sides, and none is less than what is cropped`() throws {
    for (list, text) in [([40], "[40]"), ([40, 36], "[40, 36]"), ([33, 34, 35], "[33, 34, 35]")] {
      #expect(
        try Self.errors(["augment.scale_jitter": .integers(list)]) == """
          augment.scale_jitter is \(text); expected two sides, the least and the greatest, as [256, 320]
          """)
    }
    let jitter: [String: SettingValue] = [
      "augment.scale_jitter": .integers([32, 40]), "augment.interpolation": .text("bicubic"),
    ]
    let settings = IdentityTests.settings.merging(jitter) { $1 }
    let augmentation = try Configuration(settings: settings).augmentation
    #expect(augmentation.scaleJitter == 32...40 && augmentation.changesImages)
    // The resolution that counts is the scaled one.
    let scaled = jitter.merging([
      "scaling.rule": .text("resolution"), "scaling.factor": .number(1.6),
    ]) { $1 }
    #expect(
      try Self.errors(scaled) == """
        augment.scale_jitter begins at 32, less than the 40 pixels that are cropped; expected at \
        least those
        """)
  }

  @Test func `a recipe's settings are taken together`() throws {
    let settings = IdentityTests.settings.merging([
      "data.crop_padding": .integer(0),
      "augment.random_resized_crop": .boolean(true), "augment.interpolation": .text("bicubic"),
      "augment.policy": .text("rand_augment"), "augment.magnitude": .integer(7),
      "augment.magnitude_std": .number(0.5), "augment.mixup_alpha": .number(0.1),
      "augment.cutmix_alpha": .number(1), "augment.switch_probability": .number(0.4),
      "augment.repeats": .integer(3), "data.test_resolution": .integer(224),
      "data.test_crop_ratio": .number(0.95), "data.test_interpolation": .text("bicubic"),
    ]) { $1 }
    let augmentation = try Configuration(settings: settings).augmentation
    #expect(augmentation.mixes && augmentation.changesImages)
    #expect(augmentation.policy == .randAugment && augmentation.magnitude == 7)
  }

  @Test func `what a study does not ask for changes no identity`() throws {
    let plain = try Configuration(settings: IdentityTests.settings)
    var settings = IdentityTests.settings
    settings["augment.policy"] = .text("none")
    settings["augment.repeats"] = .integer(1)
    settings["data.test_crop_ratio"] = .number(1)
    #expect(try Configuration(settings: settings).runID == plain.runID)
    settings["augment.repeats"] = .integer(3)
    #expect(try Configuration(settings: settings).runID != plain.runID)
  }
}
