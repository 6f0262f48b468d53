// Noise of light and colour: one shift of all pixels along the principal colours of natural images.

import Randomness

/// Shifts of red, green and blue along the principal components of ImageNet's colours.
///
/// - Source: Krizhevsky et al. 2012, "ImageNet classification with deep convolutional neural networks", section 4.1;
///   the components and their scales as in fb.resnet.torch, `imagenet.lua`, for colours in 0...1; with deviation 0.1
///   in He et al. 2018, arXiv 1812.01187, section 2.1.
struct LightingNoise: Hashable, Sendable {
  /// Deviation of the weight of each component.
  var deviation: Double

  /// Of each component how much it varies, and red, green and blue.
  static let components: [(scale: Double, color: SIMD3<Double>)] = [
    (0.2175, [-0.5675, -0.5808, -0.5836]), (0.0188, [0.7192, -0.0045, -0.6948]),
    (0.0045, [0.4009, -0.8140, 0.4203]),
  ]

  /// The shift of a sample, for colours in 0...1.
  func shift(at address: SampleAddress) -> SIMD3<Double> {
    var random = address.stream(.lighting)
    return Self.shift(weights: Self.components.map { _ in deviation * random.nextNormal() })
  }

  /// The sum of the components by their weights.
  static func shift(weights: [Double]) -> SIMD3<Double> {
    zip(weights, components).reduce(into: .zero) { sum, part in
      sum += part.0 * part.1.scale * part.1.color
    }
  }
}
