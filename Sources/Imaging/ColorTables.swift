// Changes that look up each byte in a table.

import CKernels

extension PixelImage {
  /// Each byte replaced by `value` of it.
  public func mapping(_ value: (Int) -> Int) -> PixelImage {
    let table = (0...255).map { UInt8(clamping: value($0)) }
    return looked(upIn: Array(repeating: table, count: channels).flatMap(\.self))
  }

  /// The highest `bits` bits of each byte; none gives black, 8 and more the image.
  public func posterized(bits: Int) -> PixelImage {
    if bits >= 8 { return self }
    let mask = ~((1 << (8 - max(bits, 0))) - 1)
    return mapping { $0 & mask }
  }

  /// Bytes from `threshold` on inverted.
  public func solarized(threshold: Int) -> PixelImage {
    mapping { $0 < threshold ? $0 : 255 - $0 }
  }

  /// Bytes below the middle made lighter.
  public func solarized(adding lightness: Int) -> PixelImage {
    mapping { $0 < 128 ? min($0 + lightness, 255) : $0 }
  }

  /// The negative.
  public func inverted() -> PixelImage { mapping { 255 - $0 } }

  /// Each channel stretched over all bytes.
  ///
  /// - Source: Pillow 13.0.0, `ImageOps.autocontrast`.
  public func withAutomaticContrast() -> PixelImage {
    lookedUp { counts in
      let low = counts.firstIndex { $0 > 0 } ?? 0
      let high = counts.lastIndex { $0 > 0 } ?? 0
      guard high > low else { return Array(0...255) }
      let scale = 255.0 / Double(high - low)
      let offset = -Double(low) * scale
      return (0...255).map { UInt8(clamping: Int(Double($0) * scale + offset)) }
    }
  }

  /// Each channel with all bytes about equally often.
  ///
  /// - Source: Pillow 13.0.0, `ImageOps.equalize`.
  public func equalized() -> PixelImage {
    lookedUp { counts in
      let present = counts.filter { $0 > 0 }
      let step = (present.reduce(0, +) - (present.last ?? 0)) / 255
      guard present.count > 1, step > 0 else { return Array(0...255) }
      var below = step / 2
      return counts.map { count in
        defer { below += count }
        return UInt8(clamping: below / step)
      }
    }
  }

  /// Each channel through the table that `table` makes of its histogram.
  private func lookedUp(_ table: ([Int]) -> [UInt8]) -> PixelImage {
    var counts = [UInt32](repeating: 0, count: 256 * channels)
    unsafe ck_histogram(pixelCount, channels, bytes, &counts)
    return looked(
      upIn: (0..<channels).flatMap { channel in
        table(counts[256 * channel..<256 * (channel + 1)].map(Int.init))
      })
  }

  private func looked(upIn tables: [UInt8]) -> PixelImage {
    unsafe remade { unsafe ck_map_bytes(pixelCount, channels, tables, bytes, $0) }
  }

  /// Writes the number that a table has for each byte of each channel.
  ///
  /// - Parameters:
  ///   - numbers: `[C, 256]`.
  ///   - target: Takes `height * width * channels` numbers, `[H, W, C]`.
  ///   - start: Where the first goes.
  /// - Precondition: They fit.
  public func write(_ numbers: [Float], to target: inout MutableSpan<Float>, from start: Int) {
    precondition(
      numbers.count == 256 * channels && start >= 0 && start + bytes.count <= target.count,
      "\(bytes.count) numbers from \(start) on into \(target.count)")
    unsafe target.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe ck_map_floats(pixelCount, channels, numbers, bytes, base + start)
    }
  }
}
