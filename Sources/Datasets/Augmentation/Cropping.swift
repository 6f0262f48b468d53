// From a whole image to what the network sees of it: decided once, it serves all frames of a clip.

import Imaging

/// Images of one size, resized, and then a part of each.
struct Cropping: Sendable {
  /// What is left of a resized image.
  enum Part: Hashable, Sendable {
    case whole
    case box(PixelBox)
    /// A square of a side, in pixels.
    case middle(Int)
  }

  private let resizing: Resizing
  private let part: Part

  init(_ resizing: Resizing, then part: Part = .whole) {
    self.resizing = resizing
    self.part = part
  }

  /// What the network sees of an image.
  ///
  /// - Precondition: It has the size that the resizing was made for.
  func applied(to image: PixelImage) -> PixelImage {
    let resized = resizing.applied(to: image)
    return switch part {
    case .whole: resized
    case .box(let box): resized.cropped(to: box)
    case .middle(let side): resized.centerCropped(width: side, height: side)
    }
  }
}
