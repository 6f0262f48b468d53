// The updates that divide by the root of the gradient's second moment: Adam, AdamW and LAMB.

import CKernels
import Foundation
public import Tensors

/// The running moments of a gradient g: m = beta1 * m + (1 - beta1) * g and v = beta2 * v + (1 - beta2) * g^2, both
/// starting at zero.
///
/// The direction of an update is m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon) at update t, from 1.
/// - Source: Kingma and Ba 2015, arXiv 1412.6980, algorithm 1.
public struct MomentUpdate: Sendable {
  /// Decay of the first moment, in 0..<1.
  public var beta1: Double
  /// Decay of the second moment, in 0..<1.
  public var beta2: Double
  /// Added to the root.
  public var epsilon: Double
  /// The number of the update, from 1.
  public var number: Int
  /// Factor on the gradient: below 1 where its norm was too large.
  public var scale: Float

  /// An update from its numbers.
  public init(beta1: Double, beta2: Double, epsilon: Double, number: Int, scale: Float = 1) {
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.number = number
    self.scale = scale
  }

  /// Moves weights and moments as Adam and AdamW do: w = (1 - shrinkage) * w - rate * direction.
  ///
  /// - Parameters:
  ///   - rate: Learning rate.
  ///   - decay: L2 decay added to the gradient.
  ///   - shrinkage: The part of a weight that goes before the update: of AdamW, rate times decay.
  ///   - gradient: Only read.
  ///   - first: m.
  ///   - second: v.
  ///   - weights: What moves.
  /// - Precondition: All regions have the same count and do not overlap.
  /// - Source: Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2, for the shrinkage.
  public func descend(
    rate: Double, decay: Double, shrinkage: Double, gradient: Region, first: Region,
    second: Region, weights: Region
  ) {
    requireUpdate(of: weights, gradient, first, second)
    var step = step(decay: decay)
    unsafe ck_adam(
      &step, weights.count, Float(rate), Float(1 - shrinkage), gradient.pointer, first.pointer,
      second.pointer, weights.pointer)
  }

  /// Moves the moments and puts direction + decay * w in the gradient's place, as LAMB does.
  ///
  /// - Returns: The Euclidean norms of that sum and of the weights.
  /// - Precondition: All regions have the same count and do not overlap.
  /// - Source: You et al. 2020, arXiv 1904.00962, algorithm 2.
  public func turnIntoDirection(
    gradient: Region, decay: Double, first: Region, second: Region, weights: Region
  ) -> (direction: Double, weights: Double) {
    requireUpdate(of: weights, gradient, first, second)
    var step = step(decay: decay)
    var squares = [0.0, 0.0]
    unsafe ck_lamb_direction(
      &step, weights.count, gradient.pointer, first.pointer, second.pointer, weights.pointer,
      &squares)
    return (squares[0].squareRoot(), squares[1].squareRoot())
  }

  private func step(decay: Double) -> ck_moments_step {
    ck_moments_step(
      beta1: Float(beta1), beta2: Float(beta2), rest1: Float(1 - beta1), rest2: Float(1 - beta2),
      correction1: Float(1 / (1 - pow(beta1, Double(number)))),
      correction2: Float(1 / (1 - pow(beta2, Double(number))).squareRoot()),
      epsilon: Float(epsilon), decay: Float(decay), scale: scale)
  }
}

/// Moves weights by -rate * direction.
///
/// - Precondition: Both have the same count and do not overlap.
public func descend(_ weights: Region, along direction: Region, rate: Double) {
  requireUpdate(of: weights, direction)
  unsafe ck_descend(weights.count, Float(rate), direction.pointer, weights.pointer)
}
