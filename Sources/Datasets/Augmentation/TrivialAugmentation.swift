// TrivialAugment: one operation for each image, each of any strength.

import Configuration
import Imaging
import Randomness

/// TrivialAugment with its wide ranges: one of 14 operations, at one of 31 magnitudes, all of equal chance.
///
/// - Source: Müller and Hutter 2021, arXiv 2103.10158; ranges as in torchvision 0.28, `TrivialAugmentWide`.
struct TrivialAugmentation: Hashable, Sendable {
  var interpolation: InterpolationKind

  /// Empty places are black.
  static let fill: UInt8 = 0
  /// Magnitudes are the numbers from 0 to this.
  static let greatestMagnitude = 30

  /// The set, in torchvision's order.
  enum Name: Int, CaseIterable {
    case identity, shearX, shearY, translateX, translateY, rotate, brightness, color, contrast
    case sharpness, posterize, solarize, autoContrast, equalize
  }

  /// What an image goes through: an operation or nothing.
  func steps(_ random: inout RandomStream) -> [PolicyStep] {
    let name = Name.allCases[random.nextInteger(below: Name.allCases.count)]
    let magnitude = random.nextInteger(below: Self.greatestMagnitude + 1)
    let isNegated = random.nextInteger(below: 2) == 1
    let isBicubic = random.nextInteger(below: 2) == 1
    guard let operation = Self.operation(name, magnitude: magnitude, isNegated: isNegated) else {
      return []
    }
    return [PolicyStep(operation: operation, filter: interpolation.filter(isBicubic: isBicubic))]
  }

  /// An operation at a magnitude; nil for the one that changes nothing.
  static func operation(_ name: Name, magnitude: Int, isNegated: Bool) -> ImageOperation? {
    let part = Double(magnitude) / Double(greatestMagnitude)
    let signed = isNegated ? -part : part
    return switch name {
    case .identity: nil
    case .shearX: .shearX(0.99 * signed)
    case .shearY: .shearY(0.99 * signed)
    // Whole pixels. Magnitude 15 is 16 of them; torchvision's single precision falls just short of it.
    case .translateX: .translate(x: (32 * signed).rounded(.towardZero), y: 0)
    case .translateY: .translate(x: 0, y: (32 * signed).rounded(.towardZero))
    case .rotate: .rotate(135 * signed)
    case .brightness: .brightness(1 + 0.99 * signed)
    case .color: .color(1 + 0.99 * signed)
    case .contrast: .contrast(1 + 0.99 * signed)
    case .sharpness: .sharpness(1 + 0.99 * signed)
    case .posterize: .posterize(bits: 8 - Int((6 * part).rounded()))
    // A byte is inverted unless it is below 255 (1 - part), which is no whole number for odd magnitudes.
    case .solarize: .solarize(threshold: Int((255 - 255 * part).rounded(.up)))
    case .autoContrast: .autoContrast
    case .equalize: .equalize
    }
  }
}
