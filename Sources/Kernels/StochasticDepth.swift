// Stochastic depth: whole images of a residual branch are dropped.

import CKernels
import Randomness
public import Tensors

/// The arrays of one stochastic depth: y = x * factor, one factor an image, 0 or 1 / (1 - rate).
///
/// - Source: Huang et al. 2016, arXiv 1603.09382, section 3, with the scaling at training time.
public struct StochasticDepth: Sendable {
  private let rate: Double
  private let lane: Int
  private let x: Region
  private let y: Region
  private let factors: Region

  /// A stochastic depth over its arrays.
  ///
  /// - Parameters:
  ///   - rate: Probability that an image is dropped, in 0..<1.
  ///   - lane: Tells this one from others of the network.
  ///   - x: Input, `[N, ..]`.
  ///   - y: Output, as x.
  ///   - factors: `[N]`, kept for the backward pass.
  /// - Precondition: x and y have the same count, a multiple of N.
  public init(rate: Double, lane: Int, x: Region, y: Region, factors: Region) {
    require(
      x.count == y.count && x.count.isMultiple(of: factors.count),
      "stochastic depth of \(factors.count) images: x \(x.count), y \(y.count)")
    (self.rate, self.lane) = (rate, lane)
    (self.x, self.y, self.factors) = (x, y, factors)
  }

  /// Draws the factor of each image: one number of the stream at seed, epoch, place and lane.
  ///
  /// - Precondition: The address has a place for each factor.
  public static func draw(
    into factors: Region, rate: Double, lane: Int, _ address: DropoutAddress
  ) {
    require(
      address.places.count == factors.count,
      "\(factors.count) factors for \(address.places.count) images")
    factors.store(
      address.places.map { place in
        var stream = RandomStream(
          seed: address.seed, purpose: .stochasticDepth, epoch: address.epoch, index: place,
          lane: lane)
        return stream.nextUnit() < rate ? 0 : Float(1 / (1 - rate))
      })
  }

  /// Draws the factors and computes y.
  public func forwardTraining(_ address: DropoutAddress) {
    Self.draw(into: factors, rate: rate, lane: lane, address)
    unsafe ck_scale_rows(
      factors.count, x.count / factors.count, factors.pointer, x.pointer, y.pointer)
  }

  /// Copies x.
  public func forwardInference() { y.store(x) }

  /// Turns the gradient of y into that of x, in place.
  public func backward(gradient: Region) {
    require(gradient.count == x.count, "stochastic depth gradient: \(gradient.count)")
    unsafe ck_scale_rows(
      factors.count, x.count / factors.count, factors.pointer, gradient.pointer,
      gradient.pointer)
  }
}
