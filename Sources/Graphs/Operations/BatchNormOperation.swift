// Batch norm: parameters and statistics.

import Tensors

/// Batch norm over the pixels of a batch, per channel.
public struct BatchNormOperation: Hashable, Sendable {
  /// Added to the variance.
  public var epsilon: Float
  /// Weight of the batch in the running statistics.
  public var momentum: Float
  /// Every channel's scale at the start.
  public var initialScale: Float

  /// A batch norm with PyTorch's numbers.
  ///
  /// - Source: `torch.nn.BatchNorm2d`; its momentum is 1 minus that of Keras.
  public init(epsilon: Float = 1e-5, momentum: Float = 0.1, initialScale: Float = 1) {
    self.epsilon = epsilon
    self.momentum = momentum
    self.initialScale = initialScale
  }

  func parameters(name: String, channels: Int) -> [Parameter] {
    [
      Parameter(
        name: "\(name).weight", shape: [channels], role: .normScale,
        initialization: .constant(initialScale)),
      Parameter(
        name: "\(name).bias", shape: [channels], role: .normShift, initialization: .constant(0)),
    ]
  }

  func statistics(name: String, channels: Int) -> [Statistic] {
    [
      Statistic(name: "\(name).running_mean", shape: [channels], start: 0, momentum: momentum),
      Statistic(name: "\(name).running_var", shape: [channels], start: 1, momentum: momentum),
    ]
  }
}
