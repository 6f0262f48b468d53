// JPEG files for tests: encoded by the library that decodes them, and spoilt in the ways that files are.

import CTurboJPEG
public import Foundation

/// JPEG files for tests.
public enum TestJPEG {
  /// A colour image whose content follows from `seed`.
  public static func colored(width: Int, height: Int, seed: Int = 0) -> Data {
    encoded(
      wave(width, height, channels: 3, seed), width, height, TJPF_RGB, subsampling: TJSAMP_420)
  }

  /// A grey image.
  public static func grey(width: Int, height: Int, seed: Int = 0) -> Data {
    encoded(
      wave(width, height, channels: 1, seed), width, height, TJPF_GRAY, subsampling: TJSAMP_GRAY)
  }

  /// An image of four inks.
  public static func inked(width: Int, height: Int, seed: Int = 0) -> Data {
    encoded(
      wave(width, height, channels: 4, seed), width, height, TJPF_CMYK, subsampling: TJSAMP_444)
  }

  /// A colour image that is decoded in several scans.
  public static func progressive(width: Int, height: Int, seed: Int = 0) -> Data {
    encoded(
      wave(width, height, channels: 3, seed), width, height, TJPF_RGB, subsampling: TJSAMP_420,
      flags: TJFLAG_PROGRESSIVE)
  }

  /// A file without the end of its data.
  public static func cutOff(_ file: Data) -> Data { file.dropLast(100) }

  /// A file with a mark in its data that does not belong there.
  public static func overwritten(_ file: Data) -> Data {
    var copy = file
    let place = copy.count - 100
    copy.replaceSubrange(place..<place + 2, with: [0xFF, 0xD5])
    return copy
  }

  /// Bytes that are no image.
  public static let garbage = Data("this is no image, whatever its name says".utf8)

  /// Waves and some noise.
  private static func wave(
    _ width: Int, _ height: Int, channels: Int, _ seed: Int
  ) -> [UInt8] {
    var state = UInt32(truncatingIfNeeded: seed &* 747_796_405 &+ 1)
    return (0..<height * width * channels).map { index in
      let (pixel, channel) = (index / channels, index % channels)
      state = state &* 1_664_525 &+ 1_013_904_223
      let x = Double(pixel % width) / Double(2 + channel + seed % 5)
      let y = Double(pixel / width) / Double(3 + seed % 7)
      return UInt8(128 + 90 * sin(x) * cos(y) + Double(state >> 24) / 16)
    }
  }

  private static func encoded(
    _ pixels: [UInt8], _ width: Int, _ height: Int, _ format: TJPF, subsampling: TJSAMP,
    flags: Int32 = 0
  ) -> Data {
    guard let handle = unsafe tjInitCompress() else { fatalError("no memory for a test") }
    defer { unsafe _ = tjDestroy(handle) }
    var file: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let status = unsafe tjCompress2(
      handle, pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), &file, &size,
      Int32(subsampling.rawValue), 85, flags)
    guard status == 0, let bytes = unsafe file else { fatalError("a test image is not encoded") }
    defer { unsafe tjFree(bytes) }
    return unsafe Data(bytes: bytes, count: Int(size))
  }
}
