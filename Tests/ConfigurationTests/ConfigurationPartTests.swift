import Configuration
import Testing

/// What is judged together: large studies are checked part by part.
@Suite struct ConfigurationPartTests {
  /// Values to combine at random, most of them wrong beside some other.
  static let values: [(path: String, values: [SettingValue?])] = [
    ("model.family", ["resnet", "cifar_resnet", "vit", "regnet_y", "video_resnet"].texts),
    ("model.depth", [nil, .integer(50), .integer(8)]),
    ("model.variant", [nil, nil, .text("b0"), .text("tiny")]),
    ("model.blocks_per_stage", [nil, nil, .integers([1, 1, 1])]),
    ("model.patch", [nil, nil, .integer(8)]),
    ("scaling.rule", ["none", "none", "uniform", "compound", "slow_resolution"].texts),
    ("scaling.factor", [nil, nil, .number(1), .number(1e4)]),
    ("scaling.phi", [nil, nil, .number(0)]),
    ("scaling.step", [nil, nil, .text("152@192")]),
    ("data.set", ["generated", "packed", "cifar10", "generated_clips"].texts),
    ("data.frames", [nil, nil, .integer(8)]), ("data.frame_stride", [nil, nil, .integer(2)]),
    ("data.file", [nil, .text("a.h5")]), ("data.sha256", [nil, .text("0123456789abcdef")]),
    ("data.resolution", [nil, .integer(32), .integer(160)]),
    ("data.test_resolution", [nil, nil, .integer(64)]),
    ("data.train_images", [nil, .integer(10), .integer(1_000)]),
    ("data.crop_padding", [nil, .integer(4)]),
    ("augment.random_resized_crop", [nil, .boolean(true)]),
    ("augment.min_area", [nil, nil, .number(0.5)]),
    ("augment.scale_jitter", [nil, nil, .integers([36, 40]), .integers([9])]),
    ("augment.interpolation", [nil, nil, .text("bicubic")]),
    ("augment.policy", [nil, .text("rand_augment"), .text("three_augment")]),
    ("augment.magnitude", [nil, .number(9)]), ("augment.mixup_alpha", [nil, .number(0.2)]),
    ("augment.mix_mode", [nil, .text("pair")]), ("augment.erase_count", [nil, nil, .integer(2)]),
    ("train.epochs", [.integer(2), .integer(100)]),
    ("train.batch", [.integer(50), .integer(64), .integer(7)]),
    ("train.shards", [nil, nil, .integer(2)]),
    ("train.learning_rate", [.number(0.1), .number(0.1), nil]),
    ("train.optimizer", [nil, .text("adamw"), .text("lars")]),
    ("train.nesterov", [nil, .boolean(true)]), ("train.beta1", [nil, nil, .number(0.8)]),
    ("train.schedule", [nil, .text("step"), .text("multistep"), .text("constant")]),
    ("train.decay_epochs", [nil, nil, .number(30)]),
    ("train.milestones", [nil, nil, .integers([1])]),
    ("train.warmup_epochs", [nil, .number(5)]), ("train.cooldown_epochs", [nil, nil, .number(1)]),
    ("train.loss_function", [nil, .text("bce")]), ("train.bce_sum", [nil, nil, .boolean(true)]),
    ("train.ema_decay", [nil, .number(0.99)]), ("train.ema_rule", [nil, nil, .text("timm")]),
    ("train.ema_warmup_power", [nil, nil, .number(0.5)]),
    ("regularize.stochastic_depth_rule", [nil, nil, .text("stage")]),
    ("regularize.dropout", [nil, .number(0.2)]), ("train.weight_decay", [nil, .number(1e-4)]),
  ]

  /// A sequence of choices by a linear congruence, the same each time.
  static func settings(_ number: Int) -> [String: SettingValue] {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    var settings: [String: SettingValue] = [:]
    for (path, values) in values {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      settings[path] = values[Int(state >> 33) % values.count]
    }
    return settings
  }

  static func errors(_ body: () throws -> Void) -> Set<ConfigurationError> {
    do {
      try body()
      return []
    } catch {
      return Set((error as? ConfigurationErrors)?.errors ?? [])
    }
  }

  /// Every check reads one part alone, or this fails: no error is lost and none comes by what a part leaves out.
  ///
  /// Seen red with `data.crop_padding` taken out of its part.
  @Test(arguments: 0..<20)
  func `the errors of a configuration are those of its parts`(number: Int) {
    for number in number * 20..<(number + 1) * 20 {
      let settings = Self.settings(number)
      let whole = Self.errors { _ = try Configuration(settings: settings) }
      let parts = ConfigurationPart.all.map { part in
        Self.errors { _ = try part.canonical(settings) }
      }
      let all = parts.reduce(into: Set<ConfigurationError>()) { $0.formUnion($1) }
      // What is missing is told alone, before the rest is judged.
      let isComplete = Schema.settings.allSatisfy { !$0.isRequired || settings[$0.path] != nil }
      #expect(isComplete ? whole == all : all.isSuperset(of: whole) && !whole.isEmpty)
    }
  }

  @Test func `sound parts in canonical form make the whole configuration`() throws {
    let given: [String: SettingValue] = [
      "model.family": .text("resnet"), "model.depth": .integer(50), "data.set": .text("cifar10"),
      "train.epochs": .integer(2), "train.batch": .integer(64), "train.learning_rate": .number(0.1),
      "scaling.rule": .text("uniform"), "scaling.factor": .number(1), "numerics": .text("avx2"),
    ]
    var settings = given
    for part in ConfigurationPart.all {
      let canonical = try part.canonical(given)
      for path in part.paths { settings[path] = canonical[path] }
    }
    let whole = try Configuration(settings: given)
    #expect(settings["scaling.rule"] == .text("none"))
    #expect(Configuration(checked: settings) == whole)
    #expect(Configuration(checked: settings).pointID == whole.pointID)
  }

  @Test func `one setting alone belongs to two parts`() {
    let paths = ConfigurationPart.all.flatMap(\.paths)
    let repeated = Dictionary(grouping: paths) { $0 }.filter { $1.count > 1 }
    #expect(repeated.keys.sorted() == ["augment.scale_jitter"])
    #expect(Schema.settings.filter(\.isRequired).allSatisfy { paths.contains($0.path) })
  }
}

extension [String?] {
  fileprivate var texts: [SettingValue?] { map { $0.map(SettingValue.text) } }
}
