// A crop of random area and aspect, resized to what the network sees.

import Foundation
import Imaging
import Randomness

/// Crops of a random part of the area and a random aspect.
///
/// - Source: Szegedy et al. 2015, arXiv 1409.4842, section 6, as torchvision 0.28.0 and timm 1.0.31 have it.
struct RandomResizedCrop: Hashable, Sendable {
  /// The part of the image's area.
  var area: ClosedRange<Double> = 0.08...1
  /// Width over height; its logarithm is uniform.
  var aspect: ClosedRange<Double> = 0.75...4.0 / 3

  static let attempts = 10

  /// The box of a sample, in an image of a size.
  func drawn(at address: SampleAddress, width: Int, height: Int) -> PixelBox {
    var random = address.stream(.resizedCrop)
    for _ in 0..<Self.attempts {
      let (areaUnit, aspectUnit) = (random.nextUnit(), random.nextUnit())
      guard
        var box = proposal(
          width: width, height: height, areaUnit: areaUnit, aspectUnit: aspectUnit)
      else { continue }
      box.y = random.nextInteger(below: height - box.height + 1)
      box.x = random.nextInteger(below: width - box.width + 1)
      return box
    }
    return fallback(width: width, height: height)
  }

  /// A box at the corner from two numbers in 0..<1, or nil if it does not fit.
  func proposal(
    width: Int, height: Int, areaUnit: Double, aspectUnit: Double
  ) -> PixelBox? {
    func between(_ range: ClosedRange<Double>, _ unit: Double) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * unit
    }
    let target = between(area, areaUnit) * Double(width * height)
    let ratio = exp(between(log(aspect.lowerBound)...log(aspect.upperBound), aspectUnit))
    let columns = rounded((target * ratio).squareRoot())
    let rows = rounded((target / ratio).squareRoot())
    // A box without pixels occurs only in images of a few pixels.
    guard (1...width).contains(columns), (1...height).contains(rows) else { return nil }
    return PixelBox(x: 0, y: 0, width: columns, height: rows)
  }

  /// The middle of the image, as much of it as the aspects allow.
  func fallback(width: Int, height: Int) -> PixelBox {
    var (columns, rows) = (width, height)
    let ratio = Double(width) / Double(height)
    if ratio < aspect.lowerBound { rows = rounded(Double(width) / aspect.lowerBound) }
    if ratio > aspect.upperBound { columns = rounded(Double(height) * aspect.upperBound) }
    return PixelBox(
      x: (width - columns) / 2, y: (height - rows) / 2, width: columns, height: rows)
  }

  private func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
}
