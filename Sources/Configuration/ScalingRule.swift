// The scaling rules of the papers, and the factors that each of them gives.

import Foundation

/// A rule that makes a larger or smaller network of a base network.
public enum ScalingRule: String, CaseIterable, Sendable {
  /// The base network as it is.
  case unscaled = "none"
  /// All multiply-adds into more blocks.
  case depth
  /// All multiply-adds into more channels.
  case width
  /// All multiply-adds into larger images.
  case resolution
  /// A third each into depth, width and resolution: uniform compound scaling, `dwr`.
  case uniform
  /// Eight tenths into width, a tenth each into depth and resolution: fast compound scaling, `d1_w8_g8_r1`.
  case fast
  /// Any strategy of Dollar et al. by its weights.
  case weighted
  /// EfficientNet's compound scaling by one coefficient phi.
  case compound
  /// Factors on depth, width and resolution as they are, as in EfficientNet's tables 3 and 7.
  case factors
  /// Resolutions that grow slower than depth: a step of ResNet-RS, EfficientNet-RS or NoisyStudent.
  case slowResolution = "slow_resolution"

  /// The settings of the section `scaling` that say something about the rule.
  var settings: [String] {
    switch self {
    case .unscaled: []
    case .depth, .width, .resolution, .uniform, .fast: ["scaling.factor"]
    case .weighted: ["scaling.factor", "scaling.weights"]
    case .compound: ["scaling.phi", "scaling.alpha", "scaling.beta", "scaling.gamma"]
    case .factors: ["scaling.depth", "scaling.width", "scaling.resolution"]
    case .slowResolution: ["scaling.step"]
    }
  }

  /// How multiply-adds are divided; nil for a rule that does not go by them.
  ///
  /// - Source: Dollar et al. 2021, arXiv 2103.06877, and pycls, `scaler.py`, for the spelling.
  var weights: ScalingWeights? {
    switch self {
    case .depth: ScalingWeights(depth: 1)
    case .width: ScalingWeights(width: 1)
    case .resolution: ScalingWeights(resolution: 1)
    case .uniform: ScalingWeights(depth: 1, width: 1, resolution: 1)
    case .fast: ScalingWeights(depth: 1, width: 8, groupWidth: 8, resolution: 1)
    case .unscaled, .weighted, .compound, .factors, .slowResolution: nil
    }
  }
}

/// How additional multiply-adds are divided among a network's dimensions.
///
/// Only the ratios matter; `d1_w8_g8_r1` of pycls is 1, 8, 8, 1.
/// - Source: Dollar et al. 2021, arXiv 2103.06877.
public struct ScalingWeights: Hashable, Sendable {
  /// Weight of depth.
  public var depth: Double
  /// Weight of width.
  public var width: Double
  /// Weight of the width of a convolution's groups; it is no part of the sum.
  public var groupWidth: Double
  /// Weight of resolution.
  public var resolution: Double

  /// Weights, not negative; the sum of depth, width and resolution is above 0.
  public init(
    depth: Double = 0, width: Double = 0, groupWidth: Double = 0, resolution: Double = 0
  ) {
    self.depth = depth
    self.width = width
    self.groupWidth = groupWidth
    self.resolution = resolution
  }

  var sum: Double { depth + width + resolution }
}

/// What a scaling rule multiplies the dimensions of a network by.
public struct ScalingFactors: Hashable, Sendable {
  /// Factor on the blocks of a stage.
  public var depth: Double
  /// Factor on the channels of a stage.
  public var width: Double
  /// Factor on the channels of a group.
  public var groupWidth: Double
  /// Factor on the side of the image.
  public var resolution: Double

  /// The factors given; 1 changes nothing.
  public init(
    depth: Double = 1, width: Double = 1, groupWidth: Double = 1, resolution: Double = 1
  ) {
    self.depth = depth
    self.width = width
    self.groupWidth = groupWidth
    self.resolution = resolution
  }

  /// The factors d, w, r with d w^2 r^2 = s, each taking its share of s: d = s^e, w and r = s^(e / 2), where e is
  /// its weight over the sum of the three; the group's factor is found as the width's.
  ///
  /// - Parameters:
  ///   - weights: The strategy.
  ///   - factor: s, the multiply-adds over those of the base network.
  /// - Source: Dollar et al. 2021, arXiv 2103.06877, and pycls, `scaler.py`.
  public init(weights: ScalingWeights, factor: Double) {
    func share(_ weight: Double) -> Double { weight / weights.sum }
    self.init(
      depth: pow(factor, share(weights.depth)), width: pow(factor, share(weights.width) / 2),
      groupWidth: pow(factor, share(weights.groupWidth) / 2),
      resolution: pow(factor, share(weights.resolution) / 2))
  }

  /// The factors alpha^phi, beta^phi and gamma^phi on depth, width and resolution.
  ///
  /// - Source: Tan and Le 2019, arXiv 1905.11946, equation 3.
  public init(phi: Double, alpha: Double, beta: Double, gamma: Double) {
    self.init(depth: pow(alpha, phi), width: pow(beta, phi), resolution: pow(gamma, phi))
  }
}

/// The scaling of a network, its images apart: factors on the stages of the base network.
public struct NetworkScaling: Hashable, Sendable {
  /// How a scaled number becomes a whole one.
  public enum Rounding: Hashable, Sendable {
    /// Blocks to the nearest number, channels to the nearest multiple of 8.
    ///
    /// - Source: pycls, `scaler.py`.
    case nearest
    /// Blocks up, channels to a multiple of 8 that is at least nine tenths of the product.
    ///
    /// - Source: the released `efficientnet_builder.py`, `round_repeats` and `round_filters`.
    case efficientNet
  }

  /// Factor on the blocks of a stage.
  public var depth: Double
  /// Factor on the channels of a stage.
  public var width: Double
  /// Factor on the channels of a group.
  public var groupWidth: Double
  /// The rule's rounding.
  public var rounding: Rounding

  /// A scaling from its factors; 1 leaves numbers as they are, whatever the rounding.
  public init(
    depth: Double = 1, width: Double = 1, groupWidth: Double = 1, rounding: Rounding = .nearest
  ) {
    self.depth = depth
    self.width = width
    self.groupWidth = groupWidth
    self.rounding = rounding
  }
}
