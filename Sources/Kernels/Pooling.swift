// Maximum and average pooling in NHWC through oneDNN.

import COneDNN
public import Tensors

/// What a pooling takes from its window.
public enum PoolingKind: Hashable, Sendable {
  /// The largest element; the gradient goes to the first of equals, row by row.
  case maximum
  /// The mean of the elements inside the image.
  case averageInside
  /// The sum over the window divided by its full extent, border included.
  case averageWithBorder
}

/// The extents of a pooling.
public struct PoolingGeometry: Hashable, Sendable {
  /// What it takes from the window.
  public var kind: PoolingKind
  /// Extent of the input image.
  public var input: Pair
  /// Channels.
  public var channels: Int
  /// How the window moves.
  public var window: Window
  /// Whether a last window that reaches over the border counts.
  public var roundsUp: Bool

  /// A pooling's extents from their parts.
  ///
  /// - Precondition: At least one window fits, and windows that reach over the border are not averaged with it.
  public init(
    _ kind: PoolingKind, input: Pair, channels: Int, window: Window, roundsUp: Bool = false
  ) {
    require(window.output(for: input) != nil, "no window fits: \(window) over \(input)")
    require(
      !(roundsUp && kind == .averageWithBorder),
      "rounding up with the border counted: no such pooling")
    self.kind = kind
    self.input = input
    self.channels = channels
    self.window = window
    self.roundsUp = roundsUp
  }

  /// Extent of the output image.
  ///
  /// - Source: PyTorch, `pooling_output_shape`: rounded up, a last window must start inside the image or the border before it.
  public var output: Pair {
    Pair(height: extent(\.height), width: extent(\.width))
  }

  private func extent(_ axis: KeyPath<Pair, Int>) -> Int {
    let (size, kernel) = (input[keyPath: axis], window.kernel[keyPath: axis])
    let (before, stride) = (window.paddingBefore[keyPath: axis], window.stride[keyPath: axis])
    let room = size + before + window.paddingAfter[keyPath: axis] - kernel
    guard roundsUp else { return room / stride + 1 }
    let count = (room + stride - 1) / stride + 1
    return (count - 1) * stride >= size + before ? count - 1 : count
  }

  fileprivate var description: (shim: (Int) -> shim_pooling, algorithm: dnnl_alg_kind_t) {
    let algorithm =
      switch kind {
      case .maximum: dnnl_pooling_max
      case .averageInside: dnnl_pooling_avg_exclude_padding
      case .averageWithBorder: dnnl_pooling_avg_include_padding
      }
    func after(_ axis: KeyPath<Pair, Int>) -> Int64 {
      let reach =
        (output[keyPath: axis] - 1) * window.stride[keyPath: axis] + window.kernel[keyPath: axis]
      let needed = reach - input[keyPath: axis] - window.paddingBefore[keyPath: axis]
      return Int64(max(window.paddingAfter[keyPath: axis], needed))
    }
    let shim = { (batch: Int) in
      unsafe shim_make_pooling(
        algorithm, [batch, channels, input.height, input.width].map(Int64.init),
        [batch, channels, output.height, output.width].map(Int64.init), window.kernel.array,
        window.stride.array, window.paddingBefore.array, [after(\.height), after(\.width)])
    }
    return (shim, algorithm)
  }
}

/// The primitives of one pooling for a fixed batch.
@safe
public final class Pooling: @unchecked Sendable {  // Primitives are immutable.
  /// The extents it was made for.
  public let geometry: PoolingGeometry
  private let engine: Engine
  private let forward: Primitive
  private let backward: Primitive?

  /// Makes the primitives.
  ///
  /// - Throws: `OneDNNError` where the library has no primitive for the extents.
  public init(
    _ geometry: PoolingGeometry, batch: Int, on engine: Engine, gradient: Bool
  ) throws(OneDNNError) {
    Engine.useOneThread()
    self.geometry = geometry
    self.engine = engine
    var description = geometry.description.shim(batch)
    let forward = try unsafe Primitive("pooling forward") {
      unsafe shim_pooling_desc(&$0, engine.handle, shim_forward, &description, nil)
    }
    self.forward = forward
    backward =
      gradient
      ? try unsafe Primitive("pooling backward") {
        unsafe shim_pooling_desc(
          &$0, engine.handle, shim_backward_data, &description, forward.descriptor)
      } : nil
  }

  /// Floats of the workspace that the forward pass leaves for the backward pass.
  public var workspaceCount: Int { forward.count(of: DNNL_ARG_WORKSPACE) }

  /// Floats of scratch that either pass needs; its contents do not matter.
  public var scratchCount: Int {
    max(
      forward.count(of: DNNL_ARG_SCRATCHPAD), backward?.count(of: DNNL_ARG_SCRATCHPAD) ?? 0)
  }

  /// The forward pass from `x`, `[N, H, W, C]`, to `y`, `[N, H', W', C]`.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  public func bindForward(
    x: Region, y: Region, workspace: Region, scratch: Region
  ) throws(OneDNNError) -> PoolingStep {
    PoolingStep(
      step: try BoundPrimitive(
        forward, on: engine,
        [
          DNNL_ARG_SRC: x, DNNL_ARG_DST: y, DNNL_ARG_WORKSPACE: workspace,
          DNNL_ARG_SCRATCHPAD: scratch,
        ]))
  }

  /// The gradient with respect to the input.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The pooling was made for a gradient.
  public func bindBackward(
    dy: Region, dx: Region, workspace: Region, scratch: Region
  ) throws(OneDNNError) -> PoolingStep {
    guard let backward else { fatalError("pooling made without gradient") }
    return PoolingStep(
      step: try BoundPrimitive(
        backward, on: engine,
        [
          DNNL_ARG_DIFF_DST: dy, DNNL_ARG_DIFF_SRC: dx, DNNL_ARG_WORKSPACE: workspace,
          DNNL_ARG_SCRATCHPAD: scratch,
        ]))
  }
}

/// One pass of a pooling bound to memory.
public struct PoolingStep: Sendable {
  let step: BoundPrimitive

  /// Runs the pass.
  public func callAsFunction() { step() }
}
