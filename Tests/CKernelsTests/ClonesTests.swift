import CKernels
import CKernelsPlain
import TestSupport
import Testing

/// The clone that this CPU takes gives the bits of those compiled for older ones.
@Suite(.enabled(if: ck_can_run_fused()))
struct ClonesTests {
  static let counts = [1, 15, 16, 17, 1_000]
  static let extents = [(1, 1), (3, 15), (64, 16), (65, 17), (130, 33)]

  @Test(arguments: counts)
  func `passes over arrays`(count: Int) {
    let (x, y) = (normals(count, index: 1), normals(count, index: 2))
    unsafe compare([ck_accumulate, ck_accumulate_plain, ck_accumulate_fused]) { kernel in
      var sum = y
      unsafe kernel(count, x, &sum)
      return sum
    }
    unsafe compare([ck_relu, ck_relu_plain, ck_relu_fused]) { kernel in
      var result = y
      unsafe kernel(count, x, &result)
      return result
    }
    unsafe compare([ck_relu_backward, ck_relu_backward_plain, ck_relu_backward_fused]) { kernel in
      var gradient = y
      unsafe kernel(count, x, &gradient)
      return gradient
    }
    unsafe compare([ck_add, ck_add_plain, ck_add_fused]) { kernel in
      var sum = y
      unsafe kernel(count, x, y, &sum)
      return sum
    }
  }

  @Test(arguments: counts, [false, true])
  func `the update of weights`(count: Int, nesterov: Bool) {
    let gradient = normals(count, index: 1)
    var step = ck_sgd_step(
      rate: 0.1, momentum: 0.9, decay: 1e-4, scale: 0.7, trust: 0.3, nesterov: nesterov)
    unsafe compare([ck_sgd, ck_sgd_plain, ck_sgd_fused]) { kernel in
      var (velocity, weights) = (normals(count, index: 2), normals(count, index: 3))
      unsafe kernel(&step, count, gradient, &velocity, &weights)
      return velocity + weights
    }
  }

  @Test(arguments: counts + [5_000])
  func `updates by the gradient's moments`(count: Int) {
    let gradient = normals(count, index: 1)
    let (first, weights) = (normals(count, index: 2), normals(count, index: 3))
    let second = normals(count, index: 4).map { $0 * $0 }
    var step = ck_moments_step(
      beta1: 0.9, beta2: 0.999, rest1: 0.1, rest2: 0.001, correction1: 1.7, correction2: 1.3,
      epsilon: 1e-6, decay: 0.02, scale: 0.7)
    unsafe compare([ck_adam, ck_adam_plain, ck_adam_fused]) { kernel in
      var (m, v, w) = (first, second, weights)
      unsafe kernel(&step, count, 0.1, 0.99, gradient, &m, &v, &w)
      return m + v + w
    }
    unsafe compare(
      [ck_lamb_direction, ck_lamb_direction_plain, ck_lamb_direction_fused]
    ) { kernel in
      var (g, m, v, squares) = (gradient, first, second, [0.0, 0.0])
      unsafe kernel(&step, count, &g, &m, &v, weights, &squares)
      return g + m + v + Self.bits(squares)
    }
    unsafe compare([ck_descend, ck_descend_plain, ck_descend_fused]) { kernel in
      var w = weights
      unsafe kernel(count, 0.3, gradient, &w)
      return w
    }
  }

  @Test(arguments: counts, [false, true])
  func `updates by the root of the mean square`(count: Int, isCentered: Bool) {
    let (gradient, weights) = (normals(count, index: 1), normals(count, index: 2))
    var step = ck_rmsprop_step(
      rest: 0.1, momentum: 0.9, inner: 0.02, outer: 0.8, epsilon: 9, decay: 0.02, scale: 0.7)
    unsafe compare([ck_rmsprop, ck_rmsprop_plain, ck_rmsprop_fused]) { kernel in
      var (square, velocity) = (normals(count, index: 3), normals(count, index: 4))
      var (mean, w) = (normals(count, index: 5), weights)
      if isCentered {
        unsafe kernel(&step, count, gradient, &square, &mean, &velocity, &w)
      } else {
        unsafe kernel(&step, count, gradient, &square, nil, &velocity, &w)
      }
      return square + mean + velocity + w
    }
  }

