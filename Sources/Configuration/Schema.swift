// Every setting of a run: its name, type, range, default and meaning, stated once.

/// One setting that a study may give or vary.
public struct Setting: Hashable, Sendable {
  /// The dotted name, for example `train.weight_decay`.
  public let path: String
  /// What it accepts.
  public let kind: SettingKind
  /// The value when a study does not give one; nil where it is absent then.
  public let defaultValue: SettingValue?
  /// Whether a study must give it.
  public let isRequired: Bool
  /// What it means, with its unit.
  public let summary: String

  /// A setting that is absent, or missing, where a study does not give it.
  fileprivate init(
    _ path: String, _ kind: SettingKind, required: Bool = false, _ summary: String
  ) {
    (self.path, self.kind, self.summary) = (path, kind, summary)
    (defaultValue, isRequired) = (nil, required)
  }

  /// A setting with a default.
  fileprivate init(
    _ path: String, _ kind: SettingKind, _ defaultValue: SettingValue, _ summary: String
  ) {
    (self.path, self.kind, self.summary) = (path, kind, summary)
    (self.defaultValue, isRequired) = (defaultValue, false)
  }
}

/// The settings that make up one run.
public enum Schema {
  /// All settings, in the order in which a configuration is listed.
  public static let settings: [Setting] =
    model + scaling + data + augmentation + training + regularization + arithmetic + seeds

  /// The setting at a path.
  public static func setting(at path: String) -> Setting? { byPath[path] }

  /// The defaults of the settings that have one, by path.
  static let defaults = Dictionary(
    uniqueKeysWithValues: settings.compactMap { setting in
      setting.defaultValue.map { (setting.path, $0) }
    })

  private static let byPath = Dictionary(uniqueKeysWithValues: settings.map { ($0.path, $0) })
  /// Settings that an identity may leave out: they say where the images are found, and what was found there is
  /// compared with what done runs were trained on.
  public static let identityMayLeaveOut = ["data.file", "data.sha256"]

  private static let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
  private static let notNegative = 0...Double.greatestFiniteMagnitude

  private static let model: [Setting] = [
    Setting(
      "model.family", .choice(ModelFamily.allCases.map(\.rawValue)), required: true,
      "network family; cifar_resnet has three stages and a 3x3 stem"),
    Setting(
      "model.variant", .choice(ModelVariant.allCases.map(\.rawValue)),
      "published member: b0 to l2 (efficientnet; absent: b0), 200mf to 32gf (regnet), tiny to large (vit), r3d to r2plus1d (video_resnet; absent: r3d)"
    ),
    Setting(
      "model.depth", .integer(1...10_000),
      "layers with weights (resnet: 18 to 152; resnet_rs: 26 to 420; cifar_resnet: 6n+2 or 9n+2); regnet, vit: blocks"
    ),
    Setting(
      "model.blocks_per_stage", .integers(1...1_000), "blocks of each stage, instead of a depth"),
    Setting(
      "model.block", .choice(BlockKind.allCases.map(\.rawValue)),
      "residual block; absent: the published one of the depth, for cifar_resnet basic"),
    Setting("model.width", .number(0.01...100), .number(1), "factor on the channels of each stage"),
    Setting(
      "model.depth_factor", .number(0.01...100), .number(1),
      "efficientnet: factor on the blocks of each stage, rounded up"),
    Setting(
      "model.stem", .choice(StemKind.allCases.map(\.rawValue)),
      "resnets: what comes before the stages; absent: the family's"),
    Setting(
      "model.shortcut", .choice(ShortcutKind.allCases.map(\.rawValue)),
      "resnets: where the shape changes; absent: the family's"),
    Setting(
      "model.se_ratio", .number(0...1),
      "squeezed channels over channels, 0 for no squeeze and excitation; absent: the family's"),
    Setting(
      "model.zero_last_scale", .boolean,
      "whether the last batch norm of a residual branch starts at 0; absent: the family's way"),
    Setting("model.w0", .number(8...10_000), "regnet: width of the first block"),
    Setting("model.wa", .number(0...10_000), "regnet: growth of the width by a block"),
    Setting("model.wm", .number(1.01...100), "regnet: ratio of the widths of neighbouring stages"),
    Setting("model.group_width", .integer(1...10_000), "regnet: channels of a group"),
    Setting("model.patch", .integer(1...256), .integer(16), "vit: side of a patch, in pixels"),
    Setting("model.heads", .integer(1...1_024), "vit: heads of attention; absent: the variant's"),
  ]

