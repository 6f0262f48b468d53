// Why bytes are no image, in words that complete a report.

import Foundation

/// What keeps a file from being decoded as JPEG.
public enum JPEGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes begin with those of another format, or of none that is known.
  case notJPEG(beginning: String)
  /// The header or the data cannot be decoded; the reason is the library's.
  case undecodable(reason: String)
  /// An image could be made, but the library warned that some of it is missing or wrong.
  case damaged(warning: String)
  /// More pixels than an image of a data set has.
  case tooLarge(width: Int, height: Int)

  /// What was found, to follow the name of the file.
  public var description: String {
    switch self {
    case .notJPEG(let beginning): "it is no JPEG: \(beginning)"
    case .undecodable(let reason): "it cannot be decoded (\(reason))"
    case .damaged(let warning): "it is damaged or cut off (\(warning))"
    case .tooLarge(let width, let height):
      "it has \(width) x \(height) pixels, more than the \(JPEGDecoder.pixelLimit) that are decoded"
    }
  }

  /// The error for bytes that do not begin as a JPEG does; nil for those that do.
  init?(beginningOf bytes: Data) {
    let head = Array(bytes.prefix(12))
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return nil }
    self = .notJPEG(beginning: Self.format(of: head))
  }

  private static func format(of head: [UInt8]) -> String {
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      head.dropFirst(offset).starts(with: text.utf8)
    }
    if head.isEmpty { return "the file is empty" }
    if begins("PNG", at: 1) { return "it begins as a PNG" }
    if begins("GIF8") { return "it begins as a GIF" }
    if begins("BM") { return "it begins as a BMP" }
    if begins("RIFF") && begins("WEBP", at: 8) { return "it begins as a WebP" }
    if begins("II*\0") || begins("MM\0*") { return "it begins as a TIFF" }
    let digits = head.prefix(4).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return "it begins with \(digits.joined(separator: " ")) instead of ff d8 ff"
  }
}
