// The update of stochastic gradient descent.

import CKernels
public import Tensors

/// One update of SGD with momentum.
///
/// With g = gradient + decay * w and v = momentum * v + g, the weights move by -rate * v, or in Nesterov's form by
/// -rate * (g + momentum * v). The velocity starts at zero, so the first update is plain.
/// - Source: Sutskever et al. 2013, in PyTorch's form (`torch.optim.SGD`, no dampening).
public struct MomentumUpdate: Sendable {
  /// Learning rate.
  public var rate: Float
  /// Momentum, in 0...1.
  public var momentum: Float
  /// L2 decay added to the gradient.
  public var decay: Float
  /// Whether momentum takes Nesterov's form.
  public var nesterov: Bool

  /// An update from its numbers.
  public init(rate: Float, momentum: Float, decay: Float, nesterov: Bool) {
    self.rate = rate
    self.momentum = momentum
    self.decay = decay
    self.nesterov = nesterov
  }

  /// Moves the weights and the velocity.
  ///
  /// - Precondition: All regions have the same count and do not overlap.
  public func apply(gradient: Region, velocity: Region, weights: Region) {
    require(
      gradient.count == weights.count && velocity.count == weights.count,
      "update of \(weights.count) weights with \(gradient.count) gradients")
    unsafe ck_sgd(
      weights.count, rate, momentum, decay, nesterov, gradient.pointer, velocity.pointer,
      weights.pointer)
  }
}
