// Convolution of images in NHWC and clips in NTHWC through oneDNN: primitives are made once for a geometry and a batch, then bound to memory.

import COneDNN
public import Tensors

/// The primitives of one convolution for a fixed batch.
///
/// Weights have the layout that the forward primitive likes; the backward primitives get theirs by a reorder where
/// they like another. Each sum's order is the library's and depends on the geometry, batch and instruction set alone.
@safe
public final class Convolution: @unchecked Sendable {  // Primitives are immutable.
  /// The extents it was made for.
  public let geometry: ConvolutionGeometry
  private let batch: Int
  private let engine: Engine
  private let forward: Primitive
  private let backwardData: Primitive?
  private let backwardWeights: Primitive?

  /// Makes the primitives.
  ///
  /// - Parameters:
  ///   - geometry: The extents.
  ///   - batch: Images, N.
  ///   - engine: What the primitives run on.
  ///   - gradients: Which gradients will be asked for.
  ///   - activation: What the output goes through before it is stored; for a convolution without gradients.
  /// - Throws: `OneDNNError` where the library has no primitive for the extents.
  /// - Precondition: There is no activation where there are gradients.
  public init(
    _ geometry: ConvolutionGeometry, batch: Int, on engine: Engine, gradients: Gradients,
    activation: BatchNorm.Function = .identity
  ) throws(OneDNNError) {
    require(gradients == .none || activation == .identity, "an activation that has no gradient")
    Engine.useOneThread()
    self.geometry = geometry
    self.batch = batch
    self.engine = engine
    var description = geometry.description(batch: batch)
    description.activation = activation.postOperation
    let forward = try unsafe Primitive("convolution forward") {
      unsafe shim_convolution_desc(&$0, engine.handle, shim_forward, &description, nil)
    }
    self.forward = forward
    backwardData =
      gradients == .all
      ? try unsafe Primitive("convolution backward data") {
        unsafe shim_convolution_desc(
          &$0, engine.handle, shim_backward_data, &description, forward.descriptor)
      } : nil
    backwardWeights =
      gradients == .none
      ? nil
      : try unsafe Primitive("convolution backward weights") {
        unsafe shim_convolution_desc(
          &$0, engine.handle, shim_backward_weights, &description, forward.descriptor)
      }
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

  /// Floats of the weights in the forward layout, at least `geometry.weightShape.count`.
  public var weightCount: Int { forward.count(of: DNNL_ARG_WEIGHTS) }

  /// Floats of scratch that any of the primitives needs; its contents do not matter.
  public var scratchCount: Int {
    let primitives = [forward, backwardData, backwardWeights].compactMap(\.self)
    let own = primitives.map { $0.count(of: DNNL_ARG_SCRATCHPAD) }.max() ?? 0
    return own + rearrangedCount
  }

  /// Floats of the weights or their gradient in the layouts of the backward primitives, where these differ;
  /// whole cache lines, so that the library's own scratch behind them is aligned.
  private var rearrangedCount: Int {
    let count = max(rearrangesWeights ? dataWeightCount : 0, rearrangesGradient ? gradientCount : 0)
    return (count + 15) / 16 * 16
  }

  private var dataWeightCount: Int { backwardData?.count(of: DNNL_ARG_WEIGHTS) ?? 0 }
  private var gradientCount: Int { backwardWeights?.count(of: DNNL_ARG_DIFF_WEIGHTS) ?? 0 }

  private var rearrangesWeights: Bool {
    guard let backwardData else { return false }
    return unsafe !shim_same_layout(
      forward.descriptor, DNNL_ARG_WEIGHTS, backwardData.descriptor, DNNL_ARG_WEIGHTS)
  }

  private var rearrangesGradient: Bool {
    guard let backwardWeights else { return false }
    return unsafe !shim_same_layout(
      forward.descriptor, DNNL_ARG_WEIGHTS, backwardWeights.descriptor, DNNL_ARG_DIFF_WEIGHTS)
  }

  /// The forward pass over regions: `y = x * weights (+ bias)`.
  ///
  /// - Parameters:
  ///   - x: Input, `[N, H, W, C]` or `[N, T, H, W, C]`.
  ///   - weights: Weights in the forward layout.
  ///   - bias: Bias, `[O]`, if the geometry has one.
  ///   - y: Output, `[N, H', W', O]` or `[N, T', H', W', O]`.
  ///   - scratch: At least `scratchCount` floats.
  /// - Returns: The pass, ready to run any number of times.
  /// - Throws: `OneDNNError` if the library refuses the memory.
  public func bindForward(
    x: Region, weights: Region, bias: Region?, y: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    var arguments = [
      DNNL_ARG_SRC: x, DNNL_ARG_WEIGHTS: weights, DNNL_ARG_DST: y, DNNL_ARG_SCRATCHPAD: scratch,
    ]
    if geometry.hasBias { arguments[DNNL_ARG_BIAS] = bias }
    return ConvolutionStep(steps: [try BoundPrimitive(forward, on: engine, arguments)])
  }

  /// The gradient with respect to the input.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The convolution was made for all gradients.
  public func bindBackwardData(
    dy: Region, weights: Region, dx: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    guard let backwardData else { fatalError("convolution made without input gradient") }
    var steps: [BoundPrimitive] = []
    var used = weights
    let rest = scratch.part(at: rearrangedCount, count: scratch.count - rearrangedCount)
    if rearrangesWeights {
      used = scratch.part(at: 0, count: dataWeightCount)
      steps.append(
        try rearranged(
          from: (forward, DNNL_ARG_WEIGHTS, weights), to: (backwardData, DNNL_ARG_WEIGHTS, used)))
    }
    steps.append(
      try BoundPrimitive(
        backwardData, on: engine,
        [
          DNNL_ARG_DIFF_DST: dy, DNNL_ARG_WEIGHTS: used, DNNL_ARG_DIFF_SRC: dx,
          DNNL_ARG_SCRATCHPAD: rest,
        ]))
    return ConvolutionStep(steps: steps)
  }

  /// The gradients with respect to weights (in the forward layout) and bias.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The convolution was made for gradients.
  public func bindBackwardWeights(
    x: Region, dy: Region, dWeights: Region, dBias: Region?, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    guard let backwardWeights else { fatalError("convolution made without gradients") }
    let rest = scratch.part(at: rearrangedCount, count: scratch.count - rearrangedCount)
    let target = rearrangesGradient ? scratch.part(at: 0, count: gradientCount) : dWeights
    var arguments = [
      DNNL_ARG_SRC: x, DNNL_ARG_DIFF_DST: dy, DNNL_ARG_DIFF_WEIGHTS: target,
      DNNL_ARG_SCRATCHPAD: rest,
    ]
    if geometry.hasBias { arguments[DNNL_ARG_DIFF_BIAS] = dBias }
    var steps = [try BoundPrimitive(backwardWeights, on: engine, arguments)]
    if rearrangesGradient {
      steps.append(
        try rearranged(
          from: (backwardWeights, DNNL_ARG_DIFF_WEIGHTS, target),
          to: (forward, DNNL_ARG_WEIGHTS, dWeights)))
    }
    return ConvolutionStep(steps: steps)
  }

  private typealias Argument = (primitive: Primitive, index: Int32, region: Region)

  private func rearranged(from: Argument, to: Argument) throws(OneDNNError) -> BoundPrimitive {
    let reorder = try unsafe Primitive("weight reorder") {
      unsafe shim_reorder_desc(
        &$0, engine.handle, from.primitive.descriptor, from.index, to.primitive.descriptor,
        to.index)
    }
    return try BoundPrimitive(
      reorder, on: engine, [DNNL_ARG_FROM: from.region, DNNL_ARG_TO: to.region])
  }

  /// Turns weights from `[O, I / groups, (KT,) KH, KW]` into the forward layout.
  ///
  /// - Throws: `OneDNNError` if the library refuses.
  public func store(canonical: [Float], into weights: Region) throws(OneDNNError) {
    let plain = AlignedBuffer(count: geometry.weightShape.count)
    plain.region(at: 0, count: plain.count).store(canonical)
    let (inside, outside) = try memories(weights, plain)
    try unsafe checked(
      "reorder", shim_copy(engine.handle, engine.stream, outside.handle, inside.handle))
  }

  /// Turns weights from the forward layout into `[O, I / groups, (KT,) KH, KW]`.
  ///
  /// - Throws: `OneDNNError` if the library refuses.
  public func canonical(_ weights: Region) throws(OneDNNError) -> [Float] {
    let plain = AlignedBuffer(count: geometry.weightShape.count)
    let (inside, outside) = try memories(weights, plain)
    try unsafe checked(
      "reorder", shim_copy(engine.handle, engine.stream, inside.handle, outside.handle))
    return plain.region(at: 0, count: plain.count).elements
  }

  private func memories(
    _ weights: Region, _ plain: AlignedBuffer
  ) throws(OneDNNError) -> (Memory, Memory) {
    require(weights.count >= weightCount, "\(weights.count) floats of \(weightCount)")
    var description = geometry.description(batch: batch)
    let inside = try unsafe Memory {
      unsafe shim_memory(
        &$0, forward.descriptor, DNNL_ARG_WEIGHTS, engine.handle, weights.pointer)
    }
    let outside = try unsafe Memory {
      unsafe shim_canonical_weights(&$0, &description, engine.handle, plain.pointer)
    }
    return (inside, outside)
  }
}

/// One pass of a convolution bound to memory.
public struct ConvolutionStep: Sendable {
  let steps: [BoundPrimitive]

