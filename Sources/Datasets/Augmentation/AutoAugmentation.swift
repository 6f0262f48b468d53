// AutoAugment's policy for ImageNet.

/// The policy that was found for ImageNet: one of 25 pairs of operations for each image.
///
/// - Source: Cubuk et al. 2018, arXiv 1805.09501; the table is `v0` of the code released with EfficientNet, from timm 1.0.31.
enum AutoAugmentation {
  struct Entry: Hashable, Sendable {
    var name: LeveledOperation
    /// How often it is done when its pair is chosen.
    var probability: Double
    var level: Double

    init(_ name: LeveledOperation, _ probability: Double, _ level: Double) {
      self.name = name
      self.probability = probability
      self.level = level
    }
  }

  static let imageNet: [[Entry]] = [
    [Entry(.equalize, 0.8, 1), Entry(.shearY, 0.8, 4)],
    [Entry(.color, 0.4, 9), Entry(.equalize, 0.6, 3)],
    [Entry(.color, 0.4, 1), Entry(.rotate, 0.6, 8)],
    [Entry(.solarize, 0.8, 3), Entry(.equalize, 0.4, 7)],
    [Entry(.solarize, 0.4, 2), Entry(.solarize, 0.6, 2)],
    [Entry(.color, 0.2, 0), Entry(.equalize, 0.8, 8)],
    [Entry(.equalize, 0.4, 8), Entry(.solarizeAdd, 0.8, 3)],
    [Entry(.shearX, 0.2, 9), Entry(.rotate, 0.6, 8)],
    [Entry(.color, 0.6, 1), Entry(.equalize, 1.0, 2)],
    [Entry(.invert, 0.4, 9), Entry(.rotate, 0.6, 0)],
    [Entry(.equalize, 1.0, 9), Entry(.shearY, 0.6, 3)],
    [Entry(.color, 0.4, 7), Entry(.equalize, 0.6, 0)],
    [Entry(.posterize, 0.4, 6), Entry(.autoContrast, 0.4, 7)],
    [Entry(.solarize, 0.6, 8), Entry(.color, 0.6, 9)],
    [Entry(.solarize, 0.2, 4), Entry(.rotate, 0.8, 9)],
    [Entry(.rotate, 1.0, 7), Entry(.translateY, 0.8, 9)],
    [Entry(.shearX, 0.0, 0), Entry(.solarize, 0.8, 4)],
    [Entry(.shearY, 0.8, 0), Entry(.color, 0.6, 4)],
    [Entry(.color, 1.0, 0), Entry(.rotate, 0.6, 2)],
    [Entry(.equalize, 0.8, 4), Entry(.equalize, 0.0, 8)],
    [Entry(.equalize, 1.0, 4), Entry(.autoContrast, 0.6, 2)],
    [Entry(.shearY, 0.4, 7), Entry(.solarizeAdd, 0.6, 7)],
    [Entry(.posterize, 0.8, 2), Entry(.solarize, 0.6, 10)],
    [Entry(.solarize, 0.6, 8), Entry(.equalize, 0.6, 1)],
    [Entry(.color, 0.8, 6), Entry(.rotate, 0.4, 5)],
  ]
}
