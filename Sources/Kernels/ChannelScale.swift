// The product of squeeze and excitation.

import CKernels
public import Tensors

/// The arrays of one channel-wise product: y = x * factors, one factor an image and channel.
///
/// - Source: Hu et al. 2017, arXiv 1709.01507, equation 4.
public struct ChannelScale: Sendable {
  private let images: Int
  private let pixels: Int
  private let channels: Int
  private let x: Region
  private let factors: Region
  private let y: Region

  /// A channel-wise product over its arrays.
  ///
  /// - Parameters:
  ///   - images: Images, N.
  ///   - pixels: Pixels of an image, P.
  ///   - channels: Channels, C.
  ///   - x: Input, `[N, P, C]`.
  ///   - factors: `[N, C]`.
  ///   - y: Output, `[N, P, C]`.
  /// - Precondition: Every region has the extent that its description says.
  public init(images: Int, pixels: Int, channels: Int, x: Region, factors: Region, y: Region) {
    require(
      x.count == images * pixels * channels && y.count == x.count
        && factors.count == images * channels,
      "channel scale of \(images) images, \(pixels) pixels, \(channels) channels: x \(x.count), "
        + "factors \(factors.count), y \(y.count)")
    (self.images, self.pixels, self.channels) = (images, pixels, channels)
    (self.x, self.factors, self.y) = (x, factors, y)
  }

  /// Computes y.
  public func forward() {
    unsafe ck_channel_scale(
      images, pixels, channels, x.pointer, factors.pointer, y.pointer)
  }

  /// The gradients, in one pass.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y, becomes that of x.
  ///   - dFactors: Gradient of the factors, `[N, C]`.
  /// - Precondition: Nothing overlaps.
  public func backward(dy: Region, dFactors: Region) {
    require(
      dy.count == y.count && dFactors.count == factors.count,
      "channel scale gradient: dy \(dy.count), factors \(dFactors.count)")
    unsafe ck_channel_scale_backward(
      images, pixels, channels, x.pointer, factors.pointer, dy.pointer, dFactors.pointer)
  }
}
