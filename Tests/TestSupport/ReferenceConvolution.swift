// The definition of convolution, in double precision.

public import Kernels

extension ConvolutionGeometry {
  /// The convolution by its definition, tap by tap.
  ///
  /// - Parameters:
  ///   - x: Images, `[N, H, W, C]`.
  ///   - weights: `[O, I / groups, KH, KW]`.
  ///   - bias: `[O]`.
  /// - Returns: `[N, H', W', O]`.
  public func reference(x: [Double], weights: [Double], bias: [Double]?) -> [Double] {
    let (output, images) = (output, x.count / (input.height * input.width * inputChannels))
    var y: [Double] = []
    y.reserveCapacity(images * output.height * output.width * outputChannels)
    for n in 0..<images {
      for i in 0..<output.height {
        for j in 0..<output.width {
          for o in 0..<outputChannels {
            let sum = windowSum(x, weights, image: n, row: i, column: j, channel: o)
            y.append(sum + (bias?[o] ?? 0))
          }
        }
      }
    }
    return y
  }

  private func windowSum(
    _ x: [Double], _ weights: [Double], image: Int, row: Int, column: Int, channel: Int
  ) -> Double {
    let inGroup = inputChannels / groups
    let first = channel / (outputChannels / groups) * inGroup
    var sum = 0.0
    for p in 0..<window.kernel.height {
      let i = row * window.stride.height - window.paddingBefore.height + p * window.dilation.height
      guard i >= 0, i < input.height else { continue }
      for q in 0..<window.kernel.width {
        let j =
          column * window.stride.width - window.paddingBefore.width
          + q * window.dilation.width
        guard j >= 0, j < input.width else { continue }
        let pixel = ((image * input.height + i) * input.width + j) * inputChannels + first
        for c in 0..<inGroup {
          let tap = ((channel * inGroup + c) * window.kernel.height + p) * window.kernel.width + q
          sum += x[pixel + c] * weights[tap]
        }
      }
    }
    return sum
  }
}
