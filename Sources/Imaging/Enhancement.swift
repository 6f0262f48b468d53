// Saturation, contrast, brightness and sharpness: between a plain twin of an image (factor 0), itself (1) and beyond.

import CKernels

/// - Source: Pillow 13.0.0, `ImageEnhance`, whose bytes these are.
extension PixelImage {
  /// Colours towards or away from grey; a grey image stays.
  public func saturated(by factor: Double) -> PixelImage {
    guard channels == 3 else { return self }
    return unsafe remade { unsafe ck_saturate(pixelCount, Float(factor), bytes, $0) }
  }

  /// Colours turned on the circle of hues by a part of it, in -0.5...0.5; a grey image stays.
  ///
  /// - Source: torchvision 0.28.0, `adjust_hue` of a Pillow image: a turn in whole 255ths, towards 0.
  public func hueTurned(by turn: Double) -> PixelImage {
    guard channels == 3 else { return self }
    let steps = UInt8(truncatingIfNeeded: Int(turn * 255))
    return unsafe remade { unsafe ck_turn_hue(pixelCount, steps, bytes, $0) }
  }

  /// Bytes towards or away from one grey: the mean luma, where none is given.
  public func contrasted(by factor: Double, around grey: Int? = nil) -> PixelImage {
    let middle = grey ?? Int(meanLuma + 0.5)
    return mapping { blended(middle, $0, Float(factor)) }
  }

  /// Bytes towards or away from black.
  public func brightened(by factor: Double) -> PixelImage {
    mapping { blended(0, $0, Float(factor)) }
  }

  /// The image towards or away from its smoothed twin.
  public func sharpened(by factor: Double) -> PixelImage {
    unsafe remade { unsafe ck_sharpen(width, height, channels, Float(factor), bytes, $0) }
  }

  /// The mean of the luma, in 0...255.
  private var meanLuma: Double {
    let sum =
      channels == 3 ? unsafe ck_luma_sum(pixelCount, bytes) : bytes.reduce(0) { $0 + UInt64($1) }
    return Double(sum) / Double(pixelCount)
  }
}

/// What lies at `factor` of the way from one byte to another, truncated.
private func blended(_ first: Int, _ second: Int, _ factor: Float) -> Int {
  Int(min(max(Float(first) + factor * Float(second - first), 0), 255))
}
