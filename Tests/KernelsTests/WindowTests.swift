import Kernels
import Tensors
import Testing

@Suite struct WindowTests {
  @Test func `a window has the same border on opposite sides unless told otherwise`() {
    let window = Window(
      kernel: Pair(height: 3, width: 5), padding: Pair(height: 1, width: 2),
      paddingAfter: Pair(height: 0, width: 3))
    #expect(window.height == AxisWindow(kernel: 3, padding: 1, paddingAfter: 0))
    #expect(window.width == AxisWindow(kernel: 5, padding: 2, paddingAfter: 3))
    #expect(window.kernel == Pair(height: 3, width: 5))
    #expect(window.paddingBefore == Pair(height: 1, width: 2))
    #expect(window.paddingAfter == Pair(height: 0, width: 3))
    #expect(window.stride == Pair(1) && window.dilation == Pair(1))
  }

  @Test func `the axes of a clip begin with the frames`() {
    let time = AxisWindow(kernel: 3, padding: 1)
    let window = Window(kernel: Pair(7), stride: Pair(2), padding: Pair(3), time: time)
    #expect(window.axes.map(\.kernel) == [3, 7, 7])
    #expect(window.axes.map(\.stride) == [1, 2, 2])
    #expect(Window(kernel: Pair(7)).axes.count == 2)
  }

  @Test(
    arguments: zip(
      [(10, 3, 2, 1), (9, 3, 2, 1), (5, 3, 1, 2), (4, 1, 2, 1), (7, 5, 3, 1), (1, 3, 2, 1)],
      [(0, 1), (1, 1), (2, 2), (0, 0), (2, 2), (1, 1)]))
  func `TensorFlow's border is just wide enough, its odd pixel behind`(
    extents: (input: Int, kernel: Int, stride: Int, dilation: Int), border: (Int, Int)
  ) {
    let window = AxisWindow.same(
      kernel: extents.kernel, stride: extents.stride, dilation: extents.dilation,
      over: extents.input)
    #expect((window.paddingBefore, window.paddingAfter) == border)
    let outputs = (extents.input + extents.stride - 1) / extents.stride
    let geometry = ConvolutionGeometry(
      inputShape: [extents.input, 1, 1], outputChannels: 1,
      window: Window(height: window, width: AxisWindow(kernel: 1)))
    #expect(geometry.output.height == outputs)
  }

  @Test func `TensorFlow's border of an image is that of its axes`() {
    let window = Window.same(
      kernel: Pair(height: 5, width: 3), stride: Pair(2), over: Pair(height: 12, width: 9))
    #expect(window.height == .same(kernel: 5, stride: 2, over: 12))
    #expect(window.width == .same(kernel: 3, stride: 2, over: 9))
    #expect(window.time == nil)
  }
}
