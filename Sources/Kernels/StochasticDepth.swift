// Stochastic depth: residual branches that some images skip.

import Randomness
public import Tensors

/// Stochastic depth by image.
///
/// - Source: Huang et al. 2016, arXiv 1603.09382, with the scaling at training time.
public enum StochasticDepth {
  /// Draws for each image 0, with a probability `rate`, or 1 / (1 - rate).
  public static func drawFactors(
    _ factors: Region, rate: Double, lane: Int, _ address: DropoutAddress
  ) {
    require(factors.count == address.places.count, "factors of \(factors.count) images")
    let kept = Float(1 / (1 - rate))
    for (image, place) in address.places.enumerated() {
      var stream = RandomStream(
        seed: address.seed, purpose: .stochasticDepth, epoch: address.epoch, index: place,
        lane: lane)
      unsafe factors.pointer[image] = stream.nextUnit() < rate ? 0 : kept
    }
  }
}
