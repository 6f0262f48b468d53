// Batch norm with what follows it as one unit, bound to memory.

import CKernels
public import Tensors

/// The arrays of one fused batch norm: z = max(act(u) * factor + residual, 0), u = gamma * (x - mean) / deviation + beta.
///
/// Activation, factor, residual and the last maximum are each optional. Statistics are over the rows, the pixels of
/// all images. The factor holds one number for each image and channel: the gate of squeeze and excitation, stochastic
/// depth, or their product.
/// - Source: Ioffe and Szegedy 2015, arXiv 1502.03167; PyTorch's conventions for running statistics: the biased
///   variance normalises, the unbiased one is stored, `running += momentum * (batch - running)`.
public struct BatchNorm: Sendable {
  /// What u goes through first.
  public enum Function: Sendable {
    /// Nothing.
    case identity
    /// max(u, 0).
    case relu
    /// u * sigmoid(u).
    case silu

    fileprivate var shim: ck_norm_activation {
      switch self {
      case .identity: ck_norm_identity
      case .relu: ck_norm_relu
      case .silu: ck_norm_silu
      }
    }
  }

  /// Which mean and variance normalise.
  public enum Statistics: Sendable {
    /// Those of the batch, which depend on its values: gradients flow through them.
    case batch
    /// The running ones, which are constants: for inference, and for training with frozen statistics.
    case running
  }

  /// Parameters and statistics, a vector of `[channels]` each.
  public struct Vectors: Sendable {
    /// Scale.
    public var gamma: Region
    /// Shift.
    public var beta: Region
    /// Running mean.
    public var runningMean: Region
    /// Running unbiased variance.
    public var runningVariance: Region
    /// Where the batch's mean is left.
    public var observedMean: Region
    /// Where the batch's unbiased variance is left.
    public var observedVariance: Region

    /// The vectors of one batch norm.
    public init(
      gamma: Region, beta: Region, runningMean: Region, runningVariance: Region,
      observedMean: Region, observedVariance: Region
    ) {
      self.gamma = gamma
      self.beta = beta
      self.runningMean = runningMean
      self.runningVariance = runningVariance
      self.observedMean = observedMean
      self.observedVariance = observedVariance
    }

    fileprivate var all: [Region] {
      [gamma, beta, runningMean, runningVariance, observedMean, observedVariance]
    }
  }

  /// Images of the batch.
  public let images: Int
  /// Channels.
  public let channels: Int
  /// Added to the variance.
  public let epsilon: Float
  /// Input, `[images, pixels, channels]`.
  public let x: Region
  /// Parameters and statistics.
  public let vectors: Vectors
  /// What the backward pass needs: `[savedVectors, channels]`.
  public let saved: Region
  /// Scratch of `BatchNorm.scratchCount` floats.
  public let scratch: Region
  /// What u goes through first.
  public var function = Function.identity
  /// Multiplies what the function gives, `[images, channels]`.
  public var factor: Region?
  /// Added then, `[images, pixels, channels]`.
  public var residual: Region?
  /// Whether max(z, 0) comes last.
  public var rectifies = false
  /// Whether x is normalised already, by the convolution before it; then u = x, and there are no gradients.
  public var isFolded = false

  /// Vectors in `saved`: mean, variance, scale, shift, the negative mean, ones.
  public static let savedVectors = 6

  /// A batch norm over its arrays, with nothing after it yet.
  ///
  /// - Precondition: Every region has the extent that its description says.
  public init(
    images: Int, channels: Int, epsilon: Float, x: Region, vectors: Vectors, saved: Region,
    scratch: Region
  ) {
    require(
      x.count.isMultiple(of: images * channels),
      "batch norm: \(x.count) numbers of \(images) images with \(channels) channels")
    for vector in vectors.all {
      require(vector.count == channels, "\(vector.count) of \(channels) channels")
    }
    require(saved.count == Self.savedVectors * channels, "saved: \(saved.count)")
    require(scratch.count >= Self.scratchCount(channels: channels), "scratch: \(scratch.count)")
    self.images = images
    self.channels = channels
    self.epsilon = epsilon
    self.x = x
    self.vectors = vectors
    self.saved = saved
    self.scratch = scratch
  }

  /// Floats of scratch for a number of channels: two sums in double precision and four vectors.
  public static func scratchCount(channels: Int) -> Int { 8 * channels + 2 }

  private var rows: Int { x.count / channels }
  private var pixels: Int { rows / images }
  private var mean: Region { savedVector(0) }
  private var variance: Region { savedVector(1) }
  private var scale: Region { savedVector(2) }
  private var shift: Region { savedVector(3) }

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

