// Shearing, moving and turning.

import CKernels
import Foundation

/// A map of the plane: where each point of the result is looked up in the source, in pixels from the upper left corner.
public struct AffineMap: Hashable, Sendable {
  /// The source's x is `[0] * x + [1] * y + [2]`, its y `[3] * x + [4] * y + [5]`.
  public var coefficients: [Double]

  /// A map from its six numbers.
  ///
  /// - Precondition: There are six.
  public init(_ coefficients: [Double]) {
    precondition(coefficients.count == 6, "\(coefficients.count) numbers for an affine map")
    self.coefficients = coefficients
  }

  /// Rows move by `factor` of their height.
  public static func shearX(_ factor: Double) -> AffineMap { AffineMap([1, factor, 0, 0, 1, 0]) }

  /// Columns move by `factor` of their place.
  public static func shearY(_ factor: Double) -> AffineMap { AffineMap([1, 0, 0, factor, 1, 0]) }

  /// Everything moves to the left by `x` and up by `y` pixels.
  public static func translation(x: Double, y: Double) -> AffineMap {
    AffineMap([1, 0, x, 0, 1, y])
  }

  /// Everything turns counterclockwise around the middle of an image.
  ///
  /// - Source: Pillow 13.0.0, `Image.rotate`, which rounds sine and cosine to 15 digits.
  public static func rotation(degrees: Double, width: Int, height: Int) -> AffineMap {
    let turn = degrees.truncatingRemainder(dividingBy: 360)
    let angle = -(turn < 0 ? turn + 360 : turn) * (Double.pi / 180)
    let (cosine, sine) = (roundedTo15Digits(cos(angle)), roundedTo15Digits(sin(angle)))
    let (x, y) = (Double(width) / 2, Double(height) / 2)
    return AffineMap([
      cosine, sine, cosine * -x + sine * -y + x, -sine, cosine, -sine * -x + cosine * -y + y,
    ])
  }
}

/// The number rounded to 15 decimal digits, each step exact: the product's error is added back before rounding.
private func roundedTo15Digits(_ value: Double) -> Double {
  let scale = 1e15
  let product = value * scale
  let error = (-product).addingProduct(value, scale)
  var whole = product.rounded(.toNearestOrEven)
  let rest = (product - whole) + error
  if rest > 0.5 { whole += 1 } else if rest < -0.5 { whole -= 1 }
  return whole / scale
}

extension PixelImage {
  /// The image seen through a map, with `fill` where nothing lies.
  ///
  /// - Parameters:
  ///   - map: Where each pixel of the result is looked up.
  ///   - filter: How; maps know nearest, bilinear and bicubic, the latter with a = -1.
  ///   - fill: One byte a channel.
  /// - Returns: An image of the same size.
  /// - Source: Pillow 13.0.0, `Image.transform`, whose bytes these are.
  public func mapped(
    by map: AffineMap, filter: ResamplingFilter, fill: [UInt8]
  ) -> PixelImage {
    precondition(fill.count == channels, "\(fill.count) bytes to fill \(channels) channels with")
    let kernel =
      switch filter {
      case .nearest: ck_affine_nearest
      case .bilinear: ck_affine_bilinear
      case .bicubic: ck_affine_bicubic
      case .box, .hamming, .lanczos: preconditionFailure("no map through a \(filter) filter")
      }
    let wide = unsafe [UInt8](unsafeUninitializedCapacity: 4 * pixelCount) { buffer, count in
      if let start = buffer.baseAddress {
        unsafe ck_widen_pixels(pixelCount, channels, bytes, start)
      }
      count = 4 * pixelCount
    }
    return unsafe remade {
      unsafe ck_affine(width, height, channels, kernel, map.coefficients, fill, wide, $0)
    }
  }
}
