// How training images are changed, typed, and which of its settings say something.

/// What training images go through beyond a padded crop and a flip.
public struct AugmentationConfiguration: Hashable, Sendable {
  /// Whether a random part of the image is resized to the network's resolution.
  public var randomResizedCrop: Bool
  /// The least part of the area that is cropped, in 0...1.
  public var minimumArea: Double
  /// The least width over height of a crop; the greatest is its inverse.
  public var minimumAspect: Double
  /// The least and the greatest shorter side, in pixels, that is resized to before a random crop; nil for no such crop.
  public var scaleJitter: ClosedRange<Int>?
  /// How crops are resized, and how policies look up pixels.
  public var interpolation: InterpolationKind
  /// The policy.
  public var policy: PolicyKind
  /// Operations that an image goes through.
  public var layers: Int
  /// How much an operation does; 10 is timm's full scale.
  public var magnitude: Double?
  /// Deviation of the magnitude.
  public var magnitudeDeviation: Double
  /// What a drawn magnitude is held to.
  public var magnitudeMaximum: Double
  /// Whether each operation does more at a higher magnitude.
  public var isIncreasing: Bool
  /// How often a layer is applied.
  public var layerProbability: Double
  /// Range of the factors on brightness, contrast and saturation: 1 +- this.
  public var colorJitter: Double
  /// Greatest part of its circle by which hue is moved, in 0...0.5.
  public var hue: Double
  /// Deviation of the noise along the principal colours of ImageNet.
  public var lighting: Double
  /// How often boxes of an image are erased.
  public var eraseProbability: Double
  /// What erased boxes are filled with.
  public var eraseFill: ErasingFill
  /// Erased boxes of an image at most.
  public var eraseCount: Int
  /// Parameter of the distribution of mixup's weights; 0 for no mixup.
  public var mixupAlpha: Double
  /// Parameter of the distribution of CutMix's weights; 0 for no CutMix.
  public var cutmixAlpha: Double
  /// How often images are mixed.
  public var mixProbability: Double
  /// How often by CutMix where mixup is on, too.
  public var switchProbability: Double
  /// What shares a mixture.
  public var mixMode: MixingMode
  /// The epoch from which on nothing is mixed; nil for none.
  public var mixOffEpoch: Int?
  /// Copies of a sample in an epoch.
  public var repeats: Int

  init(_ reader: SettingsReader) {
    randomResizedCrop = reader.boolean("augment.random_resized_crop")
    minimumArea = reader.number("augment.min_area")
    minimumAspect = reader.number("augment.min_aspect")
    scaleJitter = reader.optionalIntegers("augment.scale_jitter").flatMap(Self.sides)
    interpolation = reader.choice("augment.interpolation")
    policy = reader.choice("augment.policy")
    layers = reader.integer("augment.layers")
    magnitude = reader.optionalNumber("augment.magnitude")
    magnitudeDeviation = reader.number("augment.magnitude_std")
    magnitudeMaximum = reader.number("augment.magnitude_max")
    isIncreasing = reader.boolean("augment.increasing")
    layerProbability = reader.number("augment.layer_probability")
    colorJitter = reader.number("augment.color_jitter")
    hue = reader.number("augment.hue")
    lighting = reader.number("augment.lighting")
    eraseProbability = reader.number("augment.erase_probability")
    eraseFill = reader.choice("augment.erase_fill")
    eraseCount = reader.integer("augment.erase_count")
    mixupAlpha = reader.number("augment.mixup_alpha")
    cutmixAlpha = reader.number("augment.cutmix_alpha")
    mixProbability = reader.number("augment.mix_probability")
    switchProbability = reader.number("augment.switch_probability")
    mixMode = reader.choice("augment.mix_mode")
    mixOffEpoch = reader.optionalInteger("augment.mix_off_epoch")
    repeats = reader.integer("augment.repeats")
  }

  /// A range of sides from a list; nil where it is none.
  private static func sides(_ list: [Int]) -> ClosedRange<Int>? {
    list.count == 2 && list[0] <= list[1] ? list[0]...list[1] : nil
  }

  /// Whether samples are mixed, so that targets are soft.
  public var mixes: Bool { mixupAlpha > 0 || cutmixAlpha > 0 }

  /// Whether crops are taken out of whole images, of whatever size, and resized.
  public var cropsWholeImages: Bool { randomResizedCrop || scaleJitter != nil }

  private var changesColors: Bool { colorJitter > 0 || hue > 0 || lighting > 0 }

  /// Whether the bytes or numbers of single images are changed beyond a padded crop and a flip.
  public var changesImages: Bool {
    cropsWholeImages || policy != .none || changesColors || eraseProbability > 0
  }

