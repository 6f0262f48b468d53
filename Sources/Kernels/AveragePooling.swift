// Average pooling by our own kernel: each output is the mean over a box of pixels.

import CKernels
public import Tensors

/// The boxes of one average pooling for a fixed batch.
///
/// Images are clips of one frame. The order of each sum is that of the pixels in memory, the same on every CPU.
public struct AveragePooling: Sendable {
  /// Shape of the output for one image or clip.
  public let outputShape: Shape
  private let batch: Int
  private let channels: Int
  // Frames, rows, columns; the tables have the entries of the three axes one after the other.
  private let inputs: [Int]
  private let outputs: [Int]
  private let boxes: [Int32]
  private let readers: [Int32]
  private let divisors: [Int32]

  /// The average pooling of a geometry, whose kind is not `maximum`.
  ///
  /// - Precondition: The kind is an average.
  public init(_ geometry: PoolingGeometry, batch: Int) {
    require(geometry.kind != .maximum, "the maximum is no average")
    let output = geometry.outputShape.extents
    let axes = geometry.window.axes.enumerated().map { index, window in
      AveragedAxis(
        window, over: geometry.inputShape.extents[index], outputs: output[index],
        countsBorder: geometry.kind == .averageWithBorder)
    }
    self.init(axes, channels: geometry.channels, batch: batch)
  }

  /// The mean over each of `output` boxes that cover the image, and overlap where their number divides no extent.
  ///
  /// - Parameters:
  ///   - inputShape: Shape of one image, `[H, W, C]`, or clip, `[T, H, W, C]`.
  ///   - output: Boxes along each axis, `[H', W']` or `[T', H', W']`.
  ///   - batch: Images.
  /// - Source: PyTorch, `adaptive_avg_pool2d`.
  public init(adaptive inputShape: Shape, output: [Int], batch: Int) {
    require(
      output.count == inputShape.extents.count - 1 && (2...3).contains(output.count)
        && output.allSatisfy { $0 > 0 },
      "adaptive pooling to \(output) of \(inputShape.extents)")
    let axes = zip(inputShape.extents, output).map { AveragedAxis(adaptive: $0, outputs: $1) }
    self.init(axes, channels: inputShape.channels, batch: batch)
  }

  private init(_ axes: [AveragedAxis], channels: Int, batch: Int) {
    outputShape = Shape(axes.map(\.boxes.count) + [channels])
    let axes = AveragedAxis.threeAxes(axes)
    self.batch = batch
    self.channels = channels
    inputs = axes.map(\.extent)
    outputs = axes.map(\.boxes.count)
    boxes = axes.flatMap(\.boxes).flatMap { [Int32($0.lowerBound), Int32($0.upperBound)] }
    readers = axes.flatMap(\.readers).flatMap { [Int32($0.lowerBound), Int32($0.upperBound)] }
    divisors = axes.flatMap(\.divisors).map(Int32.init)
  }

  /// Means of `x`, `[N, H, W, C]` or `[N, T, H, W, C]`, into `y`.
  public func forward(x: Region, y: Region) {
    requireCounts(x, y)
    unsafe ck_average_pool(
      batch, inputs, outputs, channels, boxes, divisors, x.pointer, y.pointer)
  }

  /// The gradient with respect to the input: each output's is shared among the pixels of its box.
  public func backward(dy: Region, dx: Region) {
    requireCounts(dx, dy)
    unsafe ck_average_pool_backward(
      batch, inputs, outputs, channels, readers, divisors, dy.pointer, dx.pointer)
  }

  private func requireCounts(_ x: Region, _ y: Region) {
    let pixels = (inputs.reduce(1, *), outputs.reduce(1, *))
    require(
      x.count == batch * channels * pixels.0 && y.count == batch * channels * pixels.1,
      "average pooling of \(inputs) to \(outputs), \(batch) images of \(channels) channels: "
        + "\(x.count) and \(y.count) floats")
  }
}

/// The boxes of an average pooling along one axis.
private struct AveragedAxis {
  /// Pixels of the input.
  let extent: Int
  /// The pixels under each output, at least one.
  let boxes: [Range<Int>]
  /// What each output's sum is divided by.
  let divisors: [Int]

  init(extent: Int, boxes: [Range<Int>], divisors: [Int]) {
    self.extent = extent
    self.boxes = boxes
    self.divisors = divisors
  }

  /// The windows of a pooling, clipped to the image; with the border counted they are clipped to it for the divisor.
  init(_ window: AxisWindow, over extent: Int, outputs: Int, countsBorder: Bool) {
    let windows = (0..<outputs).map { index in
      let start = index * window.stride - window.paddingBefore
      return start..<start + window.kernel
    }
    let boxes = windows.map { $0.clamped(to: 0..<extent) }
    let withBorder = windows.map {
      $0.clamped(to: -window.paddingBefore..<extent + window.paddingAfter).count
    }
    self.init(
      extent: extent, boxes: boxes, divisors: countsBorder ? withBorder : boxes.map(\.count))
  }

  /// Boxes from floor(i * extent / outputs) to ceil((i + 1) * extent / outputs).
  init(adaptive extent: Int, outputs: Int) {
    let boxes = (0..<outputs).map { index in
      index * extent / outputs..<((index + 1) * extent + outputs - 1) / outputs
    }
    self.init(extent: extent, boxes: boxes, divisors: boxes.map(\.count))
  }

  /// The outputs whose box holds each pixel: consecutive ones, since neither end of the boxes ever goes back.
  var readers: [Range<Int>] {
    (0..<extent).map { pixel in
      let first = boxes.firstIndex { $0.upperBound > pixel } ?? boxes.count
      let end = boxes.firstIndex { $0.lowerBound > pixel } ?? boxes.count
      return first..<max(first, end)
    }
  }

  /// The same boxes along frames, rows and columns; where one box is the whole image, along a single row of all its
  /// pixels.
  static func threeAxes(_ axes: [AveragedAxis]) -> [AveragedAxis] {
    let frame = AveragedAxis(extent: 1, boxes: [0..<1], divisors: [1])
    let isWhole = axes.allSatisfy { $0.boxes == [0..<$0.extent] && $0.divisors == [$0.extent] }
    guard isWhole else { return axes.count == 3 ? axes : [frame] + axes }
    let pixels = axes.map(\.extent).reduce(1, *)
    return [frame, frame, AveragedAxis(extent: pixels, boxes: [0..<pixels], divisors: [pixels])]
  }
}
