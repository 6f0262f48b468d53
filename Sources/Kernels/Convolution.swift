// Convolution of images in NHWC and clips in NTHWC by the method that is fastest for its extents, bound to memory.

public import Tensors

/// One convolution for a fixed batch.
///
/// The method follows from the geometry alone, never from a measurement at run time: a method's sums have an order of
/// their own, and bits must not depend on timing. See DESIGN.md, "Execution", for the measurements behind the choice.
public final class Convolution: ConvolutionMethod {
  /// The extents it was made for.
  public let geometry: ConvolutionGeometry
  /// Whether the forward pass applies the activation that was asked for; our own kernels leave it to who reads the output.
  public let appliesActivation: Bool
  private let method: any ConvolutionMethod

  /// Makes what the passes need.
  ///
  /// - Parameters:
  ///   - geometry: The extents.
  ///   - batch: Images, N.
  ///   - engine: What primitives run on.
  ///   - gradients: Which gradients will be asked for.
  ///   - activation: What the output goes through before it is stored, where `appliesActivation`.
  /// - Throws: `OneDNNError` where the library is asked and has no primitive for the extents.
  /// - Precondition: There is no activation where there are gradients.
  public init(
    _ geometry: ConvolutionGeometry, batch: Int, on engine: Engine, gradients: Gradients,
    activation: BatchNorm.Function = .identity
  ) throws(OneDNNError) {
    require(gradients == .none || activation == .identity, "an activation that has no gradient")
    self.geometry = geometry
    let isOurs = DepthwiseConvolution.isFastest(for: geometry)
    appliesActivation = !isOurs || activation == .identity
    method =
      isOurs
      ? DepthwiseConvolution(geometry, batch: batch)
      : try LibraryConvolution(
        geometry, batch: batch, on: engine, gradients: gradients, activation: activation)
  }

  /// Which gradients will be asked for.
  public enum Gradients: Sendable {
    /// None: inference.
    case none
    /// Those of weights and bias: the first layer.
    case parameters
    /// Those of weights, bias and input.
    case all
  }

  /// Floats of the weights in the method's layout, at least `geometry.weightShape.count`.
  public var weightCount: Int { method.weightCount }

  /// Floats of scratch that any of the passes needs; its contents do not matter.
  public var scratchCount: Int { method.scratchCount }

  /// The forward pass over regions: `y = x * weights (+ bias)`.
  ///
  /// - Parameters:
  ///   - x: Input, `[N, H, W, C]` or `[N, T, H, W, C]`.
  ///   - weights: Weights in the method's layout.
  ///   - bias: Bias, `[O]`, if the geometry has one.
  ///   - y: Output, `[N, H', W', O]` or `[N, T', H', W', O]`.
  ///   - scratch: At least `scratchCount` floats.
  /// - Returns: The pass, ready to run any number of times.
  /// - Throws: `OneDNNError` if the library refuses the memory.
  public func bindForward(
    x: Region, weights: Region, bias: Region?, y: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    try method.bindForward(
      x: x, weights: weights, bias: geometry.hasBias ? bias : nil, y: y, scratch: scratch)
  }

  /// The gradient with respect to the input.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The convolution was made for all gradients.
  public func bindBackwardData(
    dy: Region, weights: Region, dx: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    try method.bindBackwardData(dy: dy, weights: weights, dx: dx, scratch: scratch)
  }

  /// The gradients with respect to weights (in the method's layout) and bias.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The convolution was made for gradients.
  public func bindBackwardWeights(
    x: Region, dy: Region, dWeights: Region, dBias: Region?, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    try method.bindBackwardWeights(
      x: x, dy: dy, dWeights: dWeights, dBias: geometry.hasBias ? dBias : nil, scratch: scratch)
  }

  /// Turns weights from `[O, I / groups, (KT,) KH, KW]` into the method's layout.
  ///
  /// - Throws: `OneDNNError` if the library refuses.
  public func store(canonical: [Float], into weights: Region) throws(OneDNNError) {
    try method.store(canonical: canonical, into: weights)
  }

  /// Turns weights from the method's layout into `[O, I / groups, (KT,) KH, KW]`.
  ///
  /// - Throws: `OneDNNError` if the library refuses.
  public func canonical(_ weights: Region) throws(OneDNNError) -> [Float] {
    try method.canonical(weights)
  }
}

/// One pass of a convolution bound to memory.
public struct ConvolutionStep: Sendable {
  private let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  init(steps: [BoundPrimitive]) {
    run = { for step in steps { step() } }
  }

  /// Runs the pass.
  public func callAsFunction() { run() }
}

/// A way to compute a convolution; its members are those of `Convolution`.
package protocol ConvolutionMethod: Sendable {
  var weightCount: Int { get }
  var scratchCount: Int { get }
  func bindForward(
    x: Region, weights: Region, bias: Region?, y: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep
  func bindBackwardData(
    dy: Region, weights: Region, dx: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep
  func bindBackwardWeights(
    x: Region, dy: Region, dWeights: Region, dBias: Region?, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep
  func store(canonical: [Float], into weights: Region) throws(OneDNNError)
  func canonical(_ weights: Region) throws(OneDNNError) -> [Float]
}
