// The operations of timm's policies, and what a level from 0 to 10 means for each.

import Imaging

/// An operation by timm's name; "increasing" ones do more at a higher level.
///
/// - Source: timm 1.0.31, `auto_augment.py`, after the code of EfficientNet; the golden file lists its levels.
enum LeveledOperation: String, CaseIterable {
  case autoContrast = "AutoContrast"
  case equalize = "Equalize"
  case invert = "Invert"
  case rotate = "Rotate"
  case posterize = "Posterize"
  case posterizeIncreasing = "PosterizeIncreasing"
  case posterizeOriginal = "PosterizeOriginal"
  case solarize = "Solarize"
  case solarizeIncreasing = "SolarizeIncreasing"
  case solarizeAdd = "SolarizeAdd"
  case color = "Color"
  case colorIncreasing = "ColorIncreasing"
  case contrast = "Contrast"
  case contrastIncreasing = "ContrastIncreasing"
  case brightness = "Brightness"
  case brightnessIncreasing = "BrightnessIncreasing"
  case sharpness = "Sharpness"
  case sharpnessIncreasing = "SharpnessIncreasing"
  case shearX = "ShearX"
  case shearY = "ShearY"
  /// A move by a part of the width.
  case translateX = "TranslateXRel"
  /// A move by a part of the height.
  case translateY = "TranslateYRel"

  /// The level that stands for a whole; levels may exceed it where a policy says so.
  static let full = 10.0

  /// The operations of RandAugment.
  static let randAugment: [LeveledOperation] = [
    .autoContrast, .equalize, .invert, .rotate, .posterize, .solarize, .solarizeAdd, .color,
    .contrast, .brightness, .sharpness, .shearX, .shearY, .translateX, .translateY,
  ]

  /// The same, each doing more at a higher level: timm's `inc1`.
  static let randAugmentIncreasing: [LeveledOperation] = [
    .autoContrast, .equalize, .invert, .rotate, .posterizeIncreasing, .solarizeIncreasing,
    .solarizeAdd, .colorIncreasing, .contrastIncreasing, .brightnessIncreasing,
    .sharpnessIncreasing, .shearX, .shearY, .translateX, .translateY,
  ]

  /// The argument at a level; those that have a direction take its opposite where `isNegated`.
  ///
  /// Degrees, bits, thresholds, lightness, factors and parts of an extent; nil for operations without.
  func argument(level: Double, isNegated: Bool) -> Double? {
    let part = level / Self.full
    let sign = isNegated ? -1.0 : 1
    return switch self {
    case .autoContrast, .equalize, .invert: nil
    case .rotate: sign * part * 30
    case .posterize: Double(Int(part * 4))
    case .posterizeIncreasing: Double(4 - Int(part * 4))
    case .posterizeOriginal: Double(Int(part * 4) + 4)
    case .solarize: Double(min(256, Int(part * 256)))
    case .solarizeIncreasing: Double(256 - min(256, Int(part * 256)))
    case .solarizeAdd: Double(min(128, Int(part * 110)))
    case .color, .contrast, .brightness, .sharpness: part * 1.8 + 0.1
    case .colorIncreasing, .contrastIncreasing, .brightnessIncreasing, .sharpnessIncreasing:
      max(0.1, 1 + sign * (part * 0.9))
    case .shearX, .shearY: sign * part * 0.3
    case .translateX, .translateY: sign * part * 0.45
    }
  }

  /// The operation at a level on an image of a size.
  func operation(level: Double, isNegated: Bool, width: Int, height: Int) -> ImageOperation {
    let value = argument(level: level, isNegated: isNegated) ?? 0
    return switch self {
    case .autoContrast: .autoContrast
    case .equalize: .equalize
    case .invert: .invert
    case .rotate: .rotate(value)
    case .posterize, .posterizeIncreasing, .posterizeOriginal: .posterize(bits: Int(value))
    case .solarize, .solarizeIncreasing: .solarize(threshold: Int(value))
    case .solarizeAdd: .solarizeAdd(Int(value))
    case .color, .colorIncreasing: .color(value)
    case .contrast, .contrastIncreasing: .contrast(value)
    case .brightness, .brightnessIncreasing: .brightness(value)
    case .sharpness, .sharpnessIncreasing: .sharpness(value)
    case .shearX: .shearX(value)
    case .shearY: .shearY(value)
    case .translateX: .translate(x: value * Double(width), y: 0)
    case .translateY: .translate(x: 0, y: value * Double(height))
    }
  }
}
