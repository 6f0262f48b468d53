// Slow resolution scaling of ResNet-RS, EfficientNet-RS and NoisyStudent: published steps, since
// there is no formula.

/// A published network that reaches its cost with smaller images than compound scaling would give it.
public struct ScalingStep: Hashable, Sendable {
  /// The spelling: depth or variant, and resolution.
  public let name: String
  /// The families that have it.
  public let families: [ModelFamily]
  /// The network that it starts from.
  public let base: Base
  /// The depth that it leads to; nil where depth and width stay.
  public let depth: Int?
  /// The resolution that it leads to, in pixels.
  public let resolution: Int

  /// The network and the resolution that a step starts from.
  public struct Base: Hashable, Sendable {
    /// Its depth, where the family goes by depth.
    public var depth: Int?
    /// Its variant, where the family goes by variants.
    public var variant: ModelVariant?
    /// Its resolution, in pixels.
    public var resolution: Int
  }

  /// All steps, the papers one after another.
  public static let all: [ScalingStep] = resNetRS + efficientNetRS + noisyStudent

  /// The step of a spelling.
  public static func named(_ name: String) -> ScalingStep? { all.first { $0.name == name } }

  /// Depth grows from 50 to 420 while resolution only doubles.
  ///
  /// - Source: Bello et al. 2021, arXiv 2103.07579, table 7.
  public static let resNetRS: [ScalingStep] = [
    (50, 160), (101, 160), (101, 192), (152, 192), (152, 224), (152, 256), (200, 256), (270, 256),
    (350, 256), (350, 320), (420, 320),
  ].map { (depth: Int, resolution: Int) in
    ScalingStep(
      name: "\(depth)@\(resolution)", families: [.resNetRS],
      base: Base(depth: 50, resolution: 160), depth: depth, resolution: resolution)
  }

  /// Width and depth of B4, B5 and B6 with smaller images.
  ///
  /// - Source: Bello et al. 2021, arXiv 2103.07579, section 7.2 and figure 5.
  public static let efficientNetRS: [ScalingStep] = [
    (ModelVariant.b4, 380, [192, 224, 256]), (.b5, 456, [256, 288]), (.b6, 528, [256, 288, 320]),
  ].flatMap { variant, published, resolutions in
    resolutions.map { efficientNet(variant, published: published, resolution: $0) }
  }

  /// EfficientNet-L2 trained at 475 pixels instead of 800.
  ///
  /// - Source: the released checkpoint `noisy-student-efficientnet-l2_475`; Xie et al. 2019, arXiv 1911.04252.
  public static let noisyStudent = [efficientNet(.l2, published: 800, resolution: 475)]

  private static func efficientNet(
    _ variant: ModelVariant, published: Int, resolution: Int
  ) -> ScalingStep {
    ScalingStep(
      name: "\(variant.rawValue)@\(resolution)", families: [.efficientNet, .tfEfficientNet],
      base: Base(variant: variant, resolution: published), depth: nil, resolution: resolution)
  }
}
