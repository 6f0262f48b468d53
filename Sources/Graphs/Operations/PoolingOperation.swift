// Pooling: shape.

public import Kernels
public import Tensors

/// A pooling over windows.
public struct PoolingOperation: Hashable, Sendable {
  /// What it takes from the window.
  public var kind: PoolingKind
  /// How the window moves.
  public var window: Window
  /// Whether a last window that reaches over the border counts.
  public var roundsUp: Bool

  /// A pooling from its parts.
  public init(_ kind: PoolingKind, window: Window, roundsUp: Bool = false) {
    self.kind = kind
    self.window = window
    self.roundsUp = roundsUp
  }

  /// The extents over an input of shape `[H, W, C]`.
  public func geometry(input: Shape) -> PoolingGeometry {
    PoolingGeometry(
      kind, input: Pair(height: input.extents[0], width: input.extents[1]),
      channels: input.extents[2], window: window, roundsUp: roundsUp)
  }

  func shape(input: Shape) -> Shape {
    let geometry = geometry(input: input)
    return [geometry.output.height, geometry.output.width, geometry.channels]
  }

  /// The mean over all pixels of an input of shape `[H, W, C]`.
  static func global(input: Shape) -> PoolingGeometry {
    let size = Pair(height: input.extents[0], width: input.extents[1])
    return PoolingGeometry(
      .averageInside, input: size, channels: input.extents[2],
      window: Window(kernel: size, stride: size))
  }
}
