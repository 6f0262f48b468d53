// RandAugment as ResNet-RS and EfficientNet were trained with it: another set, another scale.

import Imaging
import Randomness

/// RandAugment by the code released with EfficientNet and ResNet-RS: every layer applies, magnitudes go up to 30, and
/// not every operation does more at a higher one.
///
/// Pixels are those of Pillow, which this code imitates; empty places are grey and nearest pixels are taken, as there.
///
/// - Source: github tensorflow/tpu, `models/official/efficientnet/autoaugment.py`, `distort_image_with_randaugment`.
struct TensorFlowRandAugmentation: Hashable, Sendable {
  var layers: Int
  var magnitude: Double

  /// The grey of empty places.
  static let fill: UInt8 = 128
  /// Pixels that an image moves by at magnitude 10, and half the side of what is cut out.
  static let (move, cutout) = (100.0, 40.0)

  /// The set, in the order of the code.
  enum Name: Int, CaseIterable {
    case autoContrast, equalize, invert, rotate, posterize, solarize, color, contrast, brightness
    case sharpness, shearX, shearY, translateX, translateY, cutout, solarizeAdd
  }

  func steps(_ random: inout RandomStream, width: Int, height: Int) -> [PolicyStep] {
    (0..<layers).map { _ in
      let name = Name.allCases[random.nextInteger(below: Name.allCases.count)]
      let isNegated = random.nextInteger(below: 2) == 1
      let middle = SIMD2(random.nextInteger(below: width), random.nextInteger(below: height))
      let operation = operation(
        name, sign: isNegated ? -1 : 1, middle: middle, pixels: width * height)
      return PolicyStep(operation: operation, filter: .nearest)
    }
  }

  /// An operation at the magnitude.
  ///
  /// - Parameters:
  ///   - name: Which.
  ///   - sign: 1 or -1: the direction of what has one.
  ///   - middle: The middle of what is cut out.
  ///   - pixels: Pixels of the image; the code's contrast is around a grey that depends on them, since it sums up the
  ///     histogram instead of its values.
  /// - Returns: The operation with its arguments.
  func operation(_ name: Name, sign: Double, middle: SIMD2<Int>, pixels: Int) -> ImageOperation {
    let part = magnitude / 10
    let factor = part * 1.8 + 0.1
    switch name {
    case .autoContrast: return .autoContrast
    case .equalize: return .equalize
    case .invert: return .invert
    case .rotate: return .rotate(sign * part * 30)
    case .posterize: return .posterize(bits: Int(part * 4))
    case .solarize: return .solarize(threshold: Int(part * 256))
    case .color: return .color(factor)
    case .contrast: return .contrast(factor, around: min(pixels / 256, 255))
    case .brightness: return .brightness(factor)
    case .sharpness: return .sharpness(factor)
    case .shearX: return .shearX(sign * part * 0.3)
    case .shearY: return .shearY(sign * part * 0.3)
    case .translateX: return .translate(x: sign * part * Self.move, y: 0)
    case .translateY: return .translate(x: 0, y: sign * part * Self.move)
    case .cutout:
      let reach = Int(part * Self.cutout)
      return .cutout(
        PixelBox(
          x: middle.x - reach, y: middle.y - reach, width: 2 * reach, height: 2 * reach))
    case .solarizeAdd: return .solarizeAdd(Int(part * 110))
    }
  }
}
