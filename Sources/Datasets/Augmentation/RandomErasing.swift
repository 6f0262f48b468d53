// Rectangles of a normalised image replaced by noise or nothing.

import Configuration
import Foundation
import Imaging
import Randomness
import Tensors

/// Erased boxes.
///
/// - Source: Zhong et al. 2017, arXiv 1708.04896, as timm 1.0.31 has it.
struct RandomErasing: Hashable, Sendable {
  var probability: Double
  var fill: ErasingFill
  /// Boxes at most; the area is divided among them.
  var count: Int

  /// The part of the image that is erased.
  static let area = 0.02...1.0 / 3
  /// Height over width; its logarithm is uniform.
  static let aspect = 0.3...1 / 0.3
  static let attempts = 10

  /// The boxes of a sample, in an image of a size.
  func boxes(_ random: inout RandomStream, width: Int, height: Int) -> [PixelBox] {
    guard random.nextUnit() < probability else { return [] }
    let boxes = 1 + random.nextInteger(below: count)
    return (0..<boxes).compactMap { _ in
      box(&random, area: Double(width * height) / Double(boxes), width: width, height: height)
    }
  }

  private func box(
    _ random: inout RandomStream, area: Double, width: Int, height: Int
  ) -> PixelBox? {
    let (low, high) = (log(Self.aspect.lowerBound), log(Self.aspect.upperBound))
    for _ in 0..<Self.attempts {
      let part =
        Self.area.lowerBound
        + (Self.area.upperBound - Self.area.lowerBound) * random.nextUnit()
      let ratio = exp(low + (high - low) * random.nextUnit())
      let rows = Int((part * area * ratio).squareRoot().rounded(.toNearestOrEven))
      let columns = Int((part * area / ratio).squareRoot().rounded(.toNearestOrEven))
      guard columns < width, rows < height else { continue }
      let top = random.nextInteger(below: height - rows + 1)
      let left = random.nextInteger(below: width - columns + 1)
      return PixelBox(x: left, y: top, width: columns, height: rows)
    }
    return nil
  }

  /// Erases in an image `[H, W, C]` that lies in `target` from `start` on.
  func apply(
    at address: SampleAddress, width: Int, height: Int, channels: Int,
    to target: inout MutableSpan<Float>, from start: Int
  ) {
    var places = address.stream(.erasing)
    var pixels = address.stream(.erasedPixels)
    for box in boxes(&places, width: width, height: height) {
      let color = (0..<channels).map { _ in fill == .color ? Float(pixels.nextNormal()) : 0 }
      for row in box.y..<box.y + box.height {
        for column in box.x..<box.x + box.width {
          for channel in 0..<channels {
            let place = start + (row * width + column) * channels + channel
            target[place] = fill == .pixels ? Float(pixels.nextNormal()) : color[channel]
          }
        }
      }
    }
  }
}
