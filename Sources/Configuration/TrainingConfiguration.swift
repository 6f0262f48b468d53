// The optimisation of a configuration, typed.

/// The optimisation of a run.
public struct TrainingConfiguration: Hashable, Sendable {
  /// Passes over the training split.
  public var epochs: Int
  /// Images a step.
  public var batch: Int
  /// Equal parts of a batch, each with batch statistics of its own.
  public var shards: Int
  /// The rule of the update.
  public var update: UpdateConfiguration
  /// The course of the learning rate.
  public var schedule: ScheduleConfiguration
  /// The averages of weights that are kept; nil for none.
  public var averaging: AveragingConfiguration?
  /// What is minimised.
  public var loss: LossConfiguration
  /// Weight of a batch in the running statistics of batch norms; nil for the network's own.
  public var normMomentum: Double?

  init(_ reader: SettingsReader) {
    epochs = reader.integer("train.epochs")
    batch = reader.integer("train.batch")
    shards = reader.integer("train.shards")
    update = UpdateConfiguration(reader)
    schedule = ScheduleConfiguration(reader)
    averaging = AveragingConfiguration(reader)
    loss = LossConfiguration(reader)
    normMomentum = reader.optionalNumber("train.norm_momentum")
  }
}

/// The rule of the update.
public struct UpdateConfiguration: Hashable, Sendable {
  /// The rule.
  public var optimizer: OptimizerKind
  /// Momentum, in 0...1.
  public var momentum: Double
  /// Whether momentum takes Nesterov's form.
  public var nesterov: Bool
  /// Decay of the first moment, in 0..<1.
  public var beta1: Double
  /// Decay of the second moment, in 0..<1.
  public var beta2: Double
  /// Added to what is divided by.
  public var epsilon: Double
  /// Decay of RMSProp's mean square, in 0..<1.
  public var squareDecay: Double
  /// Whether RMSProp takes the mean of the gradient off.
  public var isCentered: Bool
  /// Whether RMSProp's velocity holds the rates of its steps.
  public var keepsRateInVelocity: Bool
  /// LARS' part of a parameter's norm that a step may have.
  public var trustCoefficient: Double
  /// Whether the trust ratio is at most 1.
  public var clipsTrust: Bool
  /// Whether parameters without decay have a trust ratio too.
  public var trustsAll: Bool
  /// Greatest norm of all gradients together; nil for no limit.
  public var greatestGradientNorm: Double?
  /// Decay of the weights.
  public var weightDecay: Double
  /// Whether parameters of batch norms and biases decay too.
  public var decaysNormsAndBiases: Bool
  /// Whether biases decay where parameters of batch norms do not.
  public var decaysBiases: Bool

  init(_ reader: SettingsReader) {
    let optimizer: OptimizerKind = reader.choice("train.optimizer")
    self.optimizer = optimizer
    momentum = reader.number("train.momentum")
    nesterov = reader.boolean("train.nesterov")
    beta1 = reader.number("train.beta1")
    beta2 = reader.number("train.beta2")
    epsilon = reader.optionalNumber("train.epsilon") ?? optimizer.epsilon
    squareDecay = reader.number("train.square_decay")
    isCentered = reader.boolean("train.centered")
    keepsRateInVelocity = reader.boolean("train.rate_in_velocity")
    trustCoefficient = reader.number("train.trust_coefficient")
    clipsTrust = reader.boolean("train.trust_clip")
    trustsAll = reader.boolean("train.trust_all")
    let limit = reader.optionalNumber("train.clip_gradient_norm") ?? optimizer.gradientNormLimit
    greatestGradientNorm = limit > 0 ? limit : nil
    weightDecay = reader.number("train.weight_decay")
    decaysNormsAndBiases = reader.boolean("train.decay_norms_and_biases")
    decaysBiases = reader.boolean("train.decay_biases")
  }
}

