// The scaling of a run: which rule, and what it makes of the base network and of its images.

/// The scaling of a run, read from the section `scaling`.
public struct ScalingConfiguration: Hashable, Sendable {
  /// The rule.
  public var rule: ScalingRule
  /// What the rule multiplies by; all 1 for `slow_resolution`, which has no factors.
  public var factors: ScalingFactors
  /// The step of `slow_resolution`.
  public var step: ScalingStep?

  init(_ reader: SettingsReader) {
    let rule: ScalingRule = reader.choice("scaling.rule")
    self.rule = rule
    step = reader.optionalText("scaling.step").flatMap(ScalingStep.named)
    let given = reader.optionalIntegers("scaling.weights").flatMap(ScalingWeights.init)
    if let weights = rule == .weighted ? given : rule.weights {
      factors = ScalingFactors(weights: weights, factor: reader.number("scaling.factor"))
      return
    }
    factors =
      switch rule {
      case .compound:
        ScalingFactors(
          phi: reader.number("scaling.phi"), alpha: reader.number("scaling.alpha"),
          beta: reader.number("scaling.beta"), gamma: reader.number("scaling.gamma"))
      case .factors:
        ScalingFactors(
          depth: reader.number("scaling.depth"), width: reader.number("scaling.width"),
          resolution: reader.number("scaling.resolution"))
      case .unscaled, .depth, .width, .resolution, .uniform, .fast, .weighted, .slowResolution:
        ScalingFactors()
      }
  }

  /// Whether the scaled network is the base network, at its resolution.
  var changesNothing: Bool {
    if let step, rule == .slowResolution { return step.leadsToItsBase }
    return factors == ScalingFactors()
  }

  /// The scaling of the network alone.
  var network: NetworkScaling {
    NetworkScaling(
      depth: factors.depth, width: factors.width, groupWidth: factors.groupWidth,
      rounding: rule == .compound || rule == .factors ? .efficientNet : .nearest)
  }

  /// The side of the scaled images, in pixels: to the nearest multiple of `unit`.
  ///
  /// - Source: pycls, `scaler.py`, for 4 pixels; the published resolutions of EfficientNet are multiples of 4 too.
  func resolution(of base: Int, unit: Int) -> Double {
    if let step, rule == .slowResolution { return Double(step.resolution) }
    guard factors.resolution != 1 else { return Double(base) }
    let units = Double(base) * factors.resolution / Double(unit)
    return units.rounded(.toNearestOrEven) * Double(unit)
  }
}

extension ScalingStep {
  fileprivate var leadsToItsBase: Bool { depth == base.depth && resolution == base.resolution }

  /// What the base has to be, as settings.
  fileprivate var expectedBase: String {
    let model =
      base.depth.map { "model.depth: \($0)" }
      ?? base.variant.map { "model.variant: \($0.rawValue)" } ?? ""
    return "\(model) and data.resolution: \(base.resolution)"
  }
}

extension ScalingWeights {
  /// Weights of depth, width, group width and resolution; nil where they are not four or nothing would grow.
  init?(_ list: [Int]) {
    guard list.count == 4 else { return nil }
    self.init(
      depth: Double(list[0]), width: Double(list[1]), groupWidth: Double(list[2]),
      resolution: Double(list[3]))
    guard sum > 0 else { return nil }
  }
}

extension Configuration {
  /// The settings in canonical form: a scaling that changes nothing is no scaling.
  ///
  /// So the base network is one point and one run, by whichever rule with factor 1 it was asked for.
  static func canonical(
    _ settings: [String: SettingValue], _ scaling: ScalingConfiguration
  ) -> [String: SettingValue] {
    guard scaling.changesNothing else { return settings }
    var canonical = settings
    for setting in Schema.scaling { canonical[setting.path] = setting.defaultValue }
    return canonical
  }

  /// Makes the scaled network and its resolution those of the run.
  mutating func apply(_ scaling: ScalingConfiguration) {
    if scaling.changesNothing { return }
    let unit = resolutionUnit
    data.resolution = Int(scaling.resolution(of: data.resolution, unit: unit))
    model.depth = scaling.step?.depth ?? model.depth
    model.scaling = scaling.network
  }

  /// Of what a scaled resolution is a multiple, in pixels: patches have to tile an image.
  private var resolutionUnit: Int { model.family == .visionTransformer ? model.patch : 4 }