  /// Runs the pass.
  public func callAsFunction() {
    for step in steps { step() }
  }
}

extension ConvolutionGeometry {
  fileprivate func description(batch: Int) -> shim_convolution {
    let kernel = window.axes.map(\.kernel)
    let weights =
      groups == 1
      ? [outputChannels, inputChannels] + kernel
      : [groups, outputChannels / groups, inputChannels / groups] + kernel
    func axes(_ part: (AxisWindow) -> Int) -> [Int64] { window.axes.map { Int64(part($0)) } }
    return unsafe shim_make_convolution(
      Int32(window.axes.count + 2), inputShape.channelsFirst(batch: batch), Int32(weights.count),
      weights.map(Int64.init), outputShape.channelsFirst(batch: batch), axes(\.stride),
      axes { $0.dilation - 1 }, axes(\.paddingBefore), axes(\.paddingAfter), hasBias)
  }
}

extension Shape {
  /// The extents of a batch of images or clips in oneDNN's order, `[N, C, (T,) H, W]`.
  func channelsFirst(batch: Int) -> [Int64] {
    ([batch, channels] + extents.dropLast()).map(Int64.init)
  }
}

extension BatchNorm.Function {
  /// The function as oneDNN applies it behind a primitive.
  fileprivate var postOperation: shim_activation {
    switch self {
    case .identity: shim_no_activation
    case .relu: shim_relu
    case .silu: shim_swish
    }
  }
}
