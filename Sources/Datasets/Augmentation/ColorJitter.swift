// Brightness, contrast, saturation and hue changed at random, in random order.

import Imaging
import Randomness

/// Factors in 1 +- `strength`, none below 0, and turns of hue of at most `hue`.
///
/// - Source: torchvision 0.28.0, `ColorJitter`, on bytes; without a change of hue as timm trains.
struct ColorJitter: Hashable, Sendable {
  var strength: Double
  /// Part of the circle, in 0...0.5; 0 for no change of hue.
  var hue = 0.0

  /// What an image goes through, in order.
  func operations(_ random: inout RandomStream) -> [ImageOperation] {
    let order = random.nextPermutation(of: hue > 0 ? 4 : 3)
    let low = max(1 - strength, 0)
    let factors = (0..<3).map { _ in low + (1 + strength - low) * random.nextUnit() }
    var operations: [ImageOperation] = [
      .brightness(factors[0]), .contrast(factors[1]), .color(factors[2]),
    ]
    if hue > 0 { operations.append(.hue(hue * (2 * random.nextUnit() - 1))) }
    return order.map { operations[$0] }
  }
}
