// The definition of convolution, in double precision.

public import Kernels
import Tensors

extension ConvolutionGeometry {
  /// The convolution by its definition, tap by tap.
  ///
  /// - Parameters:
  ///   - x: Images, `[N, H, W, C]`, or clips, `[N, T, H, W, C]`.
  ///   - weights: `[O, I / groups, KH, KW]` or `[O, I / groups, KT, KH, KW]`.
  ///   - bias: `[O]`.
  /// - Returns: `[N, H', W', O]` or `[N, T', H', W', O]`.
  public func reference(x: [Double], weights: [Double], bias: [Double]?) -> [Double] {
    let windows = ReferenceWindows(window, over: inputShape, to: outputShape)
    let (inGroup, outGroup) = (inputChannels / groups, outputChannels / groups)
    let taps = window.axes.map(\.kernel).reduce(1, *)
    var y: [Double] = []
    for image in 0..<x.count / inputShape.count {
      for pixels in windows.pixels {
        for channel in 0..<outputChannels {
          var sum = bias?[channel] ?? 0
          for (pixel, tap) in pixels {
            let first = image * inputShape.count + pixel * inputChannels
            for c in 0..<inGroup {
              sum +=
                x[first + channel / outGroup * inGroup + c]
                * weights[(channel * inGroup + c) * taps + tap]
            }
          }
          y.append(sum)
        }
      }
    }
    return y
  }
}

/// The pixels under each position of a window.
struct ReferenceWindows {
  /// A pixel inside the image and the tap above it, both counted row by row.
  typealias Tap = (pixel: Int, tap: Int)

  /// The taps inside the image, for each output pixel.
  let pixels: [[Tap]]

  init(_ window: Window, over input: Shape, to output: Shape) {
    // From the innermost axis outwards, each multiplies the windows so far.
    var pixels: [[Tap]] = [[(0, 0)]]
    var (pixelStride, tapStride) = (1, 1)
    for index in window.axes.indices.reversed() {
      let (axis, extent) = (window.axes[index], input.extents[index])
      let inner = pixels
      pixels = (0..<output.extents[index]).flatMap { position in
        let taps = (0..<axis.kernel).map { tap -> Tap in
          (position * axis.stride - axis.paddingBefore + tap * axis.dilation, tap)
        }
        let inside = taps.filter { (0..<extent).contains($0.pixel) }
        return inner.map { row in
          inside.flatMap { tap in
            row.map { ($0.pixel + tap.pixel * pixelStride, $0.tap + tap.tap * tapStride) }
          }
        }
      }
      pixelStride *= extent
      tapStride *= axis.kernel
    }
    self.pixels = pixels
  }
}
