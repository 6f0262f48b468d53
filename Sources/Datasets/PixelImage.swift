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
  /// - Precondition: There are `height * width * channels` bytes.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && bytes.count == width * height * channels,
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
}
