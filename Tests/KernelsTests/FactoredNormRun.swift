// A batch norm whose value is multiplied by a factor, run once on arrays, and its definition in double precision.

import Kernels
import Tensors
import TestSupport
import Testing

/// z = max(act(u) * factor + residual, 0), the last maximum where there is a residual.
///
/// The factor is given, or, as a gate, found from the pooled values: 1 + strength * mean of act(u) over the pixels.
struct FactoredNorm {
  var images: Int
  var function: BatchNorm.Function
  var statistics: BatchNorm.Statistics
  var isGated: Bool
  /// `[images, pixels, channels]`.
  var x: [Double]
  var gamma: [Double]
  var beta: [Double]
  /// The factor, `[images, channels]`, or the gate's strength, `[channels]`.
  var factor: [Double]
  var residual: [Double]?
  var runningMean: [Double]
  var runningVariance: [Double]

  static let epsilon: Float = 1e-5

  var channels: Int { gamma.count }
  var perImage: Int { images * channels }
  private var pixels: Int { x.count / perImage }

  /// What the definition gives.
  var output: [Double] {
    let norm = ReferenceBatchNorm(
      gamma: gamma, beta: beta, epsilon: Double(Self.epsilon), hasActivation: function == .relu)
    let moments = statistics == .batch ? norm.moments(x) : (runningMean, runningVariance)
    var values = norm.applied(to: x, moments, residual: nil)
    if function == .silu { values = values.map(Activation.silu.reference) }
    let factors = factors(of: values)
    return values.indices.map { i in
      let product = values[i] * factors[place(of: i)]
      return residual.map { max(product + $0[i], 0) } ?? product
    }
  }

  private func factors(of values: [Double]) -> [Double] {
    guard isGated else { return factor }
    var factors = Array(repeating: 1.0, count: perImage)
    for i in values.indices {
      factors[place(of: i)] += factor[i % channels] * values[i] / Double(pixels)
    }
    return factors
  }

  /// The image and channel of an element.
  private func place(of i: Int) -> Int { i / (pixels * channels) * channels + i % channels }
}

/// The outputs of the kernels on such a norm.
struct FactoredNormRun {
  let z: [Float]
  let dx: [Float]
  let dGamma: [Float]
  let dBeta: [Float]
  /// Of the factor given; of a gate's factors, `[images, channels]`, and not of its strength.
  let dFactor: [Float]
  /// Empty without a residual.
  let dResidual: [Float]

  init(_ norm: FactoredNorm, dz: [Float]) {
    let memory = GuardedMemory()
    let makeVector = { (values: [Double]) in memory.region(values.map { Float($0) }) }
    let factor = norm.isGated ? memory.region(count: norm.perImage) : makeVector(norm.factor)
    let kernel = Self.kernel(norm, memory, factor: factor)
    let z = memory.region(count: norm.x.count)
    let (pooled, centered) = (
      memory.region(count: norm.perImage), memory.region(count: norm.perImage)
    )
    kernel.prepare(norm.statistics)
    if norm.isGated {
      kernel.pool(into: pooled, centered: centered)
      factor.store(
        pooled.elements.enumerated().map { 1 + Float(norm.factor[$0 % norm.channels]) * $1 })
    }
    kernel.apply(into: z)

    let found = BatchNorm.ImageSums(
      sums: memory.region(count: norm.perImage), products: memory.region(count: norm.perImage))
    let (gradient, dFactor) = (memory.region(dz), memory.region(count: norm.perImage))
    kernel.factorGradient(z: z, dz: gradient, found: found, dFactor: dFactor)
    let dPooled = memory.region(
      dFactor.elements.enumerated().map { Float(norm.factor[$0 % norm.channels]) * $1 })
    let dx = norm.residual.map { _ in memory.region(count: dz.count) }
    let (dGamma, dBeta) = (
      memory.region(count: norm.channels), memory.region(count: norm.channels)
    )
    kernel.backward(
      norm.statistics, z: z, dz: gradient, dx: dx,
      gate: norm.isGated
        ? BatchNorm.Gate(dPooled: dPooled, centered: centered, found: found) : nil,
      dGamma: dGamma, dBeta: dBeta)
    memory.expectIntact()
    self.z = z.elements
    self.dx = (dx ?? gradient).elements
    self.dGamma = dGamma.elements
    self.dBeta = dBeta.elements
    self.dFactor = dFactor.elements
    dResidual = dx == nil ? [] : gradient.elements
  }

  private static func kernel(
    _ norm: FactoredNorm, _ memory: GuardedMemory, factor: Region
  ) -> BatchNorm {
    let makeVector = { (values: [Double]) in memory.region(values.map { Float($0) }) }
    let vectors = BatchNorm.Vectors(
      gamma: makeVector(norm.gamma), beta: makeVector(norm.beta),
      runningMean: makeVector(norm.runningMean),
      runningVariance: makeVector(norm.runningVariance),
      observedMean: memory.region(count: norm.channels),
      observedVariance: memory.region(count: norm.channels))
    var kernel = BatchNorm(
      images: norm.images, channels: norm.channels, epsilon: FactoredNorm.epsilon,
      x: makeVector(norm.x), vectors: vectors,
      saved: memory.region(count: BatchNorm.savedVectors * norm.channels),
      scratch: memory.region(count: BatchNorm.scratchCount(channels: norm.channels)))
    kernel.function = norm.function
    kernel.factor = factor
    kernel.residual = norm.residual.map(makeVector)
    kernel.rectifies = norm.residual != nil
    return kernel
  }
}
