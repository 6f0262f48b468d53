import Graphs
import Kernels
import Testing

@Suite struct SamePaddingTests {
  // TensorFlow's rule: the output is ceil(input / stride), the odd pixel of border lies after.
  @Test(
    arguments: zip(
      [(3, 1, 7), (3, 2, 8), (3, 2, 7), (5, 2, 8), (5, 2, 1), (1, 2, 8), (2, 1, 1)],
      [(1, 1, 7), (0, 1, 4), (1, 1, 4), (1, 2, 4), (2, 2, 1), (0, 0, 4), (0, 1, 1)]))
  func `the border gives as many windows as strides begin`(
    window: (kernel: Int, stride: Int, input: Int), expected: (before: Int, after: Int, output: Int)
  ) {
    let same = Window.same(
      kernel: window.kernel, stride: window.stride,
      over: Pair(height: window.input, width: 2 * window.stride))
    #expect(same.paddingBefore.height == expected.before)
    #expect(same.paddingAfter.height == expected.after)
    #expect(
      same.output(for: Pair(height: window.input, width: 2 * window.stride))
        == Pair(height: expected.output, width: 2))
  }
}
