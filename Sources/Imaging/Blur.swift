// A Gaussian blur as three box blurs.

import CKernels

extension PixelImage {
  /// The image blurred by a Gaussian of a deviation, in pixels.
  ///
  /// - Source: Pillow 13.0.0, `ImageFilter.GaussianBlur`, after Gwosdek et al. 2011, "Theoretical foundations of Gaussian
  ///   convolution by extended box filtering", equations 7, 11 and 14.
  public func blurred(deviation: Double) -> PixelImage {
    guard deviation > 0 else { return self }
    let radius = Self.boxRadius(deviation: Float(deviation))
    var image = self
    for _ in 0..<3 { image = image.boxBlurred(radius, lines: height, length: width, isRow: true) }
    for _ in 0..<3 { image = image.boxBlurred(radius, lines: width, length: height, isRow: false) }
    return image
  }

  /// The radius, not a whole number, of each of three boxes.
  private static func boxRadius(deviation: Float) -> Float {
    let variance = deviation * deviation / 3
    let length = Float((12 * Double(variance) + 1).squareRoot())
    let whole = Float(((Double(length) - 1) / 2).rounded(.down))
    let part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance)
    return whole + part / (6 * (variance - (whole + 1) * (whole + 1)))
  }

  private func boxBlurred(_ radius: Float, lines: Int, length: Int, isRow: Bool) -> PixelImage {
    let row = width * channels
    let (step, next) = isRow ? (channels, row) : (row, channels)
    return unsafe remade { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        for line in 0..<lines {
          unsafe ck_box_blur(
            length, step, channels, radius, source + line * next, target + line * next)
        }
      }
    }
  }
}