  static let scaling: [Setting] = [
    Setting(
      "scaling.rule", .choice(ScalingRule.allCases.map(\.rawValue)), .text("none"),
      "how the network and its images are scaled; none: not"),
    Setting(
      "scaling.factor", .number(0.001...10_000), .number(1),
      "depth, width, resolution, uniform, fast, weighted: multiply-adds over those of the base"),
    Setting(
      "scaling.weights", .integers(0...1_000),
      "weighted: shares of depth, width, group width and resolution; [1, 8, 8, 1] is fast"),
    Setting(
      "scaling.phi", .number(-20...20), .number(0), "compound: the exponent of the three factors"),
    Setting(
      "scaling.alpha", .number(0.1...10), .number(1.2), "compound: factor on depth for phi 1"),
    Setting("scaling.beta", .number(0.1...10), .number(1.1), "compound: factor on width for phi 1"),
    Setting(
      "scaling.gamma", .number(0.1...10), .number(1.15), "compound: factor on resolution for phi 1"),
    Setting("scaling.depth", .number(0.01...100), .number(1), "factors: on the blocks of a stage"),
    Setting(
      "scaling.width", .number(0.01...100), .number(1), "factors: on the channels of a stage"),
    Setting(
      "scaling.resolution", .number(0.01...100), .number(1), "factors: on the side of the images"),
    Setting(
      "scaling.step", .choice(ScalingStep.all.map(\.name)),
      "slow_resolution: the published depth, or variant, and resolution"),
  ]

  private static let data: [Setting] = [
    Setting(
      "data.set", .choice(DataSetName.allCases.map(\.rawValue)), required: true,
      "where the images come from"),
    Setting(
      "data.file", .fileName,
      "packed sets: the file's name in the folder of data sets, as 'revisit data prepare' made it"),
    Setting(
      "data.sha256", .hexadecimal(digits: 8...64),
      "packed sets: the beginning of the content's SHA-256, which the file must have; absent: any"),
    Setting(
      "data.resolution", .integer(4...1_024), .integer(32),
      "side of the square images that the network sees, in pixels, before scaling"),
    Setting(
      "data.frames", .integer(1...1_024),
      "clips: frames of a clip that the network sees; drawn where to begin in training, the middle otherwise"
    ),
    Setting(
      "data.frame_stride", .integer(1...64), .integer(1),
      "clips: of how many frames that follow one another the network sees one"),
    Setting(
      "data.train_images", .integer(1...100_000_000),
      "training images, drawn by seed; absent: all that validation leaves"),
    Setting(
      "data.validation_images", .integer(0...100_000_000), .integer(0),
      "images held out of the training part, drawn by seed"),
    Setting(
      "data.test_images", .integer(1...100_000_000),
      "test images, the first of the set's test part; absent: all"),
    Setting(
      "data.label_noise", .number(0...1), .number(0),
      "fraction of the training labels replaced by another class"),
    Setting(
      "data.pixel_noise", .number(0...10), .number(0.1),
      "generated images: deviation of the noise on pixels in 0...1"),
    Setting(
      "data.crop_padding", .integer(0...1_024), .integer(0),
      "random crop: pixels of black border that an image is padded with first"),
    Setting(
      "data.flip", .boolean, .boolean(false), "mirror half of the training images left to right"),
    Setting(
      "data.test_resolution", .integer(4...1_024),
      "side of the images of validation and test, in pixels; absent: data.resolution"),
    Setting(
      "data.test_crop_ratio", .number(0.01...1), .number(1),
      "validation and test: that side over the shorter side of the image that it is the middle of"),
    Setting(
      "data.test_interpolation",
      .choice([InterpolationKind.bilinear, .bicubic].map(\.rawValue)), .text("bilinear"),
      "validation and test: how images are resized"),
  ]

