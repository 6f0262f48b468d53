// The optimisers over the parameters of a plan: their state, and the order of one update.

import Configuration
import Foundation
import Graphs
import Kernels
import Tensors

/// The rule that moves the parameters of a plan, with all that it remembers of earlier steps.
struct Optimizer {
  /// One array that goes with a parameter element by element, in the layout of the parameter's values.
  struct State {
    /// What it is, for example `first_moment`.
    let name: String
    /// The parameter that it goes with.
    let slot: ParameterStorage.Slot
    /// The array.
    let values: Region
  }

  /// All arrays: for each name, in the order of the rule, one a parameter, in the order of the graph.
  let state: [State]
  /// Updates that have been made.
  var stepCount = 0
  private let parameters: ParameterStorage
  private let buffer: AlignedBuffer  // Owns the memory of the state.
  private let rule: UpdateConfiguration

  /// An optimiser for the parameters of a plan, as before the first step.
  init(_ parameters: ParameterStorage, _ rule: UpdateConfiguration) {
    self.parameters = parameters
    self.rule = rule
    let names = rule.stateNames
    let count = parameters.slots.map(\.values.count).reduce(0, +)
    let buffer = AlignedBuffer(count: names.count * count)
    self.buffer = buffer
    var offset = 0
    state = names.flatMap { name in
      parameters.slots.map { slot in
        let region = buffer.region(at: offset, count: slot.values.count)
        offset += region.count
        if name == .meanSquare { region.fill(with: RMSPropUpdate.initialMeanSquare) }
        return State(name: name.rawValue, slot: slot, values: region)
      }
    }
  }

  /// Moves the parameters by their gradients, which LAMB overwrites.
  ///
  /// - Returns: The Euclidean norm of all gradients together, before any clipping.
  mutating func update(learningRate: Double) -> Double {
    stepCount += 1
    let squares = parameters.slots.map(\.gradient.sumOfSquares)
    let norm = squares.reduce(0, +).squareRoot()
    let scale = rule.scale(ofNorm: norm)
    for index in parameters.slots.indices {
      switch rule.optimizer {
      case .sgd: descend(index, learningRate, scale: scale, trust: 1)
      case .lars:
        let trust = rule.trust(
          in: parameters.slots[index], learningRate,
          gradientNorm: scale * squares[index].squareRoot())
        descend(index, learningRate, scale: scale, trust: trust)
      case .rmsprop: divideByRoot(index, learningRate, scale: scale)
      case .adam, .adamW: moveByMoments(index, learningRate, scale: scale)
      case .lamb: moveByTrustedMoments(index, learningRate, scale: scale)
      }
    }
    return norm
  }

  private func descend(_ index: Int, _ rate: Double, scale: Double, trust: Double) {
    let slot = parameters.slots[index]
    let update = MomentumUpdate(
      rate: Float(rate), momentum: Float(rule.momentum), decay: Float(rule.decay(of: slot)),
      nesterov: rule.nesterov, scale: Float(scale), trust: Float(trust))
    update.apply(gradient: slot.gradient, velocity: array(0, index), weights: slot.values)
  }

  private func divideByRoot(_ index: Int, _ rate: Double, scale: Double) {
    let slot = parameters.slots[index]
    let update = RMSPropUpdate(
      rate: rate, squareDecay: rule.squareDecay, momentum: rule.momentum, epsilon: rule.epsilon,
      decay: rule.decay(of: slot), keepsRateInVelocity: rule.keepsRateInVelocity,
      scale: Float(scale))
    update.apply(
      gradient: slot.gradient, meanSquare: array(0, index),
      meanGradient: rule.isCentered ? array(2, index) : nil, velocity: array(1, index),
      weights: slot.values)
  }

  private func moveByMoments(_ index: Int, _ rate: Double, scale: Double) {
    let slot = parameters.slots[index]
    let (decay, isDecoupled) = (rule.decay(of: slot), rule.optimizer == .adamW)
    moments(scale).descend(
      rate: rate, decay: isDecoupled ? 0 : decay, shrinkage: isDecoupled ? rate * decay : 0,
      gradient: slot.gradient, first: array(0, index), second: array(1, index),
      weights: slot.values)
  }

