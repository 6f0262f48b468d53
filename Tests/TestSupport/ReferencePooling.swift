// The definition of pooling, in double precision.

public import Kernels
import Tensors

extension PoolingGeometry {
  /// The pooling by its definition, window by window; `x` is `[N, H, W, C]` or `[N, T, H, W, C]`.
  public func reference(x: [Double]) -> [Double] {
    let windows = ReferenceWindows(window, over: inputShape, to: outputShape)
    let extents = extentsWithBorder
    var y: [Double] = []
    for image in 0..<x.count / inputShape.count {
      for (pixels, extent) in zip(windows.pixels, extents) {
        for channel in 0..<channels {
          let elements = pixels.map {
            x[image * inputShape.count + $0.pixel * channels + channel]
          }
          y.append(taken(from: elements, extent: extent))
        }
      }
    }
    return y
  }

  private func taken(from inside: [Double], extent: Int) -> Double {
    let sum = inside.reduce(0, +)
    switch kind {
    case .maximum: return inside.reduce(-.infinity) { max($0, $1) }
    case .averageInside: return sum / Double(inside.count)
    case .averageWithBorder: return sum / Double(extent)
    }
  }

  /// The pixels of image and border under each window; what lies beyond the border is none.
  private var extentsWithBorder: [Int] {
    var extents = [1]
    for index in window.axes.indices.reversed() {
      let axis = window.axes[index]
      let padded = axis.paddingBefore + inputShape.extents[index] + axis.paddingAfter
      let along = (0..<outputShape.extents[index]).map {
        min($0 * axis.stride + axis.kernel, padded) - $0 * axis.stride
      }
      extents = along.flatMap { outer in extents.map { outer * $0 } }
    }
    return extents
  }
}
