// One fully resolved run as values.

/// One fully resolved run: everything its result depends on, and nothing else.
public struct Configuration: Hashable, Sendable {
  /// The network, scaled.
  public var model: ModelConfiguration
  /// The images.
  public var data: DataConfiguration
  /// What training images go through.
  public var augmentation: AugmentationConfiguration
  /// The optimisation.
  public var training: TrainingConfiguration
  /// What keeps the network from overfitting.
  public var regularization: RegularizationConfiguration
  /// What the bits of its arithmetic are held to.
  public var numerics: Numerics
  /// What chance depends on.
  public var seeds: SeedConfiguration
  /// The values it was read from, defaults filled in; a scaling that changes nothing is left out.
  public let settings: [String: SettingValue]

  /// Settings that its identity leaves out.
  public var unidentified: Set<String> = [] {
    didSet { seeds.ownRoot = ownRoot }
  }

  /// The root of the point's own chance, made of its identity; nil where replicates are paired.
  private var ownRoot: UInt64? {
    settings["seeds.paired"] == .boolean(false) ? UInt64(pointID, radix: 16) : nil
  }

  /// Reads a configuration from settings by path; absent ones take their defaults.
  ///
  /// - Throws: `ConfigurationErrors`, with every setting that is missing, unknown or out of range, and every
  ///   combination that makes no sense.
  public init(settings given: [String: SettingValue], replicate: Int = 0) throws {
    let settings = try Self.resolved(given)
    let scaling = ScalingConfiguration(SettingsReader(settings: settings))
    self.init(settings, scaling, replicate: replicate)
    let ofScaling = contradictions(of: scaling, settings, given: Set(given.keys))
    var problems = contradictions + ofScaling
    if ofScaling.isEmpty {
      apply(scaling)
      problems += scaledCropContradictions
    }
    guard problems.isEmpty else { throw ConfigurationErrors(problems) }
  }

  /// Takes settings of which each part (`ConfigurationPart`) was found to make sense.
  package init(checked given: [String: SettingValue]) {
    let settings = given.merging(Schema.defaults) { given, _ in given }
    let scaling = ScalingConfiguration(SettingsReader(settings: settings))
    self.init(settings, scaling, replicate: 0)
    apply(scaling)
  }

  /// The base of a scaling as values.
  private init(
    _ settings: [String: SettingValue], _ scaling: ScalingConfiguration, replicate: Int
  ) {
    let reader = SettingsReader(settings: settings)
    self.settings = Self.canonical(settings, scaling)
    model = ModelConfiguration(reader)
    data = DataConfiguration(reader)
    augmentation = AugmentationConfiguration(reader)
    training = TrainingConfiguration(reader)
    regularization = RegularizationConfiguration(reader)
    numerics = reader.choice("numerics")
    seeds = SeedConfiguration(reader, replicate: replicate)
    seeds.ownRoot = ownRoot
  }

  /// The same point under another replicate.
  public func replicate(_ number: Int) -> Configuration {
    var copy = self
    copy.seeds.replicate = number
    return copy
  }

  private static func resolved(_ given: [String: SettingValue]) throws -> [String: SettingValue] {
    var problems: [ConfigurationError] = []
    var settings: [String: SettingValue] = [:]
    for path in given.keys.sorted() where Schema.setting(at: path) == nil {
      problems.append(.unknown(path))
    }
    for setting in Schema.settings {
      guard let value = given[setting.path] else {
        if setting.isRequired { problems.append(.missing(setting)) }
        settings[setting.path] = setting.defaultValue
        continue
      }
      settings[setting.path] = setting.kind.accepted(value)
      if settings[setting.path] == nil { problems.append(.unacceptable(value, setting)) }
    }
    guard problems.isEmpty else { throw ConfigurationErrors(problems) }
    return settings
  }

  private var dataContradictions: [ConfigurationError] {
    if data.set == .packed {
      guard data.file == nil else { return [] }
      return [
        ConfigurationError(
          "data.set is packed, but there is no data.file; name the file that 'revisit data prepare' made",
          path: "data.file")
      ]
    }
    return ["data.file", "data.sha256"].filter { settings[$0] != nil }.map { (path: String) in
      ConfigurationError(
        "'\(path)' says nothing about data.set: \(data.set.rawValue); take it away, it is for packed",
        path: path)
    }
  }

  private var contradictions: [ConfigurationError] {
    var problems =
      modelContradictions + dataContradictions + clipContradictions + augmentationContradictions
      + trainingContradictions
    if let images = data.trainImages, images < training.batch {
      problems.append(
        ConfigurationError(
          "data.train_images is \(images), less than one batch (train.batch: \(training.batch)); "
            + "use a smaller batch or more images"))
    }
    if !training.batch.isMultiple(of: training.shards) {
      problems.append(
        ConfigurationError(
          "train.shards is \(training.shards), which does not divide train.batch: \(training.batch); "
            + "shards are equal parts of a batch"))
    }
    return problems
  }
}