  private static let augmentation: [Setting] = [
    Setting(
      "augment.random_resized_crop", .boolean, .boolean(false),
      "train on random parts of the images, resized to data.resolution"),
    Setting(
      "augment.min_area", .number(0.0001...1), .number(0.08),
      "random resized crop: least part of the area; the greatest is all of it"),
    Setting(
      "augment.min_aspect", .number(0.01...1), .number(0.75),
      "random resized crop: least width over height; the greatest is its inverse"),
    Setting(
      "augment.scale_jitter", .integers(4...4_096),
      "least and greatest shorter side, in pixels, to which an image or clip is resized before a random crop"
    ),
    Setting(
      "augment.interpolation", .choice(InterpolationKind.allCases.map(\.rawValue)),
      .text("bilinear"), "how crops are resized, and pixels looked up for a policy"),
    Setting(
      "augment.policy", .choice(PolicyKind.allCases.map(\.rawValue)), .text("none"),
      "what else images go through: timm's RandAugment, that of ResNet-RS, AutoAugment, 3-Augment, TrivialAugment"
    ),
    Setting(
      "augment.layers", .integer(1...16), .integer(2), "rand_augment: operations an image"),
    Setting(
      "augment.magnitude", .number(0...30),
      "rand_augment: how much an operation does; tf_rand_augment does everything up to 30"),
    Setting(
      "augment.magnitude_std", .number(0...30), .number(0),
      "rand_augment: deviation of the magnitude"),
    Setting(
      "augment.magnitude_max", .number(0...30), .number(10),
      "rand_augment: what a magnitude is held to"),
    Setting(
      "augment.increasing", .boolean, .boolean(true),
      "rand_augment: timm's set in which each operation does more at a higher magnitude"),
    Setting(
      "augment.layer_probability", .number(0...1), .number(0.5),
      "rand_augment: how often an operation is applied"),
    Setting(
      "augment.color_jitter", .number(0...1), .number(0),
      "brightness, contrast and saturation, each by a factor in 1 +- this"),
    Setting(
      "augment.hue", .number(0...0.5), .number(0),
      "hue, by up to this part of its circle either way, in random order with the jitter"),
    Setting(
      "augment.lighting", .number(0...1), .number(0),
      "colour images: deviation of the noise along the principal colours of ImageNet"),
    Setting(
      "augment.erase_probability", .number(0...1), .number(0),
      "how often boxes of an image are erased"),
    Setting(
      "augment.erase_fill", .choice(ErasingFill.allCases.map(\.rawValue)), .text("pixels"),
      "erasing: the data's mean, one normal colour a box, or noise"),
    Setting(
      "augment.erase_count", .integer(1...16), .integer(1), "erasing: boxes an image at most"),
    Setting(
      "augment.mixup_alpha", .number(0...100), .number(0),
      "mixup: parameter of the beta distribution of weights; 0: no mixup"),
    Setting(
      "augment.cutmix_alpha", .number(0...100), .number(0),
      "CutMix: parameter of the beta distribution of weights; 0: no CutMix"),
    Setting(
      "augment.mix_probability", .number(0...1), .number(1), "how often images are mixed"),
    Setting(
      "augment.switch_probability", .number(0...1), .number(0.5),
      "how often by CutMix where mixup is on, too"),
    Setting(
      "augment.mix_mode", .choice(MixingMode.allCases.map(\.rawValue)), .text("batch"),
      "what shares a mixture: the batch, an image and its mate, or nothing"),
    Setting(
      "augment.mix_off_epoch", .integer(0...100_000),
      "epoch, from 0, from which on nothing is mixed; absent: none"),
    Setting(
      "augment.repeats", .integer(1...1_000), .integer(1),
      "copies of a sample in a batch, in an epoch of as many images as without"),
  ]