  /// What is wrong with the choice of a scaling.
  ///
  /// - Parameters:
  ///   - scaling: The scaling as read.
  ///   - settings: All settings, not yet in canonical form.
  ///   - given: The settings that were given rather than left to their defaults.
  /// - Returns: One error for each; none where the scaling makes sense.
  func contradictions(
    of scaling: ScalingConfiguration, _ settings: [String: SettingValue],
    given: Set<String>
  ) -> [ConfigurationError] {
    var problems = uselessScaling(scaling.rule, settings)
    if let missing = missingScaling(scaling.rule, given) { problems.append(missing) }
    if scaling.rule == .weighted, let list = settings["scaling.weights"],
      case .integers(let weights) = list, ScalingWeights(weights) == nil
    {
      problems.append(
        ConfigurationError(
          "scaling.weights is \(list.canonicalText); expected four weights, of depth, width, group "
            + "width and resolution, where one besides the group width's is above 0: "
            + "[1, 8, 8, 1] is d1_w8_g8_r1", path: "scaling.weights"))
    }
    guard problems.isEmpty else { return problems }
    if scaling.rule == .slowResolution, let step = scaling.step {
      return baseContradictions(of: step)
    }
    return resolutionContradictions(of: scaling)
  }

  private func uselessScaling(
    _ rule: ScalingRule, _ settings: [String: SettingValue]
  ) -> [ConfigurationError] {
    let useless = Schema.scaling.filter { setting in
      setting.path != "scaling.rule" && !rule.settings.contains(setting.path)
        && settings[setting.path] != setting.defaultValue
    }
    return useless.map { setting in
      let takers = ScalingRule.allCases.filter { $0.settings.contains(setting.path) }
      return ConfigurationError(
        "'\(setting.path)' says nothing with scaling.rule \(rule.rawValue); take it away, it is for "
          + takers.map(\.rawValue).joined(separator: ", "), path: setting.path)
    }
  }

  /// What a rule cannot do without and was not given.
  private func missingScaling(_ rule: ScalingRule, _ given: Set<String>) -> ConfigurationError? {
    let absent = rule.settings.filter { !given.contains($0) }
    func error(_ what: String) -> ConfigurationError {
      ConfigurationError("scaling.rule \(rule.rawValue) needs \(what)", path: "scaling.rule")
    }
    switch rule {
    case .unscaled: return nil
    case .depth, .width, .resolution, .uniform, .fast, .weighted:
      guard !absent.isEmpty else { return nil }
      let meaning = absent == ["scaling.weights"] ? "" : ", the multiply-adds over the base's"
      return error(absent.reversed().joined(separator: " and ") + meaning)
    case .compound:
      return absent.contains("scaling.phi")
        ? error("scaling.phi; 1 about doubles the multiply-adds") : nil
    case .factors:
      return absent.count == rule.settings.count
        ? error("at least one of \(absent.joined(separator: ", "))") : nil
    case .slowResolution:
      return absent.isEmpty
        ? nil : error("scaling.step, for example 152@192 for resnet_rs, b4@224 for efficientnet")
    }
  }

  private func baseContradictions(of step: ScalingStep) -> [ConfigurationError] {
    guard step.families.contains(model.family) else {
      let names = ScalingStep.all.filter { $0.families.contains(model.family) }.map(\.name)
      let hint =
        names.isEmpty
        ? "no step of slow resolution scaling is published for it; use another scaling.rule"
        : "it has " + names.joined(separator: ", ")
      return [
        ConfigurationError(
          "scaling.step \(step.name) is for \(step.families.map(\.rawValue).joined(separator: ", ")), "
            + "found family \(model.family.rawValue); \(hint)", path: "scaling.step")
      ]
    }
    guard model.depth == step.base.depth, model.variant == step.base.variant,
      data.resolution == step.base.resolution
    else {
      let found = model.depth.map(String.init) ?? model.variant?.rawValue ?? "another network"
      return [
        ConfigurationError(
          "scaling.step \(step.name) starts from \(step.expectedBase), found \(found) at "
            + "\(data.resolution); give the base network, the step scales it",
          path: "scaling.step")
      ]
    }
    return []
  }

  private func resolutionContradictions(of scaling: ScalingConfiguration) -> [ConfigurationError] {
    guard case .integer(let range)? = Schema.setting(at: "data.resolution")?.kind else { return [] }
    let side = scaling.resolution(of: data.resolution, unit: resolutionUnit)
    guard side < Double(range.lowerBound) || side > Double(range.upperBound) else { return [] }
    return [
      ConfigurationError(
        "scaling.rule \(scaling.rule.rawValue) turns data.resolution \(data.resolution) into "
          + "\(side < 1e9 ? "\(Int(side))" : "\(side)"); expected \(range.lowerBound) to "
          + "\(range.upperBound); scale less or change data.resolution",
        path: scaling.rule.settings.first)
    ]
  }
}
