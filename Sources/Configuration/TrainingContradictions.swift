// Which settings of the training each choice has, and which combinations make no sense.

extension OptimizerKind {
  /// The settings that say something about it and not about all others.
  fileprivate var settings: Set<String> {
    switch self {
    case .sgd: ["train.momentum", "train.nesterov"]
    case .rmsprop:
      [
        "train.momentum", "train.epsilon", "train.square_decay", "train.centered",
        "train.rate_in_velocity",
      ]
    case .adam, .adamW: ["train.beta1", "train.beta2", "train.epsilon"]
    case .lamb:
      ["train.beta1", "train.beta2", "train.epsilon", "train.trust_clip", "train.trust_all"]
    case .lars:
      [
        "train.momentum", "train.nesterov", "train.epsilon", "train.trust_coefficient",
        "train.trust_clip", "train.trust_all",
      ]
    }
  }
}

extension ScheduleKind {
  /// The settings that say something about it and not about all others.
  fileprivate var settings: Set<String> {
    switch self {
    case .constant: []
    case .cosine: ["train.minimum_learning_rate", "train.cooldown_epochs"]
    case .step, .exponential: ["train.decay_epochs", "train.decay_factor"]
    case .multistep, .timmMultistep: ["train.milestones", "train.decay_factor"]
    }
  }

  /// The setting that it cannot be without.
  fileprivate var needed: String? {
    switch self {
    case .constant, .cosine: nil
    case .step, .exponential: "train.decay_epochs"
    case .multistep, .timmMultistep: "train.milestones"
    }
  }
}

extension LossKind {
  /// The settings that say something about it and not about all others.
  fileprivate var settings: Set<String> {
    switch self {
    case .softmax: []
    case .binary: ["train.bce_threshold", "train.bce_sum"]
    }
  }
}

extension AverageRule {
  /// The settings that say something about it and not about all others.
  fileprivate var settings: Set<String> {
    switch self {
    case .tensorFlow, .constant, .copyFirst: []
    case .timm: ["train.ema_warmup_power"]
    }
  }
}

extension Configuration {
  /// What is wrong with the choices of the training.
  var trainingContradictions: [ConfigurationError] {
    let schedule = training.schedule
    var problems =
      useless(beside: training.update.optimizer, called: "optimizer", \.settings)
      + useless(beside: schedule.kind, called: "schedule", \.settings)
      + useless(beside: training.loss.kind, called: "loss_function", \.settings)
    if let averaging = training.averaging {
      problems += useless(beside: averaging.rule, called: "ema_rule", \.settings)
    } else {
      problems += uselessAverages
    }
    if let needed = schedule.kind.needed, settings[needed] == nil {
      problems.append(
        ConfigurationError(
          "train.schedule is \(schedule.kind.rawValue), which needs '\(needed)' "
            + "(\(Schema.setting(at: needed)?.summary ?? ""))", path: needed))
    }
    if schedule.warmupEpochs + schedule.cooldownEpochs > Double(training.epochs) {
      let cooldown =
        schedule.cooldownEpochs > 0
        ? " with train.cooldown_epochs: \(schedule.cooldownEpochs)" : ""
      problems.append(
        ConfigurationError(
          "train.warmup_epochs is \(schedule.warmupEpochs)\(cooldown), "
            + "more than train.epochs: \(training.epochs)"))
    }
    if regularization.stochasticDepthRule == .stage, !model.family.isResidual {
      problems.append(
        ConfigurationError(
          "regularize.stochastic_depth_rule is stage, which family \(model.family.rawValue) does not "
            + "have; take it away, it is for the residual families",
          path: "regularize.stochastic_depth_rule", choices: ["model.family"]))
    }
    return problems
  }

  /// Settings that are given though they belong to other choices than the one that was made.
  private func useless<Choice: CaseIterable & RawRepresentable<String>>(
    beside chosen: Choice, called name: String, _ settingsOf: (Choice) -> Set<String>
  ) -> [ConfigurationError] {
    let known = settingsOf(chosen)
    return given { path in
      !known.contains(path) && Choice.allCases.contains { settingsOf($0).contains(path) }
    }
    .map { path in
      let takers = Choice.allCases.filter { settingsOf($0).contains(path) }
      return ConfigurationError(
        "'\(path)' says nothing about \(name) \(chosen.rawValue); take it away, it is for "
          + takers.map(\.rawValue).joined(separator: ", "), path: path,
        choices: ["train.\(name)"])
    }
  }

  private var uselessAverages: [ConfigurationError] {
    given { $0.hasPrefix("train.ema_") }.map { path in
      ConfigurationError(
        "'\(path)' says nothing without train.ema_decay; give that or take it away", path: path,
        choices: ["train.ema_decay"])
    }
  }

  /// The settings with other values than their defaults, of those that `isMeant` picks.
  private func given(_ isMeant: (String) -> Bool) -> [String] {
    Schema.settings.filter { settings[$0.path] != $0.defaultValue && isMeant($0.path) }.map(\.path)
  }
}
