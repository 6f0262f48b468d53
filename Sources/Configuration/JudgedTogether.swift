// Which settings are judged together, so that many configurations can be checked part by part.

/// Settings that are judged together: a configuration makes sense if each of its parts does, whatever the others say.
///
/// Every check of a configuration reads the settings of one part alone; a test holds them to that. Settings of no part
/// have only a range.
public struct ConfigurationPart: Hashable, Sendable {
  /// The settings, sorted.
  public let paths: [String]

  /// All parts.
  public static let all = [
    network,
    ConfigurationPart(
      prefixes: ["augment."],
      ["data.crop_padding", "data.train_images", "train.batch", "train.shards"]),
    ConfigurationPart([
      "train.optimizer", "train.momentum", "train.nesterov", "train.beta1", "train.beta2",
      "train.epsilon", "train.square_decay", "train.centered", "train.rate_in_velocity",
      "train.trust_coefficient", "train.trust_clip", "train.trust_all",
    ]),
    ConfigurationPart([
      "train.schedule", "train.epochs", "train.warmup_epochs", "train.cooldown_epochs",
      "train.minimum_learning_rate", "train.decay_epochs", "train.decay_factor", "train.milestones",
    ]),
    ConfigurationPart(["train.learning_rate"]),
    ConfigurationPart(["train.loss_function", "train.bce_threshold", "train.bce_sum"]),
    ConfigurationPart(prefixes: ["train.ema_"]),
  ]

  /// The network with the images that it sees: all that its counts depend on.
  public static let network = ConfigurationPart(
    prefixes: ["model.", "scaling."],
    [
      "data.set", "data.file", "data.sha256", "data.resolution", "data.test_resolution",
      "data.frames", "data.frame_stride", "regularize.stochastic_depth_rule",
      "augment.scale_jitter",  // begins at the scaled resolution or above
    ])

  /// The settings that the memory of a training step depends on beside those of the network.
  public static let stepSettings =
    Schema.settings.map(\.path).filter { $0.hasPrefix("regularize.") }
    + ["train.batch", "train.shards"]

  /// Whether it has a setting that has to be given.
  package var hasRequired: Bool {
    paths.contains { Schema.setting(at: $0)?.isRequired == true }
  }

  private init(prefixes: [String] = [], _ others: [String] = []) {
    paths = Schema.settings.map(\.path).filter { path in
      others.contains(path) || prefixes.contains { path.hasPrefix($0) }
    }
    .sorted()
  }

  /// Values that make sense by themselves for whatever a part leaves out; no crop is larger than four pixels.
  private static let filling: [String: SettingValue] = [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
    "data.set": .text("generated"), "data.resolution": .integer(4), "train.epochs": .integer(1),
    "train.batch": .integer(1),
    "train.learning_rate": .number(1),
  ]

  /// The settings of this part in canonical form.
  ///
  /// - Throws: `ConfigurationErrors`, what a configuration with these settings would throw about them.
  package func canonical(
    _ settings: [String: SettingValue]
  ) throws -> [String: SettingValue] {
    var values = Self.filling.filter { !paths.contains($0.key) }
    for path in paths { values[path] = settings[path] }
    let configuration = try Configuration(settings: values)
    return configuration.settings.filter { paths.contains($0.key) }
  }
}
