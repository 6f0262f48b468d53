// The extents of a pooling over images or clips.

public import Tensors

/// What a pooling takes from its window.
public enum PoolingKind: Hashable, Sendable {
  /// The largest element; the gradient goes to the first of equals, row by row.
  case maximum
  /// The mean of the elements inside the image.
  case averageInside
  /// The sum over the window divided by its extent, border included.
  ///
  /// The part of a last window that reaches beyond the border (see `PoolingGeometry.roundsUp`) does not count.
  case averageWithBorder
}

/// The extents of a pooling.
public struct PoolingGeometry: Hashable, Sendable {
  /// What it takes from the window.
  public let kind: PoolingKind
  /// Shape of one image, `[H, W, C]`, or clip, `[T, H, W, C]`.
  public let inputShape: Shape
  /// How the window moves.
  public let window: Window
  /// Whether a last window that reaches beyond the border counts.
  public let roundsUp: Bool

  /// A pooling's extents from their parts.
  ///
  /// - Precondition: The window is dense, has the input's axes, and its border is smaller than itself; at least one fits.
  public init(_ kind: PoolingKind, inputShape: Shape, window: Window, roundsUp: Bool = false) {
    self.kind = kind
    self.inputShape = inputShape
    self.window = window
    self.roundsUp = roundsUp
    window.requireAxes(of: inputShape)
    for (axis, extent) in zip(window.axes, inputShape.extents) {
      require(axis.dilation == 1, "pooling windows are dense, found dilation \(axis.dilation)")
      require(
        max(axis.paddingBefore, axis.paddingAfter) < axis.kernel,
        "a pooling window of \(axis.kernel) taps would lie in a border of "
          + "\(axis.paddingBefore) and \(axis.paddingAfter)")
      require(axis.outputs(for: extent) > 0, "no window of \(axis.kernel) taps fits \(extent)")
    }
  }

  /// The extents of a pooling over images.
  ///
  /// - Precondition: As that of `init(_:inputShape:window:roundsUp:)`.
  public init(
    _ kind: PoolingKind, input: Pair, channels: Int, window: Window, roundsUp: Bool = false
  ) {
    self.init(
      kind, inputShape: [input.height, input.width, channels], window: window, roundsUp: roundsUp)
  }

  /// The mean over all pixels of an image `[H, W, C]`, or of all frames of a clip `[T, H, W, C]`.
  public static func global(over inputShape: Shape) -> PoolingGeometry {
    let axes = inputShape.extents.dropLast().map { AxisWindow(kernel: $0, stride: $0) }
    require(
      axes.count == 2 || axes.count == 3,
      "global pooling is over [H, W, C] or [T, H, W, C], found \(inputShape.extents)")
    let window = Window(
      time: axes.count == 3 ? axes[0] : nil, height: axes[axes.count - 2],
      width: axes[axes.count - 1])
    return PoolingGeometry(.averageInside, inputShape: inputShape, window: window)
  }

  /// Extent of the input image, or of each frame of a clip.
  public var input: Pair { inputShape.pixels }

  /// Channels.
  public var channels: Int { inputShape.channels }

  /// Shape of the output, `[H', W', C]` or `[T', H', W', C]`.
  ///
  /// - Source: PyTorch, `pooling_output_shape`: rounded up, a last window must start inside the image or the border before it.
  public var outputShape: Shape {
    Shape(zip(window.axes, inputShape.extents).map(outputs) + [channels])
  }

  /// Extent of the output image, or of each frame of a clip.
  public var output: Pair { outputShape.pixels }

  private func outputs(_ axis: AxisWindow, _ extent: Int) -> Int {
    guard roundsUp else { return axis.outputs(for: extent) }
    let room = extent + axis.paddingBefore + axis.paddingAfter - axis.kernel
    let count = (room + axis.stride - 1) / axis.stride + 1
    return (count - 1) * axis.stride >= extent + axis.paddingBefore ? count - 1 : count
  }
}
