// TensorFlow's "same" padding.

public import Kernels

extension Window {
  /// A window with the border that makes the output's extent ceil(input / stride); what is odd of it lies below and
  /// to the right.
  ///
  /// - Source: TensorFlow, `tf.nn.convolution`, padding "SAME".
  public static func same(kernel: Int, stride: Int, over input: Pair) -> Window {
    func border(_ extent: Int) -> Int {
      let windows = (extent + stride - 1) / stride
      return max((windows - 1) * stride + kernel - extent, 0)
    }
    let (vertical, horizontal) = (border(input.height), border(input.width))
    return Window(
      kernel: Pair(kernel), stride: Pair(stride),
      padding: Pair(height: vertical / 2, width: horizontal / 2),
      paddingAfter: Pair(height: (vertical + 1) / 2, width: (horizontal + 1) / 2))
  }
}
