import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionGeometryTests {
  @Test(
    arguments: zip(
      [
        Window(kernel: Pair(1)), Window(kernel: Pair(3)), Window(kernel: Pair(3), padding: Pair(1)),
        Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
        Window(kernel: Pair(3), dilation: Pair(2)),
        Window(kernel: Pair(2), stride: Pair(2), padding: Pair(0), paddingAfter: Pair(1)),
      ],
      [7, 5, 7, 4, 3, 4]))
  func `the output of an image of seven pixels`(window: Window, output: Int) {
    #expect(window.output(for: Pair(7)) == Pair(output))
  }

  @Test func `a window larger than the image has no output`() {
    #expect(Window(kernel: Pair(3), dilation: Pair(4)).output(for: Pair(8)) == nil)
    #expect(Window(kernel: Pair(3), dilation: Pair(4)).output(for: Pair(9)) == Pair(1))
    #expect(Window(kernel: Pair(4), stride: Pair(4)).output(for: Pair(3)) == nil)
  }

  @Test func `weights are output channels by input channels of a group`() {
    let geometry = ConvolutionGeometry(
      input: Pair(5), inputChannels: 6, outputChannels: 9,
      window: Window(kernel: Pair(height: 1, width: 3)), groups: 3)
    #expect(geometry.weightShape == [9, 2, 1, 3])
  }

  @Test func `groups that do not divide the channels stop the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConvolutionGeometry(
        input: Pair(5), inputChannels: 6, outputChannels: 8, window: Window(kernel: Pair(1)),
        groups: 3)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("3 groups of 6 and 8 channels"))
  }
}
