// Images of another size.

extension ImageSet {
  /// The images at another size, in two passes with bytes between them.
  ///
  /// - Source: Pillow 13.0.0, `Image.resize`; since that release the pass over the height comes first where it saves more
  ///   than twice the rows, before it never did.
  func resized(
    height newHeight: Int, width newWidth: Int, filter: ResamplingFilter = .bilinear
  ) -> ImageSet {
    var bytes = pixels
    let heightFirst = newHeight < height && 2 * (width - newWidth) < height - newHeight
    if heightFirst { bytes = withHeight(newHeight, of: bytes, rowBytes: width * channels, filter) }
    if newWidth != width {
      bytes = ResamplingPass(from: width, to: newWidth, filter).apply(to: bytes, inner: channels)
    }
    if !heightFirst {
      bytes = withHeight(newHeight, of: bytes, rowBytes: newWidth * channels, filter)
    }
    return ImageSet(
      pixels: bytes, size: (newHeight, newWidth), labels: labels, classCount: classCount,
      normalization: normalization)
  }

  private func withHeight(
    _ newHeight: Int, of bytes: [UInt8], rowBytes: Int, _ filter: ResamplingFilter
  ) -> [UInt8] {
    guard newHeight != height else { return bytes }
    return ResamplingPass(from: height, to: newHeight, filter).apply(to: bytes, inner: rowBytes)
  }
}
