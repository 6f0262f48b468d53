// Depthwise convolution in NHWC by our own kernels, with weights channels last, [KH, KW, C].

import CKernels
package import Tensors

/// A convolution whose every channel has a window of its own: as many groups as inputs and outputs.
///
/// - Source: Howard et al. 2017, arXiv 1704.04861, section 3.1.
package struct DepthwiseConvolution: ConvolutionMethod {
  private let extents: ck_depthwise
  private let hasBias: Bool

  /// Whether our kernels are faster than the library's over the three passes of a training step.
  ///
  /// They are written out for square windows of 3 and 5 taps, stride 1 and 2, and vectors of 16 channels; other
  /// windows take their general paths, which are slower than the library.
  package static func isFastest(for geometry: ConvolutionGeometry) -> Bool {
    let window = geometry.window
    return isDepthwise(geometry) && geometry.inputChannels >= 16
      && [Pair(3), Pair(5)].contains(window.kernel)
      && [Pair(1), Pair(2)].contains(window.stride)
  }

  /// Whether our kernels can compute a convolution: depthwise, over images, without dilation.
  package static func isDepthwise(_ geometry: ConvolutionGeometry) -> Bool {
    geometry.weightShape.extents.count == 4 && geometry.groups == geometry.inputChannels
      && geometry.groups == geometry.outputChannels && geometry.window.dilation == Pair(1)
  }

  /// A depthwise convolution of any window and any number of channels.
  ///
  /// - Precondition: The geometry is depthwise, over images, without dilation.
  package init(_ geometry: ConvolutionGeometry, batch: Int) {
    require(Self.isDepthwise(geometry), "not depthwise over images: \(geometry)")
    let (input, output, window) = (geometry.input, geometry.output, geometry.window)
    extents = ck_depthwise(
      images: batch, height: input.height, width: input.width, channels: geometry.inputChannels,
      out_height: output.height, out_width: output.width, kernel_height: window.kernel.height,
      kernel_width: window.kernel.width, stride_height: window.stride.height,
      stride_width: window.stride.width, above: window.paddingBefore.height,
      left: window.paddingBefore.width)
    hasBias = geometry.hasBias
  }

  private var channels: Int { extents.channels }
  private var taps: Int { extents.kernel_height * extents.kernel_width }
  private var inputCount: Int { extents.images * extents.height * extents.width * channels }
  private var outputCount: Int { outputRows * channels }
  private var outputRows: Int { extents.images * extents.out_height * extents.out_width }

  package var weightCount: Int { taps * channels }

  /// A double for each weight, which also holds one for each channel of the bias.
  package var scratchCount: Int { 2 * weightCount }

  package func bindForward(
    x: Region, weights: Region, bias: Region?, y: Region, scratch: Region
  ) -> ConvolutionStep {
    requireCounts(x: x, y: y, weights: weights)
    requireBias(bias)
    return ConvolutionStep { [extents] in
      var extents = extents
      unsafe ck_depthwise_forward(
        &extents, x.pointer, weights.pointer, bias?.pointer, y.pointer)
    }
  }

  package func bindBackwardData(
    dy: Region, weights: Region, dx: Region, scratch: Region
  ) -> ConvolutionStep {
    requireCounts(x: dx, y: dy, weights: weights)
    return ConvolutionStep { [extents] in
      var extents = extents
      unsafe ck_depthwise_input_gradient(&extents, dy.pointer, weights.pointer, dx.pointer)
    }
  }

  package func bindBackwardWeights(
    x: Region, dy: Region, dWeights: Region, dBias: Region?, scratch: Region
  ) -> ConvolutionStep {
    requireCounts(x: x, y: dy, weights: dWeights)
    requireBias(dBias)
    require(scratch.count >= scratchCount, "scratch: \(scratch.count) floats of \(scratchCount)")
    return ConvolutionStep { [extents, weightCount, outputRows] in
      var extents = extents
      unsafe scratch.pointer.withMemoryRebound(to: Double.self, capacity: weightCount) { totals in
        unsafe ck_depthwise_weight_gradient(
          &extents, x.pointer, dy.pointer, totals, dWeights.pointer)
        guard let dBias else { return }
        unsafe ck_column_sums(outputRows, extents.channels, dy.pointer, totals, dBias.pointer)
      }
    }
  }

  private func requireCounts(x: Region, y: Region, weights: Region) {
    require(
      x.count == inputCount && y.count == outputCount && weights.count >= weightCount,
      "depthwise convolution: x \(x.count) of \(inputCount), y \(y.count) of \(outputCount), "
        + "weights \(weights.count) of \(weightCount)")
  }

  private func requireBias(_ bias: Region?) {
    require(
      bias?.count == (hasBias ? channels : nil),
      "depthwise convolution: bias \(bias?.count ?? 0) of \(hasBias ? channels : 0)")
  }

  package func store(canonical: [Float], into weights: Region) {
    require(
      canonical.count == weightCount && weights.count >= weightCount,
      "\(canonical.count) and \(weights.count) floats of \(weightCount)")
    weights.part(at: 0, count: weightCount).store(
      (0..<weightCount).map { canonical[$0 % channels * taps + $0 / channels] })
  }

  package func canonical(_ weights: Region) -> [Float] {
    let elements = weights.elements
    return (0..<weightCount).map { elements[$0 % taps * channels + $0 / taps] }
  }
}
