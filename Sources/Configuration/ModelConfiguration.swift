// The network of a configuration, typed, and which settings each family has.

/// The network of a run.
public struct ModelConfiguration: Hashable, Sendable {
  /// The family.
  public var family: ModelFamily
  /// Layers with weights, as the family counts them; for RegNet and vision transformers blocks.
  public var depth: Int?
  /// Blocks of each stage, where no depth is given.
  public var blocksPerStage: [Int]?
  /// The residual block; nil for the published one.
  public var block: BlockKind?
  /// Factor on the channels of each stage.
  public var width: Double
  /// The published member of the family, where the depth does not tell it.
  public var variant: ModelVariant?
  /// Factor on the blocks of each stage.
  public var depthFactor = 1.0
  /// The stem of a residual network; nil for the family's.
  public var stem: StemKind?
  /// The shortcut of a residual network; nil for the family's.
  public var shortcut: ShortcutKind?
  /// Squeezed channels over channels; 0 for no squeeze and excitation, nil for the family's.
  public var squeezeRatio: Double?
  /// Whether the last batch norm of every residual branch starts with scale 0; nil for the family's way.
  public var zeroLastScale: Bool?
  /// RegNet's line of widths.
  public var line = WidthLine()
  /// Side of a vision transformer's patches, in pixels.
  public var patch = Self.defaultPatch
  /// Heads of a vision transformer's attention; nil for the variant's.
  public var heads: Int?
  /// Factors on the stages of all this.
  public var scaling = NetworkScaling()

  static let defaultPatch = 16

  /// A network given in code rather than in a study.
  public init(
    family: ModelFamily, depth: Int? = nil, blocksPerStage: [Int]? = nil, block: BlockKind? = nil,
    width: Double = 1, variant: ModelVariant? = nil
  ) {
    self.family = family
    self.depth = depth
    self.blocksPerStage = blocksPerStage
    self.block = block
    self.width = width
    self.variant = variant
  }

  init(_ reader: SettingsReader) {
    family = reader.choice("model.family")
    depth = reader.optionalInteger("model.depth")
    blocksPerStage = reader.optionalIntegers("model.blocks_per_stage")
    block = reader.optionalChoice("model.block")
    width = reader.number("model.width")
    variant = reader.optionalChoice("model.variant")
    depthFactor = reader.number("model.depth_factor")
    stem = reader.optionalChoice("model.stem")
    shortcut = reader.optionalChoice("model.shortcut")
    squeezeRatio = reader.optionalNumber("model.se_ratio")
    zeroLastScale = reader.optionalBoolean("model.zero_last_scale")
    line = WidthLine(reader)
    patch = reader.integer("model.patch")
    heads = reader.optionalInteger("model.heads")
  }
}

/// The line that the widths of a RegNet's blocks lie on before they are quantised: w0 + wa * j for block j.
///
/// - Source: Radosavovic et al. 2020, arXiv 2003.13678, section 3.3, equations 2 to 4. Nil where the variant says it.
public struct WidthLine: Hashable, Sendable {
  /// Width of the first block.
  public var start: Double?
  /// Growth of the width by a block.
  public var slope: Double?
  /// Ratio of the widths of neighbouring stages.
  public var ratio: Double?
  /// Channels of a group of the 3x3 convolutions.
  public var groupWidth: Int?

  /// A line from its parts.
  public init(
    start: Double? = nil, slope: Double? = nil, ratio: Double? = nil, groupWidth: Int? = nil
  ) {
    self.start = start
    self.slope = slope
    self.ratio = ratio
    self.groupWidth = groupWidth
  }

  init(_ reader: SettingsReader) {
    start = reader.optionalNumber("model.w0")
    slope = reader.optionalNumber("model.wa")
    ratio = reader.optionalNumber("model.wm")
    groupWidth = reader.optionalInteger("model.group_width")
  }
}

extension ModelFamily {
  /// Whether it is made of the blocks of He et al.
  public var isResidual: Bool {
    switch self {
    case .resnet, .cifarResNet, .resNetD, .seResNet, .resNetRS: true
    case .videoResNet, .resNet3D, .resNet3DRS: true
    case .efficientNet, .tfEfficientNet, .regNetX, .regNetY, .visionTransformer: false
    }
  }

  /// Whether its networks take clips `[T, H, W, C]` rather than images `[H, W, C]`.
  public var takesClips: Bool {
    switch self {
    case .videoResNet, .resNet3D, .resNet3DRS: true
    case .resnet, .cifarResNet, .resNetD, .seResNet, .resNetRS, .efficientNet, .tfEfficientNet,
      .regNetX, .regNetY, .visionTransformer:
      false
    }
  }

  /// The settings of the section `model` that say something about its networks.
  var settings: Set<String> {
    let own: Set<String> =
      switch self {
      case .resnet, .cifarResNet, .resNetD, .seResNet, .resNetRS:
        [
          "depth", "blocks_per_stage", "block", "stem", "shortcut", "se_ratio", "zero_last_scale",
        ]
      case .efficientNet, .tfEfficientNet: ["variant", "depth_factor", "se_ratio"]
      case .regNetX, .regNetY:
        [
          "variant", "depth", "w0", "wa", "wm", "group_width", "se_ratio", "zero_last_scale",
        ]
      case .visionTransformer: ["variant", "depth", "patch", "heads"]
      case .videoResNet:
        ["variant", "depth", "blocks_per_stage", "shortcut", "se_ratio", "zero_last_scale"]
      case .resNet3D, .resNet3DRS:
        ["depth", "blocks_per_stage", "stem", "shortcut", "se_ratio", "zero_last_scale"]
      }
    return Set(own.union(["family", "width"]).map { "model.\($0)" })
  }
}

extension Configuration {
  /// What is wrong with the choice of a network, as far as it can be told without building one.
  var modelContradictions: [ConfigurationError] {
    let known = model.family.settings
    let useless = Schema.settings.filter { setting in
      setting.path.hasPrefix("model.") && !known.contains(setting.path)
        && settings[setting.path] != setting.defaultValue
    }
    var problems = useless.map { setting in
      let takers = ModelFamily.allCases.filter { $0.settings.contains(setting.path) }
      return ConfigurationError(
        "'\(setting.path)' says nothing about family \(model.family.rawValue); take it away, it is for "
          + takers.map(\.rawValue).joined(separator: ", "), path: setting.path,
        choices: ["model.family"])
    }
    if model.family.isResidual, (model.depth == nil) == (model.blocksPerStage == nil) {
      problems.append(
        ConfigurationError("give either model.depth or model.blocks_per_stage, and not both"))
    }
    return problems
  }
}
