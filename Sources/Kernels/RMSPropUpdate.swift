// The update of RMSProp as TensorFlow has it.

import CKernels
public import Tensors

/// One update of RMSProp with momentum.
///
/// With g = scale * gradient + decay * w: s += (1 - squareDecay) * (g^2 - s), and where there is a mean of the
/// gradient, a += (1 - squareDecay) * (g - a), else a = 0. Then v = momentum * v + rate * g / sqrt(s - a^2 + epsilon)
/// and w -= v; or, with the rate outside of the momentum, v = momentum * v + g / sqrt(...) and w -= rate * v. The mean
/// square s starts at 1, the others at 0.
/// - Source: Tieleman and Hinton 2012, in the form of TensorFlow's kernel `ApplyRMSProp`, which puts epsilon under
///   the root.
public struct RMSPropUpdate: Sendable {
  /// Learning rate.
  public var rate: Double
  /// Decay of the means of g and its square, in 0..<1.
  public var squareDecay: Double
  /// Momentum, in 0...1.
  public var momentum: Double
  /// Added to the mean square.
  public var epsilon: Double
  /// L2 decay added to the gradient.
  public var decay: Double
  /// Whether the velocity holds the rates of its steps; otherwise the rate in force multiplies it.
  public var keepsRateInVelocity: Bool
  /// Factor on the gradient: below 1 where its norm was too large.
  public var scale: Float

  /// What every mean square starts at.
  public static let initialMeanSquare: Float = 1

  /// An update from its numbers.
  public init(
    rate: Double, squareDecay: Double, momentum: Double, epsilon: Double, decay: Double,
    keepsRateInVelocity: Bool = true, scale: Float = 1
  ) {
    self.rate = rate
    self.squareDecay = squareDecay
    self.momentum = momentum
    self.epsilon = epsilon
    self.decay = decay
    self.keepsRateInVelocity = keepsRateInVelocity
    self.scale = scale
  }

  /// Moves weights, means and velocity.
  ///
  /// - Parameters:
  ///   - gradient: Only read.
  ///   - meanSquare: s.
  ///   - meanGradient: a; nil for 0.
  ///   - velocity: v.
  ///   - weights: What moves.
  /// - Precondition: All regions have the same count and do not overlap.
  public func apply(
    gradient: Region, meanSquare: Region, meanGradient: Region?, velocity: Region, weights: Region
  ) {
    requireUpdate(of: weights, gradient, meanSquare, meanGradient ?? velocity, velocity)
    var step = ck_rmsprop_step(
      rest: Float(1 - squareDecay), momentum: Float(momentum),
      inner: keepsRateInVelocity ? Float(rate) : 1, outer: keepsRateInVelocity ? 1 : Float(rate),
      epsilon: Float(epsilon), decay: Float(decay), scale: scale)
    unsafe ck_rmsprop(
      &step, weights.count, gradient.pointer, meanSquare.pointer, meanGradient?.pointer,
      velocity.pointer, weights.pointer)
  }
}
