// From a byte to what the network sees.

/// Mean and deviation of each channel, for pixels in 0...1.
public struct Normalization: Hashable, Sendable {
  /// One mean a channel.
  public let mean: [Double]
  /// One deviation a channel.
  public let deviation: [Double]

  /// A normalisation from one mean and one deviation for each channel.
  public init(mean: [Double], deviation: [Double]) {
    self.mean = mean
    self.deviation = deviation
  }

  /// The mean and deviation of ImageNet's training images, which the reference papers normalise by.
  ///
  /// - Source: torchvision's documentation of its pretrained models.
  package static let imageNet = Normalization(
    mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225])

  /// The normalised value of each byte, [C, 256]: `(byte / 255 - mean) / deviation`.
  var table: [Float] {
    zip(mean, deviation).flatMap { mean, deviation in
      (0...255).map { Float((Double($0) / 255 - mean) / deviation) }
    }
  }

  /// The same after a shift of red, green and blue, which no bound holds.
  func table(shiftedBy shift: SIMD3<Double>) -> [Float] {
    let mean = mean.enumerated().map { channel, mean in mean - shift[channel] }
    return Normalization(mean: mean, deviation: deviation).table
  }
}