  @Test(arguments: counts)
  func `averages, exchanges and norms`(count: Int) {
    let (x, y) = (normals(count, index: 1), normals(count, index: 2))
    unsafe compare([ck_average, ck_average_plain, ck_average_fused]) { kernel in
      var average = y
      unsafe kernel(count, 0.3, x, &average)
      return average
    }
    unsafe compare([ck_exchange, ck_exchange_plain, ck_exchange_fused]) { kernel in
      var (a, b) = (x, y)
      unsafe kernel(count, &a, &b)
      return a + b
    }
    unsafe compare(
      [ck_sum_of_squares, ck_sum_of_squares_plain, ck_sum_of_squares_fused]
    ) { kernel in
      unsafe Self.bits([kernel(count, x)])
    }
  }

  /// Numbers of double precision as pairs of single precision with the same bits.
  private static func bits(_ numbers: [Double]) -> [Float] {
    numbers.flatMap { number in
      [number.bitPattern >> 32, number.bitPattern & 0xFFFF_FFFF].map {
        Float(bitPattern: UInt32($0))
      }
    }
  }

  @Test(arguments: extents)
  func `sums over rows`(rows: Int, channels: Int) {
    let x = normals(rows * channels, index: 1)
    let bias = normals(channels, index: 2)
    unsafe compare([ck_add_bias, ck_add_bias_plain, ck_add_bias_fused]) { kernel in
      var y = x
      unsafe kernel(rows, channels, bias, &y)
      return y
    }
    unsafe compare([ck_column_sums, ck_column_sums_plain, ck_column_sums_fused]) { kernel in
      var totals = Array(repeating: 0.0, count: channels)
      var sums = bias
      unsafe kernel(rows, channels, x, &totals, &sums)
      return sums
    }
    unsafe compare([ck_moments, ck_moments_plain, ck_moments_fused]) { kernel in
      var totals = Array(repeating: 0.0, count: 2 * channels)
      var (mean, variance) = (bias, bias)
      unsafe kernel(rows, channels, x, &totals, &mean, &variance)
      return mean + variance
    }
  }

  /// Kernel, stride, border and extent of square images.
  static let windows = [
    (3, 1, 1, 9), (3, 2, 1, 13), (5, 1, 2, 4), (5, 2, 2, 14), (5, 1, 0, 8), (7, 1, 3, 6),
  ]

  @Test(arguments: windows, [5, 16, 40])
  func `a depthwise convolution`(
    window: (kernel: Int, stride: Int, border: Int, size: Int), channels: Int
  ) {
    let (images, size, taps) = (3, window.size, window.kernel * window.kernel)
    let extent = (size + 2 * window.border - window.kernel) / window.stride + 1
    var d = ck_depthwise(
      images: images, height: size, width: size, channels: channels, out_height: extent,
      out_width: extent, kernel_height: window.kernel, kernel_width: window.kernel,
      stride_height: window.stride, stride_width: window.stride, above: window.border,
      left: window.border)
    let x = normals(images * size * size * channels, index: 1)
    let dy = normals(images * extent * extent * channels, index: 2)
    let (weights, bias) = (normals(taps * channels, index: 3), normals(channels, index: 4))
    unsafe compare(
      [ck_depthwise_forward, ck_depthwise_forward_plain, ck_depthwise_forward_fused]
    ) { kernel in
      var y = dy
      unsafe kernel(&d, x, weights, bias, &y)
      return y
    }
    unsafe compare(
      [
        ck_depthwise_input_gradient, ck_depthwise_input_gradient_plain,
        ck_depthwise_input_gradient_fused,
      ]
    ) { kernel in
      var dx = x
      unsafe kernel(&d, dy, weights, &dx)
      return dx
    }
    unsafe compare(
      [
        ck_depthwise_weight_gradient, ck_depthwise_weight_gradient_plain,
        ck_depthwise_weight_gradient_fused,
      ]
    ) { kernel in
      var (totals, dWeights) = (Array(repeating: 0.0, count: taps * channels), weights)
      unsafe kernel(&d, x, dy, &totals, &dWeights)
      return dWeights
    }
  }

  /// A form of a fused batch norm.
  struct Form: Sendable {
    var activation: UInt32
    var hasFactor: Bool
    var hasResidual: Bool
    var rectifies: Bool

