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
        Window(kernel: Pair(7)),
      ],
      [7, 5, 7, 4, 3, 4, 1]))
  func `the output of an image of seven pixels`(window: Window, output: Int) {
    let geometry = ConvolutionGeometry(
      input: Pair(7), inputChannels: 1, outputChannels: 2, window: window)
    #expect(geometry.output == Pair(output))
    #expect(geometry.outputShape == [output, output, 2])
  }

  @Test func `the output of a clip has frames`() {
    let window = Window(
      kernel: Pair(3), stride: Pair(2), padding: Pair(1), time: AxisWindow(kernel: 3, stride: 2))
    let geometry = ConvolutionGeometry(
      inputShape: [8, 5, 4, 6], outputChannels: 9, window: window, groups: 3)
    #expect(geometry.outputShape == [3, 3, 2, 9])
    #expect(geometry.weightShape == [9, 2, 3, 3, 3])
    #expect(geometry.input == Pair(height: 5, width: 4))
    #expect(geometry.inputChannels == 6)
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

  @Test func `a window larger than the image stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConvolutionGeometry(
        input: Pair(8), inputChannels: 1, outputChannels: 1,
        window: Window(kernel: Pair(3), dilation: Pair(4)))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("no window fits: [3, 3] taps over [8, 8, 1]"))
  }

  @Test func `a window over images meets no clip`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConvolutionGeometry(
        inputShape: [4, 5, 5, 3], outputChannels: 1, window: Window(kernel: Pair(3)))
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("a window over images [H, W, C], found [4, 5, 5, 3]"))
  }
}
