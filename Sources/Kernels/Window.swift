// How a window moves over the pixels of an image, [H, W], or of a clip, [T, H, W].

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
}

/// How a window moves along one axis.
public struct AxisWindow: Hashable, Sendable {
  /// Taps of the window.
  public var kernel: Int
  /// Step between windows, in pixels or frames.
  public var stride: Int
  /// Border before the first pixel.
  public var paddingBefore: Int
  /// Border behind the last pixel.
  public var paddingAfter: Int
  /// Distance between the taps; 1 is dense.
  public var dilation: Int

  /// A window with the same border on both ends, unless `paddingAfter` says otherwise.
  public init(
    kernel: Int, stride: Int = 1, padding: Int = 0, paddingAfter: Int? = nil, dilation: Int = 1
  ) {
    self.kernel = kernel
    self.stride = stride
    paddingBefore = padding
    self.paddingAfter = paddingAfter ?? padding
    self.dilation = dilation
  }

  /// A window with TensorFlow's border "SAME": as many outputs as the extent over the stride, rounded up.
  ///
  /// The border depends on the extent, and where it is odd the larger half comes behind the last pixel.
  ///
  /// - Source: TensorFlow, `tf.nn.convolution`; timm, `get_same_padding`.
  public static func same(
    kernel: Int, stride: Int = 1, dilation: Int = 1, over extent: Int
  ) -> AxisWindow {
    var window = AxisWindow(kernel: kernel, stride: stride, dilation: dilation)
    let outputs = (extent + stride - 1) / stride
    let border = max((outputs - 1) * stride + window.reach - extent, 0)
    window.paddingBefore = border / 2
    window.paddingAfter = border - border / 2
    return window
  }

  /// Pixels from the first tap to the last.
  var reach: Int { dilation * (kernel - 1) + 1 }

  /// Outputs for an input extent: floor((extent + padding - reach) / stride) + 1, or 0 where not even one window fits.
  func outputs(for extent: Int) -> Int {
    let room = extent + paddingBefore + paddingAfter - reach
    return room < 0 ? 0 : room / stride + 1
  }
}

/// How a window moves over an image or, with `time`, over a clip.
public struct Window: Hashable, Sendable {
  /// Along the frames of a clip `[T, H, W]`; nil for images.
  public var time: AxisWindow?
  /// Along the height.
  public var height: AxisWindow
  /// Along the width.
  public var width: AxisWindow

  /// A window with the same border on opposite sides, unless `paddingAfter` says otherwise.
  public init(
    kernel: Pair, stride: Pair = Pair(1), padding: Pair = Pair(0), paddingAfter: Pair? = nil,
    dilation: Pair = Pair(1), time: AxisWindow? = nil
  ) {
    func axis(_ part: KeyPath<Pair, Int>) -> AxisWindow {
      AxisWindow(
        kernel: kernel[keyPath: part], stride: stride[keyPath: part],
        padding: padding[keyPath: part], paddingAfter: paddingAfter?[keyPath: part],
        dilation: dilation[keyPath: part])
    }
    self.time = time
    height = axis(\.height)
    width = axis(\.width)
  }

  /// A window from those along its axes.
  public init(time: AxisWindow? = nil, height: AxisWindow, width: AxisWindow) {
    self.time = time
    self.height = height
    self.width = width
  }

  /// A window with TensorFlow's border "SAME" over images of an extent; see `AxisWindow.same`.
  public static func same(
    kernel: Pair, stride: Pair = Pair(1), dilation: Pair = Pair(1), over input: Pair
  ) -> Window {
    func axis(_ part: KeyPath<Pair, Int>) -> AxisWindow {
      .same(
        kernel: kernel[keyPath: part], stride: stride[keyPath: part],
        dilation: dilation[keyPath: part], over: input[keyPath: part])
    }
    return Window(height: axis(\.height), width: axis(\.width))
  }

  /// Extent of the window in an image, in taps.
  public var kernel: Pair { both(\.kernel) }
  /// Step between windows of an image.
  public var stride: Pair { both(\.stride) }
  /// Border above and to the left.
  public var paddingBefore: Pair { both(\.paddingBefore) }
  /// Border below and to the right.
  public var paddingAfter: Pair { both(\.paddingAfter) }
  /// Distance between the taps in an image; 1 is dense.
  public var dilation: Pair { both(\.dilation) }

  private func both(_ part: KeyPath<AxisWindow, Int>) -> Pair {
    Pair(height: height[keyPath: part], width: width[keyPath: part])
  }

  /// The windows along all axes, outermost first: frames if any, height, width.
  public var axes: [AxisWindow] { [time, height, width].compactMap(\.self) }
}