  private var unit: ck_norm {
    for (name, array) in [("factor", factor), ("residual", residual)] {
      let expected = name == "factor" ? images * channels : x.count
      require(
        array.map { $0.count == expected } ?? true, "\(name): \(array?.count ?? 0) for \(expected)")
    }
    return unsafe ck_norm(
      images: images, pixels: pixels, channels: channels, activation: function.shim,
      rectifies: rectifies, x: x.pointer, scale: scale.pointer, shift: shift.pointer,
      factor: factor?.pointer, residual: residual?.pointer)
  }

  /// The unit whose value is x - mean: gradients need it even where the scale is zero.
  private var centered: ck_norm {
    var unit = unsafe self.unit
    unsafe unit.shift = UnsafePointer(savedVector(4).pointer)
    unsafe unit.scale = UnsafePointer(savedVector(5).pointer)
    unsafe unit.activation = ck_norm_identity
    return unsafe unit
  }

  /// Finds scale and shift; the statistics of the batch are left in `vectors.observed...`.
  ///
  /// Everything else of a pass comes after it.
  public func prepare(_ statistics: Statistics) {
    if isFolded {
      require(
        statistics == .running, "a batch norm that was folded into a convolution cannot train")
      scale.fill(with: 1)
      shift.fill(with: 0)
      return
    }
    switch statistics {
    case .batch:
      unsafe withTotals { totals in
        unsafe ck_moments(rows, channels, x.pointer, totals, mean.pointer, variance.pointer)
      }
      let unbiased = Float(rows) / Float(max(rows - 1, 1))
      vectors.observedMean.store(mean)
      for c in 0..<channels {
        unsafe vectors.observedVariance.pointer[c] = unbiased * variance.pointer[c]
      }
    case .running:
      mean.store(vectors.runningMean)
      variance.store(vectors.runningVariance)
    }
    for c in 0..<channels {
      let inverse = unsafe 1 / (variance.pointer[c] + epsilon).squareRoot()
      unsafe scale.pointer[c] = vectors.gamma.pointer[c] * inverse
      unsafe shift.pointer[c] = vectors.beta.pointer[c] - mean.pointer[c] * scale.pointer[c]
      unsafe savedVector(4).pointer[c] = -mean.pointer[c]
    }
    savedVector(5).fill(with: 1)
  }

  /// Fills `z`, `[images, pixels, channels]`.
  public func apply(into z: Region) {
    require(z.count == x.count, "batch norm: \(x.count) into \(z.count)")
    var unit = unsafe self.unit
    unsafe ck_norm_apply(&unit, z.pointer)
  }

  /// The mean of act(u) over the pixels of each image, `[images, channels]`: what squeeze and excitation reads.
  ///
  /// - Parameters:
  ///   - pooled: Where it goes.
  ///   - centered: Where the mean of x - mean goes, which the backward pass of the identity needs; not used else.
  public func pool(into pooled: Region, centered: Region) {
    require(pooled.count == images * channels, "pooled: \(pooled.count)")
    guard function == .identity && !isFolded else {
      var unit = unsafe self.unit
      unsafe withTotals { unsafe ck_norm_pool(&unit, $0, pooled.pointer) }
      return
    }
    var unit = unsafe self.centered
    unsafe withTotals { unsafe ck_norm_pool(&unit, $0, centered.pointer) }
    forEachImageAndChannel { c, i in
      unsafe pooled.pointer[i] =
        scale.pointer[c] * centered.pointer[i] + vectors.beta.pointer[c]
    }
  }

  /// Sums over the pixels of each image that the gradients of a factor need.
  public struct ImageSums: Sendable {
    /// Sum of what passes the last maximum, `[images, channels]`.
    public let sums: Region
    /// The same times x - mean for the identity, times act(u) otherwise, `[images, channels]`.
    public let products: Region

    /// Sums over their arrays.
    public init(sums: Region, products: Region) {
      self.sums = sums
      self.products = products
    }
  }

  /// The gradient of the factor.
  ///
  /// - Parameters:
  ///   - z: The output, read where it was rectified.
  ///   - dz: Its gradient.
  ///   - found: Where the sums go, for `backward` too.
  ///   - dFactor: Where the gradient goes, `[images, channels]`.
  public func factorGradient(z: Region, dz: Region, found: ImageSums, dFactor: Region) {
    var unit = unsafe function == .identity ? centered : self.unit
    unsafe withTotals {
      unsafe ck_norm_image_sums(
        &unit, z.pointer, dz.pointer, $0, found.sums.pointer, found.products.pointer)
    }
    guard function == .identity else {
      dFactor.store(found.products)
      return
    }
    forEachImageAndChannel { c, i in
      unsafe dFactor.pointer[i] =
        scale.pointer[c] * found.products.pointer[i]
        + vectors.beta.pointer[c] * found.sums.pointer[i]
    }
  }

