// Pooling: shape.

public import Kernels
public import Tensors

/// A pooling over windows.
public struct PoolingOperation: Hashable, Sendable {
  /// What it takes from the window.
  public var kind: PoolingKind
  /// How the window moves.
  public var window: Window
  /// Whether a last window that reaches beyond the border counts.
  public var roundsUp: Bool

  /// A pooling from its parts.
  public init(_ kind: PoolingKind, window: Window, roundsUp: Bool = false) {
    self.kind = kind
    self.window = window
    self.roundsUp = roundsUp
  }

  /// The extents over an input of shape `[H, W, C]` or `[T, H, W, C]`.
  public func geometry(input: Shape) -> PoolingGeometry {
    PoolingGeometry(kind, inputShape: input, window: window, roundsUp: roundsUp)
  }

  func shape(input: Shape) -> Shape { geometry(input: input).outputShape }
}
