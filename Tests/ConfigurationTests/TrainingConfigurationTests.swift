import Configuration
import Testing

@Suite struct TrainingConfigurationTests {
  static func configuration(_ changes: [String: SettingValue]) throws -> Configuration {
    try Configuration(settings: IdentityTests.settings.merging(changes) { $1 })
  }

  static func errors(_ changes: [String: SettingValue]) throws -> String {
    try #require(
      #expect(throws: ConfigurationErrors.self) { try configuration(changes) }
    ).description
  }

  @Test func `optimisers have their own epsilon and limit of the gradient's norm`() throws {
    let rules = try ["sgd", "rmsprop", "adamw", "lamb", "lars"].map {
      try Self.configuration(["train.optimizer": .text($0)]).training.update
    }
    #expect(rules.map(\.epsilon) == [1e-8, 1e-3, 1e-8, 1e-6, 1e-8])
    #expect(rules.map(\.greatestGradientNorm) == [nil, nil, nil, 1, nil])
    let free = try Self.configuration([
      "train.optimizer": .text("lamb"), "train.clip_gradient_norm": .integer(0),
    ])
    #expect(free.training.update.greatestGradientNorm == nil)
  }

  @Test func `settings that say nothing about optimiser, schedule, loss or average are refused`()
    throws
  {
    #expect(
      try Self.errors([
        "train.optimizer": .text("adamw"), "train.nesterov": .boolean(true),
        "train.trust_clip": .boolean(true), "train.decay_epochs": .integer(3),
        "train.bce_threshold": .number(0.2), "train.ema_every": .integer(32),
      ]) == """
        'train.nesterov' says nothing about optimizer adamw; take it away, it is for sgd, lars
        'train.trust_clip' says nothing about optimizer adamw; take it away, it is for lamb, lars
        'train.decay_epochs' says nothing about schedule cosine; take it away, it is for step, exponential
        'train.bce_threshold' says nothing about loss_function softmax; take it away, it is for bce
        'train.ema_every' says nothing without train.ema_decay; give that or take it away
        """)
    #expect(
      try Self.errors([
        "train.ema_decay": .number(0.9), "train.ema_warmup_power": .number(0.75),
      ]) == """
        'train.ema_warmup_power' says nothing about ema_rule tensorflow; take it away, it is for timm
        """)
  }

  @Test(arguments: ["step", "exponential", "multistep", "timm_multistep"])
  func `a schedule without what it needs is refused`(schedule: String) throws {
    let needed = schedule.hasSuffix("multistep") ? "train.milestones" : "train.decay_epochs"
    let errors = try Self.errors(["train.schedule": .text(schedule)])
    #expect(errors.hasPrefix("train.schedule is \(schedule), which needs '\(needed)' ("))
  }

  @Test func `warm-up and cooldown have to fit into the epochs`() throws {
    let errors = try Self.errors([
      "train.epochs": .integer(4), "train.warmup_epochs": .number(2.5),
      "train.cooldown_epochs": .integer(2),
    ])
    #expect(
      errors == """
        train.warmup_epochs is 2.5 with train.cooldown_epochs: 2.0, more than train.epochs: 4
        """)
    #expect(
      try Self.errors(["train.epochs": .integer(4), "train.warmup_epochs": .integer(5)])
        == "train.warmup_epochs is 5.0, more than train.epochs: 4")
  }

  @Test func `stages of stochastic depth are for residual networks`() throws {
    let stage: [String: SettingValue] = ["regularize.stochastic_depth_rule": .text("stage")]
    #expect(try Self.configuration(stage).regularization.stochasticDepthRule == .stage)
    var settings = ModelConfigurationTests.settings([
      "family": .text("efficientnet"), "variant": .text("b0"),
    ])
    settings.merge(stage) { $1 }
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(
      errors.description == """
        regularize.stochastic_depth_rule is stage, which family efficientnet does not have; take it \
        away, it is for the residual families
        """)
  }

  @Test func `averages are there where their decay is given`() throws {
    #expect(try Self.configuration([:]).training.averaging == nil)
    let averaging = try #require(
      try Self.configuration(["train.ema_decay": .number(0.99)]).training.averaging)
    #expect(averaging.decay == 0.99 && averaging.rule == .tensorFlow && averaging.every == 1)
  }
}
