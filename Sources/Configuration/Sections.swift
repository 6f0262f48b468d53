// The sections of a configuration, typed; network and training have files of their own.

/// The images of a run.
public struct DataConfiguration: Hashable, Sendable {
  /// The set.
  public var set: DataSetName
  /// Of a packed set the name of its file.
  public var file: String?
  /// Of a packed set the beginning of its content's SHA-256, if it is pinned.
  public var contentSHA256: String?
  /// Side of the square images that the network sees, in pixels: that of the setting, scaled.
  public var resolution: Int
  /// Frames of a clip that the network sees; nil for a network over images.
  public var frames: Int?
  /// Of how many frames that follow one another it sees one.
  public var frameStride: Int
  /// Training images; nil for all that validation leaves.
  public var trainImages: Int?
  /// Images held out of the training part.
  public var validationImages: Int
  /// Test images; nil for all.
  public var testImages: Int?
  /// Fraction of the training labels replaced, in 0...1.
  public var labelNoise: Double
  /// Deviation of the noise on generated pixels in 0...1.
  public var pixelNoise: Double
  /// Border of a random crop, in pixels.
  public var cropPadding: Int
  /// Whether half of the training images are mirrored.
  public var flip: Bool
  /// Side of the images of validation and test, in pixels; nil for that of training.
  public var testResolution: Int?
  /// That side over the shorter side of the image that it is the middle of.
  public var testCropRatio: Double
  /// How images of validation and test are resized.
  public var testInterpolation: InterpolationKind

  init(_ reader: SettingsReader) {
    set = reader.choice("data.set")
    file = reader.optionalText("data.file")
    contentSHA256 = reader.optionalText("data.sha256")
    resolution = reader.integer("data.resolution")
    frames = reader.optionalInteger("data.frames")
    frameStride = reader.integer("data.frame_stride")
    trainImages = reader.optionalInteger("data.train_images")
    validationImages = reader.integer("data.validation_images")
    testImages = reader.optionalInteger("data.test_images")
    labelNoise = reader.number("data.label_noise")
    pixelNoise = reader.number("data.pixel_noise")
    cropPadding = reader.integer("data.crop_padding")
    flip = reader.boolean("data.flip")
    testResolution = reader.optionalInteger("data.test_resolution")
    testCropRatio = reader.number("data.test_crop_ratio")
    testInterpolation = reader.choice("data.test_interpolation")
  }
}

extension DataConfiguration {
  /// The extents of one image, `[H, W, C]`, or of one clip, `[T, H, W, C]`, as the network sees it.
  ///
  /// - Parameters:
  ///   - channels: Of a pixel.
  ///   - side: In pixels; nil for that of training.
  /// - Returns: Three or four extents.
  public func extents(channels: Int, side: Int? = nil) -> [Int] {
    [frames, side ?? resolution, side ?? resolution, channels].compactMap(\.self)
  }
}

/// What keeps the network of a run from overfitting.
public struct RegularizationConfiguration: Hashable, Sendable {
  /// Probability of zeroing a feature before the classifier.
  public var dropout: Double
  /// Probability of dropping the last block's branch; earlier blocks have less.
  public var stochasticDepth: Double
  /// How that probability falls towards the earlier blocks.
  public var stochasticDepthRule: StochasticDepthRule
  /// Weight of the uniform distribution in the target.
  public var labelSmoothing: Double

  init(_ reader: SettingsReader) {
    dropout = reader.number("regularize.dropout")
    stochasticDepth = reader.number("regularize.stochastic_depth")
    stochasticDepthRule = reader.choice("regularize.stochastic_depth_rule")
    labelSmoothing = reader.number("regularize.label_smoothing")
  }
}

/// What chance depends on in a run.
public struct SeedConfiguration: Hashable, Sendable {
  /// Root seed of the study.
  public var root: Int
  /// The replicate, from 0; the same number is the same chance at every point.
  public var replicate: Int
  /// What differs between replicates.
  public var vary: Set<RandomSource>
  /// The root of what varies, made of the point's identity; nil where replicates are paired over points.
  public var ownRoot: UInt64?

  /// The replicate whose draws a source takes: this one where it varies, replicate 0 elsewhere.
  public func replicate(for source: RandomSource) -> Int { vary.contains(source) ? replicate : 0 }

  /// The root that a source draws under: the study's, or the point's own for what varies where replicates are not
  /// paired.
  public func root(for source: RandomSource) -> UInt64 {
    if let ownRoot, vary.contains(source) { ownRoot } else { UInt64(root) }
  }

  init(_ reader: SettingsReader, replicate: Int) {
    root = reader.integer("seeds.root")
    self.replicate = replicate
    vary = Set(reader.texts("seeds.vary").compactMap(RandomSource.init))
  }
}
