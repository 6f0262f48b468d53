// Which images of the training part a run trains on, and which it is validated on.

import Randomness

/// The places in the training part of the two splits that are drawn from it.
///
/// Validation comes first, so that it does not depend on the number of training images; the training split is the
/// beginning of the shuffled rest, so that a smaller one lies within a larger.
struct Split: Hashable {
  let validation: [Int]
  let training: [Int]

  /// The splits of `count` images.
  ///
  /// - Precondition: `count` is at least the sum of both.
  init(of count: Int, validation: Int, training: Int, seed: Seed) {
    var random = RandomStream(seed: seed, purpose: .split)
    let order = random.nextPermutation(of: count)
    self.validation = Array(order[..<validation])
    self.training = Array(order[validation..<validation + training])
  }
}
