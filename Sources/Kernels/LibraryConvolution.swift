// Convolution through oneDNN: primitives are made once for a geometry and a batch, then bound to memory.

import COneDNN
import Tensors

/// The primitives of one convolution for a fixed batch.
///
/// Weights have the layout that the forward primitive likes; the backward primitives get theirs by a reorder where
/// they like another. Each sum's order is the library's and depends on the geometry, batch and instruction set alone.
@safe
final class LibraryConvolution: ConvolutionMethod, @unchecked Sendable {  // Immutable.
  private let geometry: ConvolutionGeometry
  private let batch: Int
  private let engine: Engine
  private let forward: Primitive
  private let backwardData: Primitive?
  private let backwardWeights: Primitive?

  init(
    _ geometry: ConvolutionGeometry, batch: Int, on engine: Engine,
    gradients: Convolution.Gradients, activation: BatchNorm.Function
  ) throws(OneDNNError) {
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

  var weightCount: Int { forward.count(of: DNNL_ARG_WEIGHTS) }

  var scratchCount: Int {
    let others = [forward, backwardData].compactMap { $0?.count(of: DNNL_ARG_SCRATCHPAD) }
    return max(others.max() ?? 0, weightGradientScratchCount) + rearrangedCount
  }

  /// Floats of scratch for the gradient of the weights: what the library asks for, and what it writes behind that.
  private var weightGradientScratchCount: Int {
    guard let backwardWeights else { return 0 }
    return backwardWeights.count(of: DNNL_ARG_SCRATCHPAD) + geometry.unaskedScratchCount
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

  func bindForward(
    x: Region, weights: Region, bias: Region?, y: Region, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    var arguments = [
      DNNL_ARG_SRC: x, DNNL_ARG_WEIGHTS: weights, DNNL_ARG_DST: y, DNNL_ARG_SCRATCHPAD: scratch,
    ]
    if geometry.hasBias { arguments[DNNL_ARG_BIAS] = bias }
    return ConvolutionStep(steps: [try BoundPrimitive(forward, on: engine, arguments)])
  }

  func bindBackwardData(
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

  func bindBackwardWeights(
    x: Region, dy: Region, dWeights: Region, dBias: Region?, scratch: Region
  ) throws(OneDNNError) -> ConvolutionStep {
    guard let backwardWeights else { fatalError("convolution made without gradients") }
    let rest = scratch.part(at: rearrangedCount, count: scratch.count - rearrangedCount)
    let target = rearrangesGradient ? scratch.part(at: 0, count: gradientCount) : dWeights
    // The library would not notice that the room behind its own scratch is missing.
    require(
      rest.count >= weightGradientScratchCount,
      "scratch of \(rest.count) floats, \(weightGradientScratchCount) needed")
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

  func store(canonical: [Float], into weights: Region) throws(OneDNNError) {
    let plain = AlignedBuffer(count: geometry.weightShape.count)
    plain.region(at: 0, count: plain.count).store(canonical)
    let (inside, outside) = try memories(weights, plain)
    try unsafe checked(
      "reorder", shim_copy(engine.handle, engine.stream, outside.handle, inside.handle))
  }

  func canonical(_ weights: Region) throws(OneDNNError) -> [Float] {
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

extension ConvolutionGeometry {
  /// Floats that the library's gradient of the weights may write behind the scratch it asks for.
  ///
  /// For a strided 1x1 window it gathers the pixels it needs, `[H', W', I]`, in runs. It asks for these pixels, but puts run
  /// after run where it would lie if each pixel before had a whole vector of channels: 16 with AVX-512, 8 with AVX2. With
  /// fewer channels and more than one run it writes behind its scratch, where the heap or its own generated code may lie.
  /// With this room the last run ends inside, and results are right, for one thread and no other use of the scratch.
  ///
  /// - Source: seen in oneDNN 2.6.3; uxlfoundation/oneDNN, issue 6035, open, of 3.12 to 3.14.
  fileprivate var unaskedScratchCount: Int {
    let isStridedPoint =
      window.time == nil && window.axes.allSatisfy { $0.kernel == 1 }
      && window.axes.contains { $0.stride > 1 }
    guard isStridedPoint, groups == 1 else { return 0 }
    let widestVector = 16
    return output.height * output.width * max(widestVector - inputChannels, 0)
  }

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
