// The kernels of transformers and of soft-target losses run once on arrays.

import Kernels
import Tensors
import TestSupport
import Testing

/// The outputs of one layer norm; `[rows, C]` with C from gamma.
struct LayerNormRun {
  let y: [Float]
  let dx: [Float]
  let dGamma: [Float]
  let dBeta: [Float]

  init(
    x: [Float], gamma: [Float], beta: [Float], epsilon: Float, dy: [Float],
    addingTo sum: [Float]? = nil
  ) {
    let memory = GuardedMemory()
    let channels = gamma.count
    let (y, dx) = (memory.region(count: x.count), memory.region(count: x.count))
    if let sum { dx.store(sum) }
    let norm = LayerNorm(
      rows: x.count / channels, channels: channels, epsilon: epsilon, x: memory.region(x), y: y,
      gamma: memory.region(gamma), beta: memory.region(beta),
      saved: memory.region(count: 2 * x.count / channels))
    norm.forward()
    let (dGamma, dBeta) = (memory.region(count: channels), memory.region(count: channels))
    norm.backward(
      dy: memory.region(dy), dx: dx, accumulates: sum != nil, dGamma: dGamma, dBeta: dBeta,
      scratch: memory.region(count: LayerNorm.scratchCount(channels: channels)))
    memory.expectIntact()
    (self.y, self.dx) = (y.elements, dx.elements)
    (self.dGamma, self.dBeta) = (dGamma.elements, dBeta.elements)
  }
}

/// The outputs of one attention; `x` is `[N, T, 3 * F]`.
struct AttentionRun {
  let y: [Float]
  let dx: [Float]

  init(images: Int, heads: Int, features: Int, x: [Float], dy: [Float]) {
    Engine.useOneThread()
    let memory = GuardedMemory()
    let tokens = x.count / (3 * features * images)
    let y = memory.region(count: dy.count)
    let attention = Attention(
      images: images, tokens: tokens, heads: heads, features: features, x: memory.region(x), y: y,
      probabilities: memory.region(count: images * heads * tokens * tokens))
    attention.forward()
    let dx = memory.region(count: x.count)
    attention.backward(
      dy: memory.region(dy), dx: dx,
      scratch: memory.region(count: Attention.scratchCount(tokens: tokens)))
    memory.expectIntact()
    (self.y, self.dx) = (y.elements, dx.elements)
  }
}

/// A loss against soft targets, run once.
struct SoftTargetLossRun {
  /// Which loss.
  enum Kind: CaseIterable {
    case softmax
    case binary
    case binarySum
    case thresholdedBinary

    /// The threshold of the last; targets on both sides of it are drawn.
    static let threshold: Float = 0.2
  }

  let losses: [Double]
  let gradient: [Float]

  var meanLoss: Double { losses.reduce(0, +) / Double(losses.count) }

  init(_ kind: Kind, logits: [Float], targets: [Float], rows: Int, scale: Double) {
    let memory = GuardedMemory()
    let (x, targets) = (memory.region(logits), memory.region(targets))
    let gradient = memory.region(count: logits.count)
    var losses = Array(repeating: Double.nan, count: rows)
    switch kind {
    case .softmax:
      SoftTargetCrossEntropy(rows: rows, logits: x)
        .evaluate(targets: targets, losses: &losses, gradient: gradient, scale: scale)
    case .binary, .binarySum, .thresholdedBinary:
      BinaryCrossEntropy(
        rows: rows, logits: x, threshold: kind == .thresholdedBinary ? Kind.threshold : nil,
        sumsClasses: kind == .binarySum
      )
      .evaluate(targets: targets, losses: &losses, gradient: gradient, scale: scale)
    }
    memory.expectIntact()
    self.losses = losses
    self.gradient = gradient.elements
  }
}
