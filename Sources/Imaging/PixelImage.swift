// One image of any size as bytes: what decoders give and what augmentation changes.

/// One image of bytes, rows from top to bottom, pixels from left to right, channels innermost: `[H, W, C]`.
public struct PixelImage: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Bytes of a pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// The bytes, `height * width * channels` of them.
  public var bytes: [UInt8]

  /// An image from its bytes.
  ///
  /// - Precondition: There are `height * width * channels` bytes, and 1 to 4 channels.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && 1...4 ~= channels && bytes.count == width * height * channels,
      "\(bytes.count) bytes for an image of \(height) x \(width) x \(channels)")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// An image of one byte value.
  public init(width: Int, height: Int, channels: Int, filledWith byte: UInt8 = 0) {
    self.init(
      width: width, height: height, channels: channels,
      bytes: Array(repeating: byte, count: width * height * channels))
  }

  /// The number of pixels.
  public var pixelCount: Int { width * height }

  /// An image of the same channels whose bytes, all of them, `fill` writes.
  func remade(
    width newWidth: Int? = nil, height newHeight: Int? = nil,
    fill: (UnsafeMutablePointer<UInt8>) -> Void
  ) -> PixelImage {
    let (columns, rows) = (newWidth ?? width, newHeight ?? height)
    let count = columns * rows * channels
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      if let start = buffer.baseAddress { unsafe fill(start) }
      filled = count
    }
    return PixelImage(width: columns, height: rows, channels: channels, bytes: bytes)
  }
}

/// A rectangle of pixels.
public struct PixelBox: Hashable, Sendable {
  /// Columns left of it.
  public var x: Int
  /// Rows above it.
  public var y: Int
  /// Its columns.
  public var width: Int
  /// Its rows.
  public var height: Int

  /// A rectangle from its corner and size.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
