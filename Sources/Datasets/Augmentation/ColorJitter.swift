// Brightness, contrast and saturation changed at random, in random order.

import Imaging
import Randomness

/// Factors in 1 +- `strength`, none below 0.
///
/// - Source: torchvision 0.28.0, `ColorJitter`, without a change of hue, as timm trains.
struct ColorJitter: Hashable, Sendable {
  var strength: Double

  /// What an image goes through, in order.
  func operations(_ random: inout RandomStream) -> [ImageOperation] {
    let order = random.nextPermutation(of: 3)
    let low = max(1 - strength, 0)
    let factors = (0..<3).map { _ in low + (1 + strength - low) * random.nextUnit() }
    let operations: [ImageOperation] = [
      .brightness(factors[0]), .contrast(factors[1]), .color(factors[2]),
    ]
    return order.map { operations[$0] }
  }
}
