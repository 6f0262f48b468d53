// Policies: which operations an image goes through, as functions of draws.

import Configuration
import Imaging
import Randomness

/// An operation with the filter that looks up pixels for it.
struct PolicyStep: Hashable, Sendable {
  var operation: ImageOperation
  var filter: ResamplingFilter
}

/// What changes the colours and the geometry of an image beyond its crop.
enum AugmentationPolicy: Hashable, Sendable {
  case randAugment(RandAugmentation)
  case tensorFlow(TensorFlowRandAugmentation)
  case autoAugment(InterpolationKind)
  case threeAugment
  case trivial(TrivialAugmentation)

  /// The policy that a configuration asks for, if any.
  init?(_ settings: AugmentationConfiguration) {
    switch settings.policy {
    case .none: return nil
    case .randAugment:
      self = .randAugment(
        RandAugmentation(
          layers: settings.layers, magnitude: settings.magnitude ?? 0,
          deviation: settings.magnitudeDeviation, maximum: settings.magnitudeMaximum,
          probability: settings.layerProbability,
          names: settings.isIncreasing
            ? LeveledOperation.randAugmentIncreasing : LeveledOperation.randAugment,
          interpolation: settings.interpolation))
    case .tfRandAugment:
      self = .tensorFlow(
        TensorFlowRandAugmentation(layers: settings.layers, magnitude: settings.magnitude ?? 0))
    case .autoAugment: self = .autoAugment(settings.interpolation)
    case .threeAugment: self = .threeAugment
    case .trivialAugment:
      self = .trivial(TrivialAugmentation(interpolation: settings.interpolation))
    }
  }

  /// What an image of a size goes through.
  func steps(_ random: inout RandomStream, width: Int, height: Int) -> [PolicyStep] {
    switch self {
    case .randAugment(let policy): return policy.steps(&random, width: width, height: height)
    case .tensorFlow(let policy): return policy.steps(&random, width: width, height: height)
    case .autoAugment(let interpolation):
      let choice = AutoAugmentation.imageNet[
        random.nextInteger(below: AutoAugmentation.imageNet.count)]
      return choice.compactMap { entry in
        let draws = LayerDraws(&random)
        guard draws.unit < entry.probability else { return nil }
        return draws.step(
          entry.name, level: entry.level, width: width, height: height, interpolation)
      }
    case .threeAugment: return [PolicyStep(operation: three(&random), filter: .nearest)]
    case .trivial(let policy): return policy.steps(&random)
    }
  }

  /// Solarized, grey, or blurred.
  ///
  /// - Source: Touvron et al. 2022, arXiv 2204.07118, section 3, as timm's policy `3a`.
  private func three(_ random: inout RandomStream) -> ImageOperation {
    let choice = random.nextInteger(below: 3)
    let deviation = 0.1 + (2 - 0.1) * random.nextUnit()
    return [.solarize(threshold: 128), .color(0), .blur(deviation)][choice]
  }
}

/// The draws of one layer: all of them, whether it needs them or not, so that none depends on another.
struct LayerDraws {
  /// Whether the layer applies: a number in 0..<1.
  let unit: Double
  /// Noise of the magnitude.
  let noise: Double
  let isNegated: Bool
  /// What `random` interpolation takes.
  let isBicubic: Bool

  init(_ random: inout RandomStream) {
    unit = random.nextUnit()
    noise = random.nextNormal()
    isNegated = random.nextInteger(below: 2) == 1
    isBicubic = random.nextInteger(below: 2) == 1
  }

  func step(
    _ name: LeveledOperation, level: Double, width: Int, height: Int,
    _ interpolation: InterpolationKind
  ) -> PolicyStep {
    PolicyStep(
      operation: name.operation(
        level: level, isNegated: isNegated, width: width, height: height),
      filter: interpolation.filter(isBicubic: isBicubic))
  }
}

extension InterpolationKind {
  /// The filter, where a draw decides for the random one.
  func filter(isBicubic: Bool) -> ResamplingFilter {
    switch self {
    case .bilinear: .bilinear
    case .bicubic: .bicubic
    case .random: isBicubic ? .bicubic : .bilinear
    }
  }
}

/// RandAugment: operations of equal chance, one magnitude for all.
///
/// - Source: Cubuk et al. 2019, arXiv 1909.13719, as timm 1.0.31 has it: each layer applies with a probability, and the
///   magnitude is drawn from a normal distribution.
struct RandAugmentation: Hashable, Sendable {
  var layers: Int
  var magnitude: Double
  var deviation: Double
  /// What a drawn magnitude is held to.
  var maximum: Double
  var probability: Double
  var names: [LeveledOperation]
  var interpolation: InterpolationKind

  func steps(_ random: inout RandomStream, width: Int, height: Int) -> [PolicyStep] {
    (0..<layers).compactMap { _ in
      let name = names[random.nextInteger(below: names.count)]
      let draws = LayerDraws(&random)
      guard draws.unit < probability else { return nil }
      let level = min(max(magnitude + deviation * draws.noise, 0), maximum)
      return draws.step(name, level: level, width: width, height: height, interpolation)
    }
  }
}
