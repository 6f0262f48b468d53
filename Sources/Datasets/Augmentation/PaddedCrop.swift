// Padded crop, flip and normalisation: from bytes to a place in a batch, in one pass.

import Imaging
import Randomness
import Tensors

/// How one sample is changed in one epoch.
struct Augmentation: Hashable {
  /// Black pixels around the image before it is cropped.
  var padding = 0
  /// Where the crop begins in the padded image; the padding itself leaves the image in place.
  var offset = SIMD2(0, 0)
  /// Whether the image is mirrored left to right.
  var isFlipped = false

  /// The image as it is.
  static let none = Augmentation()

  /// A random crop out of `padding` black pixels around the image, and a mirror image half of the time.
  static func drawn(at address: SampleAddress, padding: Int, flips: Bool) -> Augmentation {
    var result = Augmentation(padding: padding, offset: [padding, padding])
    if padding > 0 {
      var random = address.stream(.paddedCrop)
      result.offset.x = random.nextInteger(below: 2 * padding + 1)
      result.offset.y = random.nextInteger(below: 2 * padding + 1)
    }
    if flips {
      var random = address.stream(.flip)
      result.isFlipped = random.nextInteger(below: 2) == 1
    }
    return result
  }

  /// The changed image, of the same size.
  func applied(to image: PixelImage) -> PixelImage {
    var result = image
    if padding > 0 {
      result = result.padded(by: padding).cropped(
        to: PixelBox(x: offset.x, y: offset.y, width: image.width, height: image.height))
    }
    return isFlipped ? result.mirrored() : result
  }
}

/// Writes normalised images into batches.
struct ImageWriter: Sendable {
  let images: ImageSet
  private let table: [Float]

  init(_ images: ImageSet) {
    self.images = images
    table = images.normalization.table
  }

  /// Writes image `index`, changed by `augmentation`, to `target` from `start` on, as [H, W, C].
  func write(
    _ index: Int, _ augmentation: Augmentation, to target: inout MutableSpan<Float>, from start: Int
  ) {
    let shiftY = augmentation.offset.y - augmentation.padding
    let rowElements = images.width * images.channels
    for y in 0..<images.height {
      let row = start + y * rowElements
      let sourceY = y + shiftY
      guard sourceY >= 0 && sourceY < images.height else {
        blacken(0..<images.width, ofRow: row, &target)
        continue
      }
      let source = index * images.bytesPerImage + sourceY * rowElements
      writeRow(from: source, augmentation, to: &target, row: row)
    }
  }

  private func writeRow(
    from source: Int, _ augmentation: Augmentation, to target: inout MutableSpan<Float>, row: Int
  ) {
    let (width, channels) = (images.width, images.channels)
    let shift = augmentation.offset.x - augmentation.padding
    // Columns of the crop that lie in the image, before mirroring.
    let inside = max(0, -shift)..<max(max(0, -shift), min(width, width - shift))
    let pixels = images.pixels.span
    let values = table.span
    for x in inside {
      let column = augmentation.isFlipped ? width - 1 - x : x
      let (from, to) = (source + (x + shift) * channels, row + column * channels)
      for channel in 0..<channels {
        target[to + channel] = values[channel << 8 | Int(pixels[from + channel])]
      }
    }
    let outside = [0..<inside.lowerBound, inside.upperBound..<width]
    for columns in outside {
      let mirrored = width - columns.upperBound..<width - columns.lowerBound
      blacken(augmentation.isFlipped ? mirrored : columns, ofRow: row, &target)
    }
  }

  private func blacken(_ columns: Range<Int>, ofRow row: Int, _ target: inout MutableSpan<Float>) {
    for column in columns {
      for channel in 0..<images.channels {
        target[row + column * images.channels + channel] = table[channel << 8]
      }
    }
  }
}
