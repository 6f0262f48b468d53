// Stochastic gradient descent over the parameters of a plan.

import Configuration
import Graphs
import Kernels
import Tensors

/// SGD with momentum: the velocities of all parameters and the rule that moves them.
struct Optimizer {
  private let parameters: ParameterStorage
  private let velocities: [Region]
  private let buffer: AlignedBuffer  // Owns the memory of the velocities.
  private let configuration: TrainingConfiguration

  /// An optimiser for the parameters of a plan, its velocities zero.
  init(_ parameters: ParameterStorage, _ configuration: TrainingConfiguration) {
    self.parameters = parameters
    self.configuration = configuration
    let buffer = AlignedBuffer(count: parameters.slots.map(\.values.count).reduce(0, +))
    self.buffer = buffer
    var offset = 0
    velocities = parameters.slots.map { slot in
      defer { offset += slot.values.count }
      return buffer.region(at: offset, count: slot.values.count)
    }
  }

  /// Moves the parameters by their gradients.
  func update(learningRate: Double) {
    for (slot, velocity) in zip(parameters.slots, velocities) {
      let decays = configuration.decaysNormsAndBiases || slot.parameter.role == .weight
      let update = MomentumUpdate(
        rate: Float(learningRate), momentum: Float(configuration.momentum),
        decay: decays ? Float(configuration.weightDecay) : 0, nesterov: configuration.nesterov)
      update.apply(gradient: slot.gradient, velocity: velocity, weights: slot.values)
    }
  }
}
