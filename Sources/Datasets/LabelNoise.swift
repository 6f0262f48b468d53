// Wrong labels, so that a network can overfit.

import Randomness

extension ImageSet {
  /// The images with `fraction` of their labels, rounded to a whole number, replaced by another class.
  ///
  /// Which are replaced, and by what, is drawn from one stream for each image; those of a smaller fraction are among
  /// those of a larger, with the same classes.
  func replacingLabels(fraction: Double, seed: Seed) -> ImageSet {
    var random = (0..<count).map { RandomStream(seed: seed, purpose: .labelNoise, index: $0) }
    let draws = random.indices.map { random[$0].nextUnit() }
    let order = random.indices.sorted { (draws[$0], $0) < (draws[$1], $1) }
    var copy = self
    for index in order.prefix(Int((fraction * Double(count)).rounded())) {
      let shift = 1 + random[index].nextInteger(below: classCount - 1)
      copy.labels[index] = (labels[index] + shift) % classCount
    }
    return copy
  }
}
