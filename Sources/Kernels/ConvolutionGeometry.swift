// The extents of a convolution over images or clips.

public import Tensors

/// The extents of a convolution.
public struct ConvolutionGeometry: Hashable, Sendable {
  /// Shape of one image, `[H, W, C]`, or clip, `[T, H, W, C]`.
  public let inputShape: Shape
  /// Channels of the output.
  public let outputChannels: Int
  /// How the window moves.
  public let window: Window
  /// Groups of channels that do not mix; equal to the input channels for a depthwise convolution.
  public let groups: Int
  /// Whether a bias is added.
  public let hasBias: Bool

  /// A convolution's extents from their parts.
  ///
  /// - Precondition: The window has the input's axes, `groups` divides both channel counts and at least one window fits.
  public init(
    inputShape: Shape, outputChannels: Int, window: Window, groups: Int = 1, hasBias: Bool = false
  ) {
    self.inputShape = inputShape
    self.outputChannels = outputChannels
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
    window.requireAxes(of: inputShape)
    require(
      inputChannels.isMultiple(of: groups) && outputChannels.isMultiple(of: groups),
      "\(groups) groups of \(inputChannels) and \(outputChannels) channels")
    require(
      zip(window.axes, inputShape.extents).allSatisfy { $0.outputs(for: $1) > 0 },
      "no window fits: \(window.axes.map(\.kernel)) taps over \(inputShape.extents)")
  }

  /// The extents of a convolution over images.
  ///
  /// - Precondition: As that of `init(inputShape:outputChannels:window:groups:hasBias:)`.
  public init(
    input: Pair, inputChannels: Int, outputChannels: Int, window: Window, groups: Int = 1,
    hasBias: Bool = false
  ) {
    self.init(
      inputShape: [input.height, input.width, inputChannels], outputChannels: outputChannels,
      window: window, groups: groups, hasBias: hasBias)
  }

  /// Extent of the input image, or of each frame of a clip.
  public var input: Pair { inputShape.pixels }

  /// Channels of the input.
  public var inputChannels: Int { inputShape.channels }

  /// Shape of the output, `[H', W', O]` or `[T', H', W', O]`.
  public var outputShape: Shape {
    Shape(zip(window.axes, inputShape.extents).map { $0.outputs(for: $1) } + [outputChannels])
  }

  /// Extent of the output image, or of each frame of a clip.
  public var output: Pair { outputShape.pixels }

  /// The canonical shape of the weights, `[O, I / groups, KH, KW]` or `[O, I / groups, KT, KH, KW]`.
  public var weightShape: Shape {
    Shape([outputChannels, inputChannels / groups] + window.axes.map(\.kernel))
  }
}

extension Window {
  /// Stops the program unless images of this shape have the window's axes and channels.
  func requireAxes(of shape: Shape) {
    require(
      shape.extents.count == axes.count + 1,
      "a window over \(time == nil ? "images [H, W, C]" : "clips [T, H, W, C]"), "
        + "found \(shape.extents)")
  }
}

extension Shape {
  /// The extent of an image `[H, W, C]`, or of each frame of a clip `[T, H, W, C]`.
  var pixels: Pair { Pair(height: extents[extents.count - 3], width: extents[extents.count - 2]) }

  /// The channels of an image or clip.
  var channels: Int { extents[extents.count - 1] }
}
