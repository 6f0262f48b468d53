// The extents of a two-dimensional convolution or pooling.

public import Tensors

/// Two numbers, one for each axis of an image.
public struct Pair: Hashable, Sendable {
  /// Along the height.
  public var height: Int
  /// Along the width.
  public var width: Int

  /// Different numbers for the axes.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The same number for both axes.
  public init(_ both: Int) { (height, width) = (both, both) }

  var array: [Int64] { [Int64(height), Int64(width)] }
}

/// How a window moves over an image.
public struct Window: Hashable, Sendable {
  /// Extent of the window, in pixels.
  public var kernel: Pair
  /// Step between windows.
  public var stride: Pair
  /// Border above and to the left.
  public var paddingBefore: Pair
  /// Border below and to the right.
  public var paddingAfter: Pair
  /// Distance between the taps of the window; 1 is dense.
  public var dilation: Pair

  /// A window with the same border on opposite sides, unless `paddingAfter` says otherwise.
  public init(
    kernel: Pair, stride: Pair = Pair(1), padding: Pair = Pair(0), paddingAfter: Pair? = nil,
    dilation: Pair = Pair(1)
  ) {
    self.kernel = kernel
    self.stride = stride
    self.paddingBefore = padding
    self.paddingAfter = paddingAfter ?? padding
    self.dilation = dilation
  }

  /// Extent of the output for an input extent: floor((size + padding - dilated kernel) / stride) + 1.
  ///
  /// - Returns: Nil where not even one window fits.
  public func output(for input: Pair) -> Pair? {
    func extent(_ axis: KeyPath<Pair, Int>) -> Int {
      let reach = dilation[keyPath: axis] * (kernel[keyPath: axis] - 1) + 1
      let room = input[keyPath: axis] + paddingBefore[keyPath: axis] + paddingAfter[keyPath: axis]
      return room < reach ? 0 : (room - reach) / stride[keyPath: axis] + 1
    }
    let output = Pair(height: extent(\.height), width: extent(\.width))
    return output.height > 0 && output.width > 0 ? output : nil
  }
}

/// The extents of a convolution.
public struct ConvolutionGeometry: Hashable, Sendable {
  /// Extent of the input image.
  public var input: Pair
  /// Channels of the input.
  public var inputChannels: Int
  /// Channels of the output.
  public var outputChannels: Int
  /// How the window moves.
  public var window: Window
  /// Groups of channels that do not mix; equal to the input channels for a depthwise convolution.
  public var groups: Int
  /// Whether a bias is added.
  public var hasBias: Bool

  /// A convolution's extents from their parts.
  ///
  /// - Precondition: `groups` divides both channel counts and at least one window fits.
  public init(
    input: Pair, inputChannels: Int, outputChannels: Int, window: Window, groups: Int = 1,
    hasBias: Bool = false
  ) {
    require(
      inputChannels.isMultiple(of: groups) && outputChannels.isMultiple(of: groups),
      "\(groups) groups of \(inputChannels) and \(outputChannels) channels")
    require(window.output(for: input) != nil, "no window fits: \(window) over \(input)")
    self.input = input
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
  }

  /// Extent of the output image.
  public var output: Pair { window.output(for: input) ?? Pair(0) }

  /// The canonical shape of the weights, `[O, I / groups, KH, KW]`.
  public var weightShape: Shape {
    [outputChannels, inputChannels / groups, window.kernel.height, window.kernel.width]
  }
}