    static let all = [ck_norm_identity, ck_norm_relu, ck_norm_silu].flatMap { activation in
      (0..<8).map { bits in
        Form(
          activation: activation.rawValue, hasFactor: bits & 1 > 0, hasResidual: bits & 2 > 0,
          rectifies: bits & 4 > 0)
      }
    }
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 15), (2, 64, 16), (1, 65, 24), (2, 70, 97)], Form.all)
  func `a batch norm with what follows it`(
    extents: (images: Int, pixels: Int, channels: Int), form: Form
  ) {
    let (images, pixels, channels) = extents
    let count = images * pixels * channels
    let (x, residual, z) = (
      normals(count, index: 1), normals(count, index: 2), normals(count, index: 8)
    )
    let (scale, shift) = (normals(channels, index: 3), normals(channels, index: 4))
    let factor = normals(images * channels, index: 5)
    let (a, b, e) = (
      normals(channels, index: 9), normals(channels, index: 10), normals(channels, index: 11)
    )
    unsafe withNorm(extents, form, x, scale, shift, factor, residual) { norm in
      unsafe compare([ck_norm_apply, ck_norm_apply_plain, ck_norm_apply_fused]) { kernel in
        var z = x
        unsafe kernel(norm, &z)
        return z
      }
      unsafe compare([ck_norm_pool, ck_norm_pool_plain, ck_norm_pool_fused]) { kernel in
        var (totals, pooled) = (Array(repeating: 0.0, count: channels), factor)
        unsafe kernel(norm, &totals, &pooled)
        return pooled
      }
      unsafe compare(
        [ck_norm_image_sums, ck_norm_image_sums_plain, ck_norm_image_sums_fused]
      ) { kernel in
        var (totals, sums, products) = (Array(repeating: 0.0, count: 2 * channels), factor, factor)
        unsafe kernel(norm, z, residual, &totals, &sums, &products)
        return sums + products
      }
      for extra in [nil, factor] {
        unsafe compare([ck_norm_sums, ck_norm_sums_plain, ck_norm_sums_fused]) { kernel in
          var (totals, sums, products) = (Array(repeating: 0.0, count: 2 * channels), a, a)
          unsafe kernel(norm, z, residual, extra, shift, &totals, &sums, &products)
          return sums + products
        }
        unsafe compare(
          [ck_norm_gradient, ck_norm_gradient_plain, ck_norm_gradient_fused]
        ) { kernel in
          var (dz, dx, alone) = (residual, x, residual)
          unsafe kernel(norm, z, extra, a, b, e, &dz, &dx)
          unsafe kernel(norm, z, extra, a, b, e, &alone, nil)
          return dz + dx + alone
        }
      }
    }
  }

  private func withNorm(
    _ extents: (images: Int, pixels: Int, channels: Int), _ form: Form, _ x: [Float],
    _ scale: [Float], _ shift: [Float], _ factor: [Float], _ residual: [Float],
    _ body: (UnsafePointer<ck_norm>) -> Void
  ) {
    unsafe x.withUnsafeBufferPointer { x in
      unsafe scale.withUnsafeBufferPointer { scale in
        unsafe shift.withUnsafeBufferPointer { shift in
          unsafe factor.withUnsafeBufferPointer { factor in
            unsafe residual.withUnsafeBufferPointer { residual in
              var norm = unsafe ck_norm(
                images: extents.images, pixels: extents.pixels, channels: extents.channels,
                activation: ck_norm_activation(form.activation), rectifies: form.rectifies,
                x: x.baseAddress, scale: scale.baseAddress, shift: shift.baseAddress,
                factor: form.hasFactor ? factor.baseAddress : nil,
                residual: form.hasResidual ? residual.baseAddress : nil)
              unsafe body(&norm)
            }
          }
        }
      }
    }
  }

  @Test(arguments: [1, 15, 16, 33])
  func `means over boxes`(channels: Int) {
    // Boxes of one, two and eleven columns over two rows; the last column lies in none.
    let (inputs, outputs) = ([1, 3, 13], [1, 2, 3])
    let boxes: [Int32] = [0, 1, 0, 2, 1, 3, 0, 1, 0, 2, 1, 12]
    let readers: [Int32] =
      [0, 1, 0, 1, 0, 2, 1, 2, 0, 2] + [1, 3] + Array(repeating: [2, 3], count: 10).flatMap(\.self)
      + [3, 3]
    let divisors: [Int32] = [1, 2, 2, 1, 2, 11]
    let x = normals(2 * 39 * channels, index: 1)
    let dy = normals(2 * 6 * channels, index: 2)
    unsafe compare([ck_average_pool, ck_average_pool_plain, ck_average_pool_fused]) { kernel in
      var y = dy
      unsafe kernel(2, inputs, outputs, channels, boxes, divisors, x, &y)
      return y
    }
    unsafe compare(
      [ck_average_pool_backward, ck_average_pool_backward_plain, ck_average_pool_backward_fused]
    ) { kernel in
      var dx = x
      unsafe kernel(2, inputs, outputs, channels, readers, divisors, dy, &dx)
      return dx
    }
  }

  @Test(arguments: counts)
  func `functions of each element`(count: Int) {
    let (x, dy) = (normals(count, index: 1).map { 4 * $0 }, normals(count, index: 2))
    for function in ck_activation_silu.rawValue...ck_activation_hard_swish.rawValue {
      let forward: [(inout [Float]) -> Void] = [
        { unsafe ck_activate(ck_activation(function), count, x, &$0) },
        { unsafe ck_activate_plain(function, count, x, &$0) },
        { unsafe ck_activate_fused(function, count, x, &$0) },
      ]
      let backward: [(inout [Float]) -> Void] = [
        { unsafe ck_activate_backward(ck_activation(function), count, x, x, &$0) },
        { unsafe ck_activate_backward_plain(function, count, x, x, &$0) },
        { unsafe ck_activate_backward_fused(function, count, x, x, &$0) },
      ]
      for kernels in [forward, backward] {
        compare(kernels) { kernel in
          var result = dy
          kernel(&result)
          return result
        }
      }
    }
  }

  @Test(arguments: extents)
  func `normalisation and softmax of rows`(rows: Int, channels: Int) {
    let (x, dy) = (normals(rows * channels, index: 1), normals(rows * channels, index: 2))
    let (gamma, beta) = (normals(channels, index: 3), normals(channels, index: 4))
    let saved = normals(2 * rows, index: 5)
    unsafe compare([ck_layer_norm, ck_layer_norm_plain, ck_layer_norm_fused]) { kernel in
      var (y, statistics) = (x, saved)
      unsafe kernel(rows, channels, 1e-6, x, gamma, beta, &y, &statistics)
      return y + statistics
    }
    for accumulates in [false, true] {
      unsafe compare([
        ck_layer_norm_backward, ck_layer_norm_backward_plain, ck_layer_norm_backward_fused,
      ]) { kernel in
        var totals = Array(repeating: 0.0, count: 2 * channels)
        var (dx, dGamma, dBeta) = (x, gamma, beta)
        unsafe kernel(
          rows, channels, x, gamma, saved, dy, accumulates, &dx, &dGamma, &dBeta, &totals)
        return dx + dGamma + dBeta
      }
    }
    unsafe compare([ck_softmax, ck_softmax_plain, ck_softmax_fused]) { kernel in
      var y = x
      unsafe kernel(rows, channels, &y)
      return y
    }
    unsafe compare([
      ck_softmax_backward, ck_softmax_backward_plain, ck_softmax_backward_fused,
    ]) { kernel in
      var gradient = dy
      unsafe kernel(rows, channels, x, &gradient)
      return gradient
    }
  }

  @Test(arguments: extents)
  func `products with a factor a row or a channel`(pixels: Int, channels: Int) {
    let count = 2 * pixels * channels
    let (x, dy) = (normals(count, index: 1), normals(count, index: 2))
    let factors = normals(2 * channels, index: 3)
    unsafe compare([ck_scale_rows, ck_scale_rows_plain, ck_scale_rows_fused]) { kernel in
      var y = dy
      unsafe kernel(2, pixels * channels, factors, x, &y)
      return y
    }
    unsafe compare([ck_channel_scale, ck_channel_scale_plain, ck_channel_scale_fused]) { kernel in
      var y = dy
      unsafe kernel(2, pixels, channels, x, factors, &y)
      return y
    }
    unsafe compare([
      ck_channel_scale_backward, ck_channel_scale_backward_plain, ck_channel_scale_backward_fused,
    ]) { kernel in
      var (gradient, dFactors) = (dy, factors)
      unsafe kernel(2, pixels, channels, x, factors, &gradient, &dFactors)
      return gradient + dFactors
    }
  }

  private func compare<Kernel>(
    _ kernels: [Kernel], sourceLocation: SourceLocation = #_sourceLocation,
    _ run: (Kernel) -> [Float]
  ) {
    let results = kernels.map(run)
    for other in results.dropFirst() {
      expectSameBits(results[0], other, sourceLocation: sourceLocation)
    }
  }
}
