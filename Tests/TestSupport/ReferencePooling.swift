// The definition of pooling, in double precision.

public import Kernels

extension PoolingGeometry {
  /// The pooling by its definition, window by window; `x` is `[N, H, W, C]`.
  public func reference(x: [Double]) -> [Double] {
    let (output, images) = (output, x.count / (input.height * input.width * channels))
    var y: [Double] = []
    for n in 0..<images {
      for i in 0..<output.height {
        for j in 0..<output.width {
          for c in 0..<channels {
            y.append(taken(from: elements(x, image: n, row: i, column: j, channel: c)))
          }
        }
      }
    }
    return y
  }

  private func taken(from inside: [Double]) -> Double {
    let sum = inside.reduce(0, +)
    switch kind {
    case .maximum: return inside.reduce(-.infinity) { max($0, $1) }
    case .averageInside: return sum / Double(inside.count)
    case .averageWithBorder: return sum / Double(window.kernel.height * window.kernel.width)
    }
  }

  /// The elements of a window that lie inside the image.
  private func elements(
    _ x: [Double], image: Int, row: Int, column: Int, channel: Int
  ) -> [Double] {
    var inside: [Double] = []
    for p in 0..<window.kernel.height {
      for q in 0..<window.kernel.width {
        let i = row * window.stride.height - window.paddingBefore.height + p
        let j = column * window.stride.width - window.paddingBefore.width + q
        guard i >= 0, i < input.height, j >= 0, j < input.width else { continue }
        inside.append(x[((image * input.height + i) * input.width + j) * channels + channel])
      }
    }
    return inside
  }
}
