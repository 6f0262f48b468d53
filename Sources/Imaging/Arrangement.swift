// Crops, borders and mirror images: pixels in other places, none changed.

import CKernels

/// What surrounds an image.
public enum PixelBorder: Hashable, Sendable {
  /// One byte value.
  case constant(UInt8)
  /// The image mirrored at the middle of its outermost pixels.
  case reflected
}

extension PixelImage {
  /// A part of the image.
  ///
  /// - Precondition: The box lies in the image.
  public func cropped(to box: PixelBox) -> PixelImage {
    precondition(
      box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
      "\(box) does not lie in an image of \(height) x \(width)")
    if box == bounds { return self }
    var result: [UInt8] = []
    result.reserveCapacity(box.width * box.height * channels)
    for row in box.y..<box.y + box.height {
      let start = (row * width + box.x) * channels
      result += bytes[start..<start + box.width * channels]
    }
    return PixelImage(width: box.width, height: box.height, channels: channels, bytes: result)
  }

  /// The middle of the image at a size, black where it is smaller.
  ///
  /// - Source: torchvision 0.28.0, `center_crop`, and its rounding of halves to even numbers.
  public func centerCropped(width newWidth: Int, height newHeight: Int) -> PixelImage {
    var image = self
    let (lackX, lackY) = (max(newWidth - width, 0), max(newHeight - height, 0))
    if lackX > 0 || lackY > 0 {
      image = padded(
        left: lackX / 2, right: (lackX + 1) / 2, top: lackY / 2, bottom: (lackY + 1) / 2)
    }
    func offset(_ extent: Int, _ target: Int) -> Int {
      Int((Double(extent - target) / 2).rounded(.toNearestOrEven))
    }
    return image.cropped(
      to: PixelBox(
        x: offset(image.width, newWidth), y: offset(image.height, newHeight), width: newWidth,
        height: newHeight))
  }

  /// The image with a border.
  ///
  /// - Precondition: A reflected border is narrower than the image.
  public func padded(
    left: Int, right: Int, top: Int, bottom: Int, with border: PixelBorder = .constant(0)
  ) -> PixelImage {
    switch border {
    case .constant(let byte):
      var result = PixelImage(
        width: left + width + right, height: top + height + bottom, channels: channels,
        filledWith: byte)
      for row in 0..<height {
        let to = ((top + row) * result.width + left) * channels
        let from = row * width * channels
        result.bytes.replaceSubrange(
          to..<to + width * channels, with: bytes[from..<from + width * channels])
      }
      return result
    case .reflected:
      func places(_ before: Int, _ count: Int, _ after: Int) -> [Int] {
        precondition(before < count && after < count, "a border as wide as the image")
        return (-before..<count + after).map { place in
          place < 0 ? -place : place >= count ? 2 * (count - 1) - place : place
        }
      }
      let columns = places(left, width, right)
      var result: [UInt8] = []
      for row in places(top, height, bottom) {
        for column in columns {
          let start = (row * width + column) * channels
          result += bytes[start..<start + channels]
        }
      }
      return PixelImage(
        width: columns.count, height: top + height + bottom, channels: channels, bytes: result)
    }
  }

  /// The image with a border of one width.
  public func padded(by width: Int, with border: PixelBorder = .constant(0)) -> PixelImage {
    padded(left: width, right: width, top: width, bottom: width, with: border)
  }

  /// The image mirrored left to right.
  public func mirrored() -> PixelImage {
    unsafe remade { unsafe ck_mirror(width, height, channels, bytes, $0) }
  }

  /// The image with one colour in a box, as far as that lies in the image.
  public func filled(_ box: PixelBox, with color: [UInt8]) -> PixelImage {
    var result = self
    let columns = max(box.x, 0)..<max(max(box.x, 0), min(box.x + box.width, width))
    for row in max(box.y, 0)..<max(max(box.y, 0), min(box.y + box.height, height)) {
      for column in columns {
        for channel in 0..<channels {
          result.bytes[(row * width + column) * channels + channel] = color[channel]
        }
      }
    }
    return result
  }
}
