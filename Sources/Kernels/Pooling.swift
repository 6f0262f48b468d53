// Pooling of images in NHWC and clips in NTHWC: the maximum through oneDNN, averages by our own kernel.

import COneDNN
public import Tensors

/// The passes of one pooling for a fixed batch.
@safe
public final class Pooling: Sendable {
  /// The extents it was made for.
  public let geometry: PoolingGeometry
  private let passes: Passes

  private enum Passes: Sendable {
    case maximum(forward: Primitive, backward: Primitive?, Engine)
    // On one AVX-512 core, 2x2 and global: forward 0.8 to 1.2 times the speed of oneDNN 2.6, backward 1.8 to 6 times.
    case average(AveragePooling)
  }

  /// Makes the passes.
  ///
  /// - Throws: `OneDNNError` where the library has no primitive for the extents.
  public init(
    _ geometry: PoolingGeometry, batch: Int, on engine: Engine, gradient: Bool
  ) throws(OneDNNError) {
    self.geometry = geometry
    guard geometry.kind == .maximum else {
      passes = .average(AveragePooling(geometry, batch: batch))
      return
    }
    Engine.useOneThread()
    var description = geometry.description(batch: batch)
    let forward = try unsafe Primitive("pooling forward") {
      unsafe shim_pooling_desc(&$0, engine.handle, shim_forward, &description, nil)
    }
    let backward =
      gradient
      ? try unsafe Primitive("pooling backward") {
        unsafe shim_pooling_desc(
          &$0, engine.handle, shim_backward_data, &description, forward.descriptor)
      } : nil
    passes = .maximum(forward: forward, backward: backward, engine)
  }

  /// Floats of the workspace that the forward pass leaves for the backward pass.
  public var workspaceCount: Int {
    switch passes {
    case .maximum(let forward, _, _): forward.count(of: DNNL_ARG_WORKSPACE)
    case .average: 0
    }
  }

  /// Floats of the workspace, told without primitives: of a maximum a byte an output, as oneDNN 2 and 3 have it for
  /// windows of less than 256 pixels.
  package static func usualWorkspaceCount(_ geometry: PoolingGeometry, batch: Int) -> Int {
    guard geometry.kind == .maximum else { return 0 }
    let (bytes, size) = (batch * geometry.outputShape.count, MemoryLayout<Float>.stride)
    return (bytes + size - 1) / size
  }

  /// Floats of scratch that either pass needs; its contents do not matter.
  public var scratchCount: Int {
    switch passes {
    case .maximum(let forward, let backward, _):
      max(forward.count(of: DNNL_ARG_SCRATCHPAD), backward?.count(of: DNNL_ARG_SCRATCHPAD) ?? 0)
    case .average: 0
    }
  }

  /// The forward pass from `x`, `[N, H, W, C]` or `[N, T, H, W, C]`, to `y` of the geometry's output shape.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  public func bindForward(
    x: Region, y: Region, workspace: Region, scratch: Region
  ) throws(OneDNNError) -> PoolingStep {
    switch passes {
    case .average(let average): return PoolingStep { average.forward(x: x, y: y) }
    case .maximum(let forward, _, let engine):
      let bound = try BoundPrimitive(
        forward, on: engine,
        [
          DNNL_ARG_SRC: x, DNNL_ARG_DST: y, DNNL_ARG_WORKSPACE: workspace,
          DNNL_ARG_SCRATCHPAD: scratch,
        ])
      return PoolingStep { bound() }
    }
  }

  /// The gradient with respect to the input.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  /// - Precondition: The pooling was made for a gradient.
  public func bindBackward(
    dy: Region, dx: Region, workspace: Region, scratch: Region
  ) throws(OneDNNError) -> PoolingStep {
    switch passes {
    case .average(let average): return PoolingStep { average.backward(dy: dy, dx: dx) }
    case .maximum(_, let backward, let engine):
      guard let backward else { fatalError("pooling made without gradient") }
      let bound = try BoundPrimitive(
        backward, on: engine,
        [
          DNNL_ARG_DIFF_DST: dy, DNNL_ARG_DIFF_SRC: dx, DNNL_ARG_WORKSPACE: workspace,
          DNNL_ARG_SCRATCHPAD: scratch,
        ])
      return PoolingStep { bound() }
    }
  }
}

/// One pass of a pooling bound to memory.
public struct PoolingStep: Sendable {
  let pass: @Sendable () -> Void

  /// Runs the pass.
  public func callAsFunction() { pass() }
}

extension PoolingGeometry {
  /// The library's description of a maximum, with the border behind as far as the last window reaches.
  fileprivate func description(batch: Int) -> shim_pooling {
    let (axes, input, output) = (window.axes, inputShape.extents, outputShape.extents)
    let after = axes.indices.map { index in
      let reach = (output[index] - 1) * axes[index].stride + axes[index].kernel
      let needed = reach - input[index] - axes[index].paddingBefore
      return Int64(max(axes[index].paddingAfter, needed))
    }
    func parts(_ part: (AxisWindow) -> Int) -> [Int64] { axes.map { Int64(part($0)) } }
    return unsafe shim_make_pooling(
      Int32(axes.count + 2), dnnl_pooling_max, inputShape.channelsFirst(batch: batch),
      outputShape.channelsFirst(batch: batch), parts(\.kernel), parts(\.stride),
      parts(\.paddingBefore), after)
  }
}
