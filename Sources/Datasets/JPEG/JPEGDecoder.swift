// JPEG through libjpeg-turbo: the pixels that Pillow gives, for the same bytes.

import CTurboJPEG
public import Foundation
public import Imaging
import Tensors

/// What a JPEG's header says of its image.
public struct JPEGHeader: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Whether the pixels are stored as four inks, which turn into red, green and blue.
  public let isCMYK: Bool
}

/// A decoder, to be used for many images, by one thread at a time.
///
/// Images are decoded at full size with the exact integer transform and smooth upsampling of colours, which is what
/// Pillow asks the same library for. An image that the library can only guess at is an error.
@safe public struct JPEGDecoder: ~Copyable {
  /// An image with more pixels is taken for an error: decoded it would fill the memory.
  static let pixelLimit = 1 << 28

  private var handle: tjhandle

  /// A decoder with its tables and buffers.
  public init() { unsafe handle = Self.newHandle() }

  deinit { unsafe _ = tjDestroy(handle) }

  /// Reads the header only.
  ///
  /// - Throws: `JPEGError` if the bytes are no JPEG or the header is not sound.
  public mutating func header(of bytes: Data) throws(JPEGError) -> JPEGHeader {
    do {
      return try readHeader(of: bytes)
    } catch {
      renew()
      throw error
    }
  }

  private func readHeader(of bytes: Data) throws(JPEGError) -> JPEGHeader {
    if let error = JPEGError(beginningOf: bytes) { throw error }
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, -1, -1)
    let status = unsafe bytes.withUnsafeBytes { buffer in
      unsafe tjDecompressHeader3(
        handle, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(buffer.count), &width,
        &height, &subsampling, &space)
    }
    // An uncommon subsampling has no name in the library, but is decoded all the same.
    let isUnnamed = subsampling < 0 && space >= 0 && width > 0 && height > 0
    guard status == 0 || isUnnamed else { throw .undecodable(reason: message) }
    // A file of tables, or one that ends after them, is no error to the library.
    guard width > 0 && height > 0 else { throw .undecodable(reason: "it holds no image") }
    let header = JPEGHeader(
      width: Int(width), height: Int(height),
      isCMYK: space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue))
    guard header.width * header.height <= Self.pixelLimit else {
      throw .tooLarge(width: header.width, height: header.height)
    }
    return header
  }

  /// The image, as red, green and blue.
  ///
  /// Grey is copied to the three channels. Four inks are taken to be stored inverted, as Adobe does it, and each
  /// colour is (255 - ink) (255 - black) / 255.
  /// - Source: The formula and the inversion are those of Pillow 13.0.0's `convert("RGB")`.
  /// - Throws: `JPEGError` if the bytes are no JPEG, or some of the image is missing or wrong.
  public mutating func decode(_ bytes: Data) throws(JPEGError) -> PixelImage {
    let header = try header(of: bytes)
    let inks = header.isCMYK ? TJPF_CMYK : TJPF_RGB
    let pixels = try pixels(of: bytes, header, format: inks, channels: header.isCMYK ? 4 : 3)
    return PixelImage(
      width: header.width, height: header.height, channels: 3,
      bytes: header.isCMYK ? colors(ofInvertedInks: pixels) : pixels)
  }

  private mutating func pixels(
    of bytes: Data, _ header: JPEGHeader, format: TJPF, channels: Int
  ) throws(JPEGError) -> [UInt8] {
    let count = header.width * header.height * channels
    var status: Int32 = 0
    let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
      status = unsafe bytes.withUnsafeBytes { source in
        unsafe tjDecompress2(
          handle, source.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(source.count),
          target.baseAddress, Int32(header.width), 0, Int32(header.height), Int32(format.rawValue),
          Int32(TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS))
      }
      let isComplete = status == 0 || hasWarned
      initialized = isComplete ? count : 0
    }
    guard status != 0 else { return pixels }
    let (isFilled, message) = (hasWarned, message)
    renew()
    guard isFilled else { throw .undecodable(reason: message) }
    guard Self.isHarmless(message) else { throw .damaged(warning: message) }
    return pixels
  }

  /// Whether a warning is about bytes that follow the last row: every pixel was decoded before.
  ///
  /// The library keeps the first warning, and nothing comes after the mark of the end (d9).
  private static func isHarmless(_ warning: String) -> Bool {
    warning.contains("extraneous bytes before marker 0xd9")
  }

  /// Starts afresh: libjpeg-turbo 2.1 finds no image in the file that follows one whose header ends early.
  private mutating func renew() {
    unsafe _ = tjDestroy(handle)
    unsafe handle = Self.newHandle()
  }

  private static func newHandle() -> tjhandle {
    guard let handle = unsafe tjInitDecompress() else { fatalError("libjpeg-turbo has no memory") }
    return unsafe handle
  }

  /// Whether the call that just failed has filled the image all the same.
  private var hasWarned: Bool {
    unsafe tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue)
  }

  private var message: String {
    guard let text = unsafe tjGetErrorStr2(handle) else { return "no reason given" }
    return unsafe String(cString: text)
  }
}

/// From cyan, magenta, yellow and black, each stored as 255 less the ink, to red, green and blue.
private func colors(ofInvertedInks inks: [UInt8]) -> [UInt8] {
  var colors = [UInt8](repeating: 0, count: inks.count / 4 * 3)
  for pixel in 0..<inks.count / 4 {
    let light = Int(inks[4 * pixel + 3])
    for channel in 0..<3 {
      // The product of two fractions in units of 1/255, rounded.
      let product = (255 - Int(inks[4 * pixel + channel])) * light + 128
      colors[3 * pixel + channel] = UInt8(light - ((product >> 8) + product) >> 8)
    }
  }
  return colors
}
