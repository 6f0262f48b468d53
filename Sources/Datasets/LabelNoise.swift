// Wrong labels, so that a network can overfit.

import Randomness

extension SplitImages {
  /// The images with `fraction` of their labels, rounded to a whole number, replaced by another class.
  ///
  /// Which are replaced, and by what, is drawn from one stream for each image; those of a smaller fraction are among
  /// those of a larger, with the same classes.
  func replacingLabels(fraction: Double, seed: Seed) -> SplitImages {
    var random = (0..<count).map { RandomStream(seed: seed, purpose: .labelNoise, index: $0) }
    let draws = random.indices.map { random[$0].nextUnit() }
    let order = random.indices.sorted { (draws[$0], $0) < (draws[$1], $1) }
    var noisy = labels
    for index in order.prefix(Int((fraction * Double(count)).rounded())) {
      let shift = 1 + random[index].nextInteger(below: classCount - 1)
      noisy[index] = (labels[index] + shift) % classCount
    }
    var copy = self
    copy.labels = noisy
    return copy
  }
}