  private static let training: [Setting] = [
    Setting(
      "train.epochs", .integer(1...100_000), required: true, "passes over the training split"),
    Setting(
      "train.batch", .integer(1...1_000_000), required: true,
      "images a step; the incomplete last batch of an epoch is dropped"),
    Setting(
      "train.shards", .integer(1...65_536), .integer(1),
      "equal parts of a batch; each is computed by one thread and normalised by its own statistics"),
    Setting(
      "train.optimizer", .choice(OptimizerKind.allCases.map(\.rawValue)), .text("sgd"),
      "rule of the update"),
    Setting("train.learning_rate", .number(positive), required: true, "peak learning rate"),
    Setting(
      "train.momentum", .number(0...1), .number(0.9), "sgd, rmsprop, lars: momentum"),
    Setting(
      "train.nesterov", .boolean, .boolean(false), "sgd, lars: Nesterov's form of momentum"),
    Setting(
      "train.beta1", .number(0...0.999_999), .number(0.9),
      "adam, adamw, lamb: decay of the gradient's first moment"),
    Setting(
      "train.beta2", .number(0...0.999_999), .number(0.999),
      "adam, adamw, lamb: decay of its second moment"),
    Setting(
      "train.epsilon", .number(positive),
      "added to what a step is divided by; absent: 1e-8, for lamb 1e-6, for rmsprop 1e-3"),
    Setting(
      "train.square_decay", .number(0...0.999_999), .number(0.9),
      "rmsprop: decay of the gradient's mean square"),
    Setting(
      "train.centered", .boolean, .boolean(false),
      "rmsprop: take the square of the gradient's mean off its mean square"),
    Setting(
      "train.rate_in_velocity", .boolean, .boolean(true),
      "rmsprop: multiply by the learning rate before the velocity (TensorFlow), not after (PyTorch)"
    ),
    Setting(
      "train.trust_coefficient", .number(positive), .number(0.001),
      "lars: part of a parameter's norm that a step may have"),
    Setting(
      "train.trust_clip", .boolean, .boolean(false),
      "lamb, lars: trust ratios of at most 1, for lars of the learning rate (LARC)"),
    Setting(
      "train.trust_all", .boolean, .boolean(false),
      "lamb, lars: trust ratios for parameters without decay too"),
    Setting(
      "train.clip_gradient_norm", .number(notNegative),
      "greatest norm of all gradients together, 0 for no limit; absent: no limit, for lamb 1"),
    Setting(
      "train.weight_decay", .number(notNegative), .number(0),
      "L2 decay added to the gradient; adamw: times the rate, off the weight; lamb: added to the direction"
    ),
    Setting(
      "train.decay_norms_and_biases", .boolean, .boolean(true),
      "whether parameters of batch norms and biases decay too"),
    Setting(
      "train.decay_biases", .boolean, .boolean(false),
      "whether biases decay where parameters of batch norms do not"),
    Setting(
      "train.schedule", .choice(ScheduleKind.allCases.map(\.rawValue)), .text("cosine"),
      "course of the learning rate after warm-up"),
    Setting(
      "train.schedule_unit", .choice(ScheduleUnit.allCases.map(\.rawValue)), .text("step"),
      "when the learning rate changes"),
    Setting(
      "train.minimum_learning_rate", .number(notNegative), .number(0),
      "cosine: learning rate that it ends at"),
    Setting(
      "train.cooldown_epochs", .number(notNegative), .number(0),
      "cosine: epochs at the end, at the minimum"),
    Setting(
      "train.milestones", .integers(1...100_000),
      "multistep, timm_multistep: epochs after which the learning rate is multiplied by the factor"),
    Setting(
      "train.decay_epochs", .number(positive),
      "step, exponential: epochs that multiply the learning rate by the factor"),
    Setting(
      "train.decay_factor", .number(0...1), .number(0.1),
      "step, exponential, multistep: the factor"),
    Setting(
      "train.warmup_epochs", .number(notNegative), .number(0),
      "epochs over which the learning rate rises linearly"),
    Setting(
      "train.warmup_learning_rate", .number(notNegative),
      "learning rate of the first step of warm-up; absent: it rises by peak / (steps of warm-up + 1) a step, from that"
    ),
    Setting(
      "train.warmup_prefix", .boolean, .boolean(true),
      "whether the course begins after warm-up; otherwise its time counts from the first step"),
    Setting(
      "train.ema_decay", .number(0...1),
      "decay of moving averages of weights and running statistics, evaluated too; absent: none"),
    Setting(
      "train.ema_rule", .choice(AverageRule.allCases.map(\.rawValue)), .text("tensorflow"),
      "how the decay begins: min(decay, (1 + n) / (10 + n)), as it is, after a copy, or timm's warm-up"
    ),
    Setting(
      "train.ema_warmup_power", .number(0...10), .number(2.0 / 3),
      "timm's warm-up: the power p of 1 - (1 + n)^-p"),
    Setting("train.ema_every", .integer(1...1_000_000), .integer(1), "steps between updates"),
    Setting(
      "train.ema_start_epochs", .number(notNegative), .number(0),
      "epochs over which the averages are copies"),
    Setting(
      "train.ema_copies_statistics", .boolean, .boolean(false),
      "whether running statistics are copied, not averaged"),
    Setting(
      "train.loss_function", .choice(LossKind.allCases.map(\.rawValue)), .text("softmax"),
      "cross-entropy of the softmax, or binary cross-entropy of each class"),
    Setting(
      "train.bce_threshold", .number(0...1),
      "bce: targets above it become 1, the others 0; absent: as they are"),
    Setting(
      "train.bce_sum", .boolean, .boolean(false), "bce: sum over the classes, not their mean"),
    Setting(
      "train.norm_momentum", .number(0...1),
      "weight of a batch in the running statistics of batch norms; absent: the network's"),
  ]

