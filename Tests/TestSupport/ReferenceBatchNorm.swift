// The definition of batch norm with residual and activation, in double precision.

/// Batch norm over the rows of `[rows, channels]`.
///
/// - Source: Ioffe and Szegedy 2015, arXiv 1502.03167, algorithm 1; running statistics as in PyTorch.
public struct ReferenceBatchNorm {
  /// Scale, `[channels]`.
  public var gamma: [Double]
  /// Shift, `[channels]`.
  public var beta: [Double]
  /// Added to the variance.
  public var epsilon: Double
  /// Whether the activation follows.
  public var hasActivation: Bool

  /// Mean and biased variance of each channel.
  public typealias Moments = (mean: [Double], variance: [Double])

  /// A batch norm from its parts.
  public init(gamma: [Double], beta: [Double], epsilon: Double, hasActivation: Bool) {
    self.gamma = gamma
    self.beta = beta
    self.epsilon = epsilon
    self.hasActivation = hasActivation
  }

  /// The mean and the biased variance of the rows.
  public func moments(_ x: [Double]) -> Moments {
    let (channels, rows) = (gamma.count, x.count / gamma.count)
    var mean = Array(repeating: 0.0, count: channels)
    var variance = mean
    for i in x.indices { mean[i % channels] += x[i] / Double(rows) }
    for i in x.indices {
      let difference = x[i] - mean[i % channels]
      variance[i % channels] += difference * difference / Double(rows)
    }
    return (mean, variance)
  }

  /// Normalises with given statistics, adds the residual, applies the activation.
  public func applied(to x: [Double], _ moments: Moments, residual: [Double]?) -> [Double] {
    x.indices.map { i in
      let c = i % gamma.count
      let normalised = (x[i] - moments.mean[c]) / (moments.variance[c] + epsilon).squareRoot()
      let y = gamma[c] * normalised + beta[c] + (residual?[i] ?? 0)
      return hasActivation ? max(y, 0) : y
    }
  }

  /// Normalises with the batch's own statistics.
  public func training(_ x: [Double], residual: [Double]?) -> [Double] {
    applied(to: x, moments(x), residual: residual)
  }

  /// Running statistics after a batch: the variance stored is the unbiased one.
  public func updated(_ running: Moments, by x: [Double], momentum: Double) -> Moments {
    let (batch, rows) = (moments(x), Double(x.count / gamma.count))
    let unbiased = rows / max(rows - 1, 1)
    return (
      zip(running.mean, batch.mean).map { $0 + momentum * ($1 - $0) },
      zip(running.variance, batch.variance).map { $0 + momentum * (unbiased * $1 - $0) }
    )
  }
}
