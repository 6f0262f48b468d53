// The batch norm kernels run once on arrays.

import Kernels
import Tensors
import TestSupport
import Testing

/// The outputs of one fused batch norm; images are `[rows, channels]`.
struct BatchNormRun {
  let y: [Float]
  let dx: [Float]
  /// Empty without a residual.
  let dResidual: [Float]
  let dGamma: [Float]
  let dBeta: [Float]
  let runningMean: [Float]
  let runningVariance: [Float]

  struct Inputs {
    var x: [Float]
    var gamma: [Float]
    var beta: [Float]
    var dy: [Float]
    var residual: [Float]?
    var hasActivation = false
    var statistics = BatchNorm.Statistics.batch
    var isFolded = false
    var epsilon: Float = 1e-5
    var momentum: Float = 0.1
    var runningMean: [Float]
    var runningVariance: [Float]

    /// Inputs with the running statistics at their start.
    init(x: [Float], gamma: [Float], beta: [Float], dy: [Float]) {
      (self.x, self.gamma, self.beta, self.dy) = (x, gamma, beta, dy)
      runningMean = Array(repeating: 0, count: gamma.count)
      runningVariance = Array(repeating: 1, count: gamma.count)
    }
  }

  /// A pass and its gradients.
  init(_ inputs: Inputs) {
    let memory = GuardedMemory()
    let kernel = Self.kernel(inputs, memory)
    let z = memory.region(count: inputs.x.count)
    kernel.prepare(inputs.statistics)
    kernel.apply(into: z)
    y = z.elements
    let dy = memory.region(inputs.dy)
    let dx = inputs.residual.map { _ in memory.region(count: dy.count) }
    let dGamma = memory.region(count: inputs.gamma.count)
    let dBeta = memory.region(count: inputs.gamma.count)
    kernel.backward(
      inputs.statistics, z: z, dz: dy, dx: dx, gate: nil, dGamma: dGamma, dBeta: dBeta)
    memory.expectIntact()
    self.dx = (dx ?? dy).elements
    dResidual = dx == nil ? [] : dy.elements
    self.dGamma = dGamma.elements
    self.dBeta = dBeta.elements
    let move = { (running: [Float], observed: Region) in
      // Only the batch's statistics are left anywhere.
      inputs.statistics == .running
        ? running : zip(running, observed.elements).map { $0 + inputs.momentum * ($1 - $0) }
    }
    runningMean = move(inputs.runningMean, kernel.vectors.observedMean)
    runningVariance = move(inputs.runningVariance, kernel.vectors.observedVariance)
  }

  private static func kernel(_ inputs: Inputs, _ memory: GuardedMemory) -> BatchNorm {
    let channels = inputs.gamma.count
    let vectors = BatchNorm.Vectors(
      gamma: memory.region(inputs.gamma), beta: memory.region(inputs.beta),
      runningMean: memory.region(inputs.runningMean),
      runningVariance: memory.region(inputs.runningVariance),
      observedMean: memory.region(count: channels), observedVariance: memory.region(count: channels)
    )
    var norm = BatchNorm(
      images: 1, channels: channels, epsilon: inputs.epsilon, x: memory.region(inputs.x),
      vectors: vectors, saved: memory.region(count: BatchNorm.savedVectors * channels),
      scratch: memory.region(count: BatchNorm.scratchCount(channels: channels)))
    norm.residual = inputs.residual.map { memory.region($0) }
    if inputs.hasActivation && inputs.residual == nil { norm.function = .relu }
    norm.rectifies = inputs.hasActivation && inputs.residual != nil
    norm.isFolded = inputs.isFolded
    return norm
  }
}