  private static let regularization: [Setting] = [
    Setting(
      "regularize.dropout", .number(0...0.99), .number(0),
      "probability of zeroing a feature before the classifier"),
    Setting(
      "regularize.stochastic_depth", .number(0...0.99), .number(0),
      "probability of dropping the last residual branch of an image; earlier ones have less, in proportion"
    ),
    Setting(
      "regularize.stochastic_depth_rule", .choice(StochasticDepthRule.allCases.map(\.rawValue)),
      .text("block"),
      "whether the probability falls from block to block, to 0, or from stage to stage (ResNet-RS as released)"
    ),
    Setting(
      "regularize.label_smoothing", .number(0...0.99), .number(0),
      "weight of the uniform distribution in the target"),
  ]

  private static let arithmetic: [Setting] = [
    Setting(
      "numerics", .choice(Numerics.allCases.map(\.rawValue)), .text("native"),
      "instruction set that every sum is computed with; native: the machine's own")
  ]

  private static let seeds: [Setting] = [
    Setting("seeds.root", .integer(0...Int.max), .integer(0), "root seed of the study"),
    Setting(
      "seeds.vary", .choices(RandomSource.allCases.map(\.rawValue)),
      .texts(RandomSource.varyingByDefault.map(\.rawValue).sorted()),
      "what differs between replicates; the rest is drawn as in replicate 0"),
    Setting(
      "seeds.paired", .boolean, .boolean(true),
      "whether replicate k is the same chance at every point; otherwise what varies has a root of its own at each"
    ),
  ]
}
