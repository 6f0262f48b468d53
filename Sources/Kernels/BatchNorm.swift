// Batch norm with activation and residual, bound to memory.

import CKernels
public import Tensors

/// The arrays of one fused batch norm: y = max(gamma * (x - mean) / sqrt(variance + epsilon) + beta + residual, 0).
///
/// The residual and the activation are each optional. Statistics are over the rows, the N * H * W pixels of a batch.
/// - Source: Ioffe and Szegedy 2015, arXiv 1502.03167; PyTorch's conventions for running statistics: the biased
///   variance normalises, the unbiased one is stored, `running += momentum * (batch - running)`.
public struct BatchNorm: Sendable {
  /// Rows of x.
  public var rows: Int
  /// Channels.
  public var channels: Int
  /// Added to the variance.
  public var epsilon: Float
  /// Weight of the batch in the running statistics.
  public var momentum: Float
  /// Whether the activation follows.
  public var hasActivation: Bool
  /// Input, `[rows, channels]`.
  public var x: Region
  /// Output, `[rows, channels]`.
  public var y: Region
  /// Added before the activation, `[rows, channels]`.
  public var residual: Region?
  /// Scale, `[channels]`.
  public var gamma: Region
  /// Shift, `[channels]`.
  public var beta: Region
  /// Running mean, `[channels]`.
  public var runningMean: Region
  /// Running unbiased variance, `[channels]`.
  public var runningVariance: Region
  /// The batch's mean, biased variance, scale and shift: `[4, channels]`, kept for the backward pass.
  public var saved: Region
  /// Scratch of `BatchNorm.scratchCount` floats.
  public var scratch: Region

  /// A fused batch norm over its arrays.
  ///
  /// - Precondition: Every region has the extent that its description says.
  public init(
    rows: Int, channels: Int, epsilon: Float, momentum: Float, hasActivation: Bool, x: Region,
    y: Region, residual: Region?, gamma: Region, beta: Region, runningMean: Region,
    runningVariance: Region, saved: Region, scratch: Region
  ) {
    for (name, region) in [("x", x), ("y", y), ("residual", residual ?? x)] {
      require(region.count == rows * channels, "\(name): \(region.count) of \(rows) x \(channels)")
    }
    for vector in [gamma, beta, runningMean, runningVariance] {
      require(vector.count == channels, "\(vector.count) of \(channels) channels")
    }
    require(saved.count == 4 * channels, "saved: \(saved.count) of 4 x \(channels)")
    require(scratch.count >= Self.scratchCount(channels: channels), "scratch: \(scratch.count)")
    self.rows = rows
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
    self.hasActivation = hasActivation
    self.x = x
    self.y = y
    self.residual = residual
    self.gamma = gamma
    self.beta = beta
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    self.saved = saved
    self.scratch = scratch
  }

  /// Floats of scratch for a number of channels: two sums in double precision and five vectors.
  public static func scratchCount(channels: Int) -> Int { 9 * channels + 2 }

  private func savedVector(_ index: Int) -> Region {
    saved.part(at: index * channels, count: channels)
  }

  private func scratchVector(_ index: Int) -> Region {
    scratch.part(at: (4 + index) * channels, count: channels)
  }

  private func withTotals<Result>(_ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
    unsafe scratch.pointer.withMemoryRebound(to: Double.self, capacity: 2 * channels) {
      unsafe body($0)
    }
  }

  /// Normalises with the batch's statistics and moves the running ones towards them.
  public func forwardTraining() {
    let (mean, variance) = (savedVector(0), savedVector(1))
    unsafe withTotals { totals in
      unsafe ck_moments(rows, channels, x.pointer, totals, mean.pointer, variance.pointer)
    }
    let unbiased = Float(rows) / Float(max(rows - 1, 1))
    for c in 0..<channels {
      let (batchMean, batchVariance) = unsafe (mean.pointer[c], variance.pointer[c])
      let runningMean = unsafe self.runningMean.pointer + c
      let runningVariance = unsafe self.runningVariance.pointer + c
      unsafe runningMean.pointee += momentum * (batchMean - runningMean.pointee)
      unsafe runningVariance.pointee +=
        momentum * (unbiased * batchVariance - runningVariance.pointee)
    }
    apply(mean: mean, variance: variance)
  }

  /// Normalises with the running statistics.
  public func forwardInference() {
    apply(mean: runningMean, variance: runningVariance)
  }

  private func apply(mean: Region, variance: Region) {
    let (scale, shift) = (savedVector(2), savedVector(3))
    for c in 0..<channels {
      unsafe scale.pointer[c] = gamma.pointer[c] / (variance.pointer[c] + epsilon).squareRoot()
      unsafe shift.pointer[c] = beta.pointer[c] - mean.pointer[c] * scale.pointer[c]
    }
    unsafe ck_scale_shift(
      rows, channels, x.pointer, scale.pointer, shift.pointer, residual?.pointer, hasActivation,
      y.pointer)
  }

  /// The gradients of the training pass.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y. It becomes the gradient of x, or, where `dx` is given, the gradient of the residual.
  ///   - dx: Where the gradient of x goes; nil to replace `dy`.
  ///   - dGamma: Gradient of gamma, `[channels]`.
  ///   - dBeta: Gradient of beta, `[channels]`.
  public func backward(dy: Region, dx: Region?, dGamma: Region, dBeta: Region) {
    require(dy.count == x.count && (dx ?? dy).count == x.count, "gradient of \(dy.count) elements")
    let mean = savedVector(0)
    let products = scratchVector(0)
    let output = unsafe hasActivation ? y.pointer : nil
    unsafe withTotals { totals in
      unsafe ck_batch_norm_sums(
        rows, channels, x.pointer, output, dy.pointer, mean.pointer, totals, dBeta.pointer,
        products.pointer)
    }
    let (a, b, e) = (scratchVector(1), scratchVector(2), scratchVector(3))
    let count = Float(rows)
    for c in 0..<channels {
      let inverse = unsafe 1 / (savedVector(1).pointer[c] + epsilon).squareRoot()
      let slope = unsafe gamma.pointer[c] * inverse
      let projected = unsafe products.pointer[c] * inverse  // Gradient of gamma.
      unsafe dGamma.pointer[c] = projected
      unsafe a.pointer[c] = slope
      let bend = -slope * inverse * projected / count
      unsafe b.pointer[c] = bend
      unsafe e.pointer[c] = -slope * dBeta.pointer[c] / count - bend * mean.pointer[c]
    }
    unsafe ck_batch_norm_gradient(
      rows, channels, x.pointer, output, a.pointer, b.pointer, e.pointer, dy.pointer, dx?.pointer)
  }
}
