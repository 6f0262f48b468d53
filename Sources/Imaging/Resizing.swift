// Images of another size, in two passes with bytes between them.

import CKernels

/// Which axis is resized first; the results differ by a few units, since bytes are rounded in between.
public enum ResizingOrder: Hashable, Sendable {
  /// The height first where that saves more than twice the rows: Pillow since release 13.
  case cheapest
  /// The width first, always: Pillow before.
  case widthFirst
}

/// How images of one size become images of another: made once, it serves many.
///
/// - Source: Pillow 13.0.0, `Image.resize`, whose bytes these are.
public struct Resizing: Sendable {
  private let source: PixelBox
  private let target: PixelBox
  private let isHeightFirst: Bool
  private let filter: ResamplingFilter
  private var columns: ResamplingTaps?
  private var rows: ResamplingTaps?

  /// From the pixels of a box to an image of a size; what lies outside the box does not enter.
  public init(
    of box: PixelBox, toWidth width: Int, height: Int, filter: ResamplingFilter,
    order: ResizingOrder = .cheapest
  ) {
    source = box
    target = PixelBox(x: 0, y: 0, width: width, height: height)
    self.filter = filter
    isHeightFirst =
      order == .cheapest && height < box.height && 2 * (box.width - width) < box.height - height
    guard filter != .nearest else { return }
    if width != box.width { columns = ResamplingTaps(from: box.width, to: width, filter) }
    if height != box.height { rows = ResamplingTaps(from: box.height, to: height, filter) }
  }

  /// The resized box of an image.
  ///
  /// - Precondition: The box lies in the image.
  public func applied(to image: PixelImage) -> PixelImage {
    if filter == .nearest { return nearest(in: image) }
    let box = BoxOfImage(image, source)
    switch (columns, rows) {
    case (nil, nil): return image.cropped(to: source)
    case (let columns?, nil): return resizeColumns(box, columns)
    case (nil, let rows?): return resizeRows(box, rows)
    case (let columns?, let rows?):
      if isHeightFirst { return resizeColumns(BoxOfImage(resizeRows(box, rows)), columns) }
      return resizeRows(BoxOfImage(resizeColumns(box, columns)), rows)
    }
  }

  private func resizeColumns(_ box: BoxOfImage, _ taps: ResamplingTaps) -> PixelImage {
    let channels = box.image.channels
    let scratch = ck_resample_scratch(box.box.width, target.width, channels)
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: scratch) { scratch in
      let scratch = scratch.baseAddress
      return unsafe box.image.remade(width: target.width, height: box.box.height) { bytes in
        unsafe taps.withKernelTaps { taps in
          unsafe box.withStart { start in
            unsafe ck_resample_columns(
              box.box.height, box.box.width, channels, taps, box.stride, start, scratch, bytes)
          }
        }
      }
    }
  }

  private func resizeRows(_ box: BoxOfImage, _ taps: ResamplingTaps) -> PixelImage {
    unsafe box.image.remade(width: box.box.width, height: target.height) { bytes in
      unsafe taps.withKernelTaps { taps in
        unsafe box.withStart { start in
          unsafe ck_resample_rows(
            box.box.width * box.image.channels, taps, box.stride, start, bytes)
        }
      }
    }
  }

  /// Each pixel from the one under its centre; places are summed up, as Pillow does.
  private func nearest(in image: PixelImage) -> PixelImage {
    func places(_ source: Int, _ target: Int) -> [Int] {
      let step = Double(source) / Double(target)
      var place = step * 0.5
      return (0..<target).map { _ in
        defer { place += step }
        return Int(place)
      }
    }
    let columns = places(source.width, target.width)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(target.width * target.height * image.channels)
    for row in places(source.height, target.height) {
      for column in columns {
        let start = ((source.y + row) * image.width + source.x + column) * image.channels
        bytes += image.bytes[start..<start + image.channels]
      }
    }
    return PixelImage(
      width: target.width, height: target.height, channels: image.channels, bytes: bytes)
  }
}

/// A part of an image, where it lies.
private struct BoxOfImage {
  let image: PixelImage
  let box: PixelBox

  init(_ image: PixelImage, _ box: PixelBox? = nil) {
    self.image = image
    self.box = box ?? image.bounds
    precondition(
      self.box.x >= 0 && self.box.y >= 0 && self.box.x + self.box.width <= image.width
        && self.box.y + self.box.height <= image.height,
      "\(self.box) does not lie in an image of \(image.height) x \(image.width)")
  }

  /// Bytes from a row to the next.
  var stride: Int { image.width * image.channels }

  func withStart(_ body: (UnsafePointer<UInt8>) -> Void) {
    unsafe image.bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe body(start + box.y * stride + box.x * image.channels)
    }
  }
}

extension PixelImage {
  /// The whole image.
  public var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }

  /// The image, or a box of it, at another size.
  public func resized(
    _ box: PixelBox? = nil, toWidth newWidth: Int, height newHeight: Int,
    filter: ResamplingFilter, order: ResizingOrder = .cheapest
  ) -> PixelImage {
    Resizing(
      of: box ?? bounds, toWidth: newWidth, height: newHeight, filter: filter, order: order
    ).applied(to: self)
  }
}