  /// What a gate adds to the backward pass of the unit that it reads.
  public struct Gate: Sendable {
    /// Gradient of the pooled values, `[images, channels]`; divided by the pixels in place.
    public let dPooled: Region
    /// What `pool` left.
    public let centered: Region
    /// What `factorGradient` left.
    public let found: ImageSums

    /// A gate's arrays.
    public init(dPooled: Region, centered: Region, found: ImageSums) {
      self.dPooled = dPooled
      self.centered = centered
      self.found = found
    }
  }

  /// The gradients of the last pass.
  ///
  /// - Parameters:
  ///   - statistics: Those that `prepare` was asked for.
  ///   - z: The output, read where it was rectified.
  ///   - dz: Its gradient. It becomes the gradient of x, or, where `dx` is given, the gradient of the residual.
  ///   - dx: Where the gradient of x goes; nil to replace `dz`.
  ///   - gate: The gate whose pooled values came from this unit.
  ///   - dGamma: Gradient of gamma, `[channels]`.
  ///   - dBeta: Gradient of beta, `[channels]`.
  public func backward(
    _ statistics: Statistics, z: Region, dz: Region, dx: Region?, gate: Gate?, dGamma: Region,
    dBeta: Region
  ) {
    require(!isFolded, "a batch norm that was folded into a convolution has no gradients")
    require(dz.count == x.count && (dx ?? dz).count == x.count, "gradient of \(dz.count) elements")
    let products = scratchVector(0)
    if let gate { spread(gate.dPooled) }
    if let gate, function == .identity {
      sumImages(gate, dBeta: dBeta, products: products)
    } else {
      var unit = unsafe self.unit
      unsafe withTotals { totals in
        unsafe ck_norm_sums(
          &unit, z.pointer, dz.pointer, gate?.dPooled.pointer, mean.pointer, totals, dBeta.pointer,
          products.pointer)
      }
    }
    let (a, b, e) = (scratchVector(1), scratchVector(2), scratchVector(3))
    let count = Float(rows)
    for c in 0..<channels {
      let inverse = unsafe 1 / (variance.pointer[c] + epsilon).squareRoot()
      let slope = unsafe vectors.gamma.pointer[c] * inverse
      let projected = unsafe products.pointer[c] * inverse  // Gradient of gamma.
      unsafe dGamma.pointer[c] = projected
      unsafe a.pointer[c] = slope
      let bend = statistics == .batch ? -slope * inverse * projected / count : 0
      unsafe b.pointer[c] = bend
      let level = unsafe statistics == .batch ? -slope * dBeta.pointer[c] / count : 0
      unsafe e.pointer[c] = level - bend * mean.pointer[c]
    }
    var unit = unsafe self.unit
    unsafe ck_norm_gradient(
      &unit, z.pointer, gate?.dPooled.pointer, a.pointer, b.pointer, e.pointer, dz.pointer,
      dx?.pointer)
  }

  /// The gradient of a mean is spread evenly over its pixels.
  private func spread(_ dPooled: Region) {
    let share = 1 / Float(pixels)
    for i in 0..<dPooled.count { unsafe dPooled.pointer[i] *= share }
  }

  /// The sums of the backward pass from those of each image: without an activation between, no pass over x is needed.
  private func sumImages(_ gate: Gate, dBeta: Region, products: Region) {
    guard let factor else { fatalError("a gate without a factor") }
    unsafe withTotals { totals in
      for i in 0..<2 * channels { unsafe totals[i] = 0 }
      forEachImageAndChannel { c, i in
        let (f, q) = unsafe (
          Double(factor.pointer[i]), Double(gate.dPooled.pointer[i]) * Double(pixels)
        )
        unsafe totals[c] += f * Double(gate.found.sums.pointer[i]) + q
        unsafe totals[channels + c] +=
          f * Double(gate.found.products.pointer[i]) + q * Double(gate.centered.pointer[i])
      }
      for c in 0..<channels {
        unsafe dBeta.pointer[c] = Float(totals[c])
        unsafe products.pointer[c] = Float(totals[channels + c])
      }
    }
  }

  private func forEachImageAndChannel(_ body: (_ channel: Int, _ index: Int) -> Void) {
    for image in 0..<images {
      for c in 0..<channels { body(c, image * channels + c) }
    }
  }
}