extension OptimizerKind {
  /// What is used where a study does not say.
  ///
  /// - Source: PyTorch for Adam, timm for LAMB and LARS; for RMSProp the code released with EfficientNet (Tan and Le
  ///   2019, arXiv 1905.11946).
  fileprivate var epsilon: Double {
    switch self {
    case .adam, .adamW, .lars, .sgd: 1e-8
    case .lamb: 1e-6
    case .rmsprop: 1e-3
    }
  }

  /// The same for the norm of all gradients; 0 for no limit.
  ///
  /// - Source: timm, which has it from the `max_grad_norm` of NVIDIA's LAMB.
  fileprivate var gradientNormLimit: Double { self == .lamb ? 1 : 0 }
}

/// The course of the learning rate.
public struct ScheduleConfiguration: Hashable, Sendable {
  /// The course after warm-up.
  public var kind: ScheduleKind
  /// When it changes.
  public var unit: ScheduleUnit
  /// Peak learning rate.
  public var peak: Double
  /// What a cosine ends at.
  public var minimum: Double
  /// Epochs at the end, at the minimum.
  public var cooldownEpochs: Double
  /// Epochs after which it is multiplied by the factor.
  public var milestones: [Int]
  /// Epochs between two multiplications.
  public var decayEpochs: Double
  /// The factor of steps and milestones.
  public var decayFactor: Double
  /// Epochs of linear warm-up.
  public var warmupEpochs: Double
  /// The learning rate that warm-up starts at; nil for our own rule.
  public var warmupStart: Double?
  /// Whether the course begins after the warm-up; otherwise it is joined where it would be by then.
  public var beginsAfterWarmup: Bool

  init(_ reader: SettingsReader) {
    kind = reader.choice("train.schedule")
    unit = reader.choice("train.schedule_unit")
    peak = reader.number("train.learning_rate")
    minimum = reader.number("train.minimum_learning_rate")
    cooldownEpochs = reader.number("train.cooldown_epochs")
    milestones = reader.optionalIntegers("train.milestones") ?? []
    decayEpochs = reader.optionalNumber("train.decay_epochs") ?? 1
    decayFactor = reader.number("train.decay_factor")
    warmupEpochs = reader.number("train.warmup_epochs")
    warmupStart = reader.optionalNumber("train.warmup_learning_rate")
    beginsAfterWarmup = reader.boolean("train.warmup_prefix")
  }
}

/// Averages of weights and running statistics over the steps.
public struct AveragingConfiguration: Hashable, Sendable {
  /// The part of the average that stays at an update, in 0...1.
  public var decay: Double
  /// How it gets there.
  public var rule: AverageRule
  /// The power of timm's warm-up.
  public var power: Double
  /// Steps from one update to the next.
  public var every: Int
  /// Epochs during which updates copy.
  public var startEpochs: Double
  /// Whether running statistics are copied and not averaged.
  public var copiesStatistics: Bool

  /// Averages as settings ask for them; nil where they do not.
  init?(_ reader: SettingsReader) {
    guard let decay = reader.optionalNumber("train.ema_decay") else { return nil }
    self.decay = decay
    rule = reader.choice("train.ema_rule")
    power = reader.number("train.ema_warmup_power")
    every = reader.integer("train.ema_every")
    startEpochs = reader.number("train.ema_start_epochs")
    copiesStatistics = reader.boolean("train.ema_copies_statistics")
  }
}

/// What training minimises; the label smoothing is among the regularisers.
public struct LossConfiguration: Hashable, Sendable {
  /// The loss.
  public var kind: LossKind
  /// Above it a target of binary cross-entropy becomes 1, else 0; nil leaves targets as they are.
  public var binaryThreshold: Double?
  /// Whether binary cross-entropy is the sum over classes and not their mean.
  public var sumsClasses: Bool

  init(_ reader: SettingsReader) {
    kind = reader.choice("train.loss_function")
    binaryThreshold = reader.optionalNumber("train.bce_threshold")
    sumsClasses = reader.boolean("train.bce_sum")
  }
}