  private func moveByTrustedMoments(_ index: Int, _ rate: Double, scale: Double) {
    let slot = parameters.slots[index]
    let norms = moments(scale).turnIntoDirection(
      gradient: slot.gradient, decay: rule.decay(of: slot), first: array(0, index),
      second: array(1, index), weights: slot.values)
    let trust = rule.adapts(slot) ? rule.trust(norms) : 1
    Kernels.descend(slot.values, along: slot.gradient, rate: rate * trust)
  }

  private func moments(_ scale: Double) -> MomentUpdate {
    MomentUpdate(
      beta1: rule.beta1, beta2: rule.beta2, epsilon: rule.epsilon, number: stepCount,
      scale: Float(scale))
  }

  /// The array of a parameter under the name with this place among the rule's.
  private func array(_ name: Int, _ parameter: Int) -> Region {
    state[name * parameters.slots.count + parameter].values
  }
}

/// The name of an array that an optimiser keeps.
private enum StateName: String {
  case velocity
  case firstMoment = "first_moment"
  case secondMoment = "second_moment"
  case meanSquare = "mean_square"
  case meanGradient = "mean_gradient"
}

extension UpdateConfiguration {
  fileprivate var stateNames: [StateName] {
    switch optimizer {
    case .sgd, .lars: [.velocity]
    case .rmsprop: [.meanSquare, .velocity] + (isCentered ? [.meanGradient] : [])
    case .adam, .adamW, .lamb: [.firstMoment, .secondMoment]
    }
  }

  /// The weight decay of a parameter.
  ///
  /// - Source: timm's rule for parameters without decay: those of at most one dimension, biases, and of vision
  ///   transformers class token and position embedding.
  fileprivate func decay(of slot: ParameterStorage.Slot) -> Double {
    let decays =
      switch slot.parameter.role {
      case .weight: true
      case .bias: decaysBiases || decaysNormsAndBiases
      case .normScale, .normShift, .embedding: decaysNormsAndBiases
      }
    return decays ? weightDecay : 0
  }

  /// The factor that gradients of this norm are multiplied by.
  ///
  /// - Source: PyTorch's `clip_grad_norm_`, with 1e-6 against a norm of zero; timm's LAMB divides by max(1, norm / limit).
  fileprivate func scale(ofNorm norm: Double) -> Double {
    guard let limit = greatestGradientNorm else { return 1 }
    // Not `min`, whose result of a norm that is no number depends on the order of its arguments.
    if optimizer == .lamb { return norm <= limit ? 1 : limit / norm }
    return norm + 1e-6 <= limit ? 1 : limit / (norm + 1e-6)
  }

  /// Whether a parameter's step follows its norm.
  ///
  /// - Source: timm, which leaves out what does not decay.
  fileprivate func adapts(_ slot: ParameterStorage.Slot) -> Bool {
    trustsAll || decay(of: slot) != 0
  }

  /// LAMB's trust ratio: the norm of the weights over that of the direction, 1 where one of them is 0.
  fileprivate func trust(_ norms: (direction: Double, weights: Double)) -> Double {
    if norms.direction == 0 || norms.weights == 0 { return 1 }
    let ratio = norms.weights / norms.direction
    return clipsTrust && ratio > 1 ? 1 : ratio
  }

  /// LARS' trust ratio: c |w| / (|g| + decay |w| + epsilon), 1 where |w| or |g| is 0.
  ///
  /// - Source: You et al. 2017, arXiv 1708.03888, equation 6; the clipping is that of NVIDIA's LARC, as in timm.
  fileprivate func trust(
    in slot: ParameterStorage.Slot, _ learningRate: Double, gradientNorm gradient: Double
  ) -> Double {
    guard adapts(slot) else { return 1 }
    let weights = slot.values.sumOfSquares.squareRoot()
    var ratio = 1.0
    if weights != 0, gradient != 0 {
      ratio = trustCoefficient * weights / (gradient + decay(of: slot) * weights + epsilon)
    }
    return clipsTrust ? Swift.min(ratio / learningRate, 1) : ratio
  }
}
