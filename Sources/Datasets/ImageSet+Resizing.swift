// Images of another size.

import Imaging

extension ImageSet {
  /// The images at another size, in two passes with bytes between them.
  func resized(
    height newHeight: Int, width newWidth: Int, filter: ResamplingFilter = .bilinear
  ) -> ImageSet {
    if newHeight == height && newWidth == width { return self }
    let resizing = Resizing(
      of: PixelBox(x: 0, y: 0, width: width, height: height), toWidth: newWidth, height: newHeight,
      filter: filter)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * newHeight * newWidth * channels)
    for index in labels.indices { bytes += resizing.applied(to: image(at: index)).bytes }
    return ImageSet(
      pixels: bytes, size: (newHeight, newWidth), labels: labels, classCount: classCount,
      normalization: normalization)
  }

  /// The middle of each image, a square.
  func centerCropped(to side: Int) -> ImageSet {
    if side == height && side == width { return self }
    return ImageSet(
      pixels: labels.indices.flatMap {
        image(at: $0).centerCropped(width: side, height: side).bytes
      },
      size: (side, side), labels: labels, classCount: classCount, normalization: normalization)
  }
}