  /// The settings that say nothing as the others are, each with what would give it a meaning.
  fileprivate var useless: [UselessSettings] {
    let isRandom = policy == .randAugment
    let looksUp =
      cropsWholeImages || isRandom || [.autoAugment, .trivialAugment].contains(policy)
    let mixing = ["augment.mixup_alpha", "augment.cutmix_alpha"]
    let rules: [(says: Bool, useless: UselessSettings)] = [
      (
        randomResizedCrop,
        UselessSettings(
          ["min_area", "min_aspect"], beside: ["augment.random_resized_crop"],
          "augment.random_resized_crop: true")
      ),
      (
        looksUp,
        UselessSettings(
          ["interpolation"],
          beside: ["augment.random_resized_crop", "augment.scale_jitter", "augment.policy"],
          "augment.random_resized_crop: true, augment.scale_jitter, or policy rand_augment, auto_augment or trivial_augment"
        )
      ),
      (
        isRandom || policy == .tfRandAugment,
        UselessSettings(
          ["layers", "magnitude"], beside: ["augment.policy"],
          "augment.policy: rand_augment or tf_rand_augment")
      ),
      (
        isRandom,
        UselessSettings(
          ["magnitude_std", "magnitude_max", "increasing", "layer_probability"],
          beside: ["augment.policy"], "augment.policy: rand_augment")
      ),
      (
        eraseProbability > 0,
        UselessSettings(
          ["erase_fill", "erase_count"], beside: ["augment.erase_probability"],
          "augment.erase_probability above 0")
      ),
      (
        mixes,
        UselessSettings(
          ["mix_probability", "mix_mode", "mix_off_epoch"], beside: mixing,
          "augment.mixup_alpha or augment.cutmix_alpha above 0")
      ),
      (
        mixupAlpha > 0 && cutmixAlpha > 0,
        UselessSettings(
          ["switch_probability"], beside: mixing,
          "both augment.mixup_alpha and augment.cutmix_alpha above 0")
      ),
    ]
    return rules.filter { !$0.says }.map(\.useless)
  }
}

/// Settings that say nothing, the choices that make it so, and what would give them a meaning.
private struct UselessSettings {
  let paths: [String]
  let choices: [String]
  let condition: String

  init(_ names: [String], beside choices: [String], _ condition: String) {
    paths = names.map { "augment.\($0)" }
    self.choices = choices
    self.condition = condition
  }
}

extension Configuration {
  /// What is wrong with the settings of augmentation, taken together.
  var augmentationContradictions: [ConfigurationError] {
    var problems = augmentation.useless.flatMap { useless in
      useless.paths.filter { settings[$0] != Schema.setting(at: $0)?.defaultValue }
        .map { path in
          ConfigurationError(
            "'\(path)' says nothing here; take it away, or set \(useless.condition)", path: path,
            choices: useless.choices)
        }
    }
    let takesMagnitude = [.randAugment, .tfRandAugment].contains(augmentation.policy)
    if takesMagnitude && augmentation.magnitude == nil {
      problems.append(
        ConfigurationError(
          "augment.policy: \(augmentation.policy.rawValue) needs augment.magnitude: "
            + "0 to 10 is the scale of rand_augment, up to 30 that of tf_rand_augment",
          path: "augment.policy"))
    }
    problems += cropContradictions
    if augmentation.mixes && augmentation.mixMode == .pair && !training.batch.isMultiple(of: 2) {
      problems.append(
        ConfigurationError(
          "augment.mix_mode: pair needs an even batch; train.batch is \(training.batch)",
          path: "augment.mix_mode"))
    }
    if model.family == .visionTransformer, let test = data.testResolution, test != data.resolution {
      problems.append(
        ConfigurationError(
          "data.test_resolution: \(test) is not data.resolution: \(data.resolution); a vision transformer "
            + "has a learned position for each patch and takes images of one size",
          path: "data.test_resolution"))
    }
    return problems
  }

  /// What is wrong with the ways to crop.
  private var cropContradictions: [ConfigurationError] {
    var ways: [(path: String, text: String)] = []
    if data.cropPadding > 0 {
      ways.append(("data.crop_padding", "data.crop_padding: \(data.cropPadding)"))
    }
    if let list = settings["augment.scale_jitter"] {
      ways.append(("augment.scale_jitter", "augment.scale_jitter: \(list.canonicalText)"))
    }
    if augmentation.randomResizedCrop {
      ways.append(("augment.random_resized_crop", "augment.random_resized_crop"))
    }
    var problems: [ConfigurationError] = []
    if ways.count > 1 {
      let count = ways.count == 2 ? "two" : "three"
      problems.append(
        ConfigurationError(
          ways.map(\.text).joined(separator: " and ") + " are \(count) ways to crop; choose one",
          path: ways[0].path))
    }
    if let list = settings["augment.scale_jitter"], augmentation.scaleJitter == nil {
      problems.append(
        ConfigurationError(
          "augment.scale_jitter is \(list.canonicalText); expected two sides, the least and the "
            + "greatest, as [256, 320]", path: "augment.scale_jitter"))
    }
    return problems
  }

  /// What is wrong with the crops beside the resolution that scaling leads to.
  var scaledCropContradictions: [ConfigurationError] {
    guard let sides = augmentation.scaleJitter, sides.lowerBound < data.resolution else {
      return []
    }
    return [
      ConfigurationError(
        "augment.scale_jitter begins at \(sides.lowerBound), less than the \(data.resolution) "
          + "pixels that are cropped; expected at least those", path: "augment.scale_jitter")
    ]
  }
}
