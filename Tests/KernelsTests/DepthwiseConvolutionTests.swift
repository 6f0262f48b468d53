import Kernels
import Tensors
import TestSupport
import Testing

@Suite struct DepthwiseConvolutionTests {
  struct Case: CustomTestStringConvertible {
    var input: Pair
    var window: Window

    init(
      _ height: Int, _ width: Int, kernel: Pair, stride: Pair = Pair(1), padding: Pair,
      after: Pair? = nil
    ) {
      input = Pair(height: height, width: width)
      window = Window(kernel: kernel, stride: stride, padding: padding, paddingAfter: after)
    }

    var testDescription: String {
      "\(input.height) x \(input.width), kernel \(window.kernel.height) x \(window.kernel.width), "
        + "stride \(window.stride.height) x \(window.stride.width), border "
        + "\(window.paddingBefore.width) and \(window.paddingAfter.width)"
    }

    func geometry(channels: Int) -> ConvolutionGeometry {
      ConvolutionGeometry(
        input: input, inputChannels: channels, outputChannels: channels, window: window,
        groups: channels)
    }
  }

  static let cases = [
    Case(1, 1, kernel: Pair(3), padding: Pair(1)),
    Case(1, 1, kernel: Pair(5), stride: Pair(2), padding: Pair(2)),
    Case(2, 2, kernel: Pair(5), padding: Pair(2)),
    Case(4, 4, kernel: Pair(5), padding: Pair(2)),
    Case(4, 4, kernel: Pair(3), padding: Pair(1)),
    Case(8, 8, kernel: Pair(5), padding: Pair(2)),
    Case(5, 7, kernel: Pair(3), padding: Pair(1)),
    Case(6, 13, kernel: Pair(5), padding: Pair(2)),
    Case(7, 6, kernel: Pair(5), padding: Pair(0)),
    Case(8, 9, kernel: Pair(3), padding: Pair(0)),
    Case(8, 16, kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
    Case(9, 15, kernel: Pair(3), stride: Pair(2), padding: Pair(1)),
    Case(8, 16, kernel: Pair(3), stride: Pair(2), padding: Pair(0), after: Pair(1)),
    Case(8, 16, kernel: Pair(5), stride: Pair(2), padding: Pair(1), after: Pair(2)),
    Case(16, 24, kernel: Pair(5), stride: Pair(2), padding: Pair(2)),
    Case(7, 9, kernel: Pair(5), stride: Pair(2), padding: Pair(2)),
    Case(6, 5, kernel: Pair(3), padding: Pair(4)),
    Case(4, 9, kernel: Pair(height: 3, width: 5), padding: Pair(height: 1, width: 2)),
    Case(9, 8, kernel: Pair(7), padding: Pair(3)),
    Case(9, 10, kernel: Pair(2), stride: Pair(3), padding: Pair(0), after: Pair(1)),
    Case(6, 6, kernel: Pair(3), stride: Pair(height: 1, width: 2), padding: Pair(1)),
    Case(5, 6, kernel: Pair(1), stride: Pair(2), padding: Pair(0)),
    Case(3, 150, kernel: Pair(3), padding: Pair(1)),
    Case(40, 12, kernel: Pair(3), padding: Pair(1)),
  ]

  /// Sums of up to 480 products around 1 in single precision: a few units of 6e-8 of the largest.
  static let tolerance = 2e-6

  @Test(arguments: cases)
  func `agrees with the definition, its gradients with central differences`(of: Case) throws {
    let geometry = of.geometry(channels: 1)
    let inputs = Self.inputs(of, channels: 1)
    let (x, weights, dy) = (inputs.x.doubles, inputs.weights.doubles, inputs.dy.doubles)
    let run = try Self.run(of, inputs, channels: 1)
    expectClose(
      run.y, geometry.reference(x: x, weights: weights, bias: nil), ofLargest: Self.tolerance, "y")
    let dx = centralDifferences(at: x) {
      dot(dy, geometry.reference(x: $0, weights: weights, bias: nil))
    }
    expectClose(run.dx, dx, ofLargest: Self.tolerance, "dx")
    let dWeights = centralDifferences(at: weights) {
      dot(dy, geometry.reference(x: x, weights: $0, bias: nil))
    }
    expectClose(run.dWeights, dWeights, ofLargest: Self.tolerance, "dWeights")
  }

  /// Each lane, each overlapping vector and each tile computes what a channel alone has, which goes pixel by pixel.
  @Test(arguments: cases)
  func `a channel has the bits that it has alone`(of: Case) throws {
    let most = 145  // Beyond one block of 128 by a vector and one.
    let all = Self.inputs(of, channels: most)
    let alone = try (0..<most).map { channel in
      try Self.run(of, all.channels([channel], of: most), channels: 1)
    }
    for count in [7, 8, 15, 16, 17, 24, 33, 97, most] {
      let run = try Self.run(of, all.channels(Array(0..<count), of: most), channels: count)
      let expected = alone.prefix(count)
      expectSameBits(run.y, interleaved(expected.map(\.y)), "y of \(count)")
      expectSameBits(run.dx, interleaved(expected.map(\.dx)), "dx of \(count)")
      expectSameBits(run.dWeights, expected.flatMap(\.dWeights), "dWeights of \(count)")
    }
  }

  @Test func `the method follows from the extents`() {
    func isOurs(_ kernel: Int, stride: Int = 1, channels: Int = 32, groups: Int? = nil) -> Bool {
      DepthwiseConvolution.isFastest(
        for: ConvolutionGeometry(
          input: Pair(8), inputChannels: channels, outputChannels: channels,
          window: Window(kernel: Pair(kernel), stride: Pair(stride)), groups: groups ?? channels))
    }
    #expect(isOurs(3) && isOurs(5) && isOurs(3, stride: 2) && isOurs(5, stride: 2))
    #expect(isOurs(3, channels: 16) && !isOurs(3, channels: 15))
    #expect(!isOurs(7) && !isOurs(1) && !isOurs(3, stride: 3))
    #expect(!isOurs(3, groups: 16) && !isOurs(3, groups: 1))
  }

  @Test func `a region of another extent stops the program`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let geometry = ConvolutionGeometry(
        input: Pair(2), inputChannels: 16, outputChannels: 16,
        window: Window(kernel: Pair(3), padding: Pair(1)), groups: 16)
      let memory = GuardedMemory()
      let (x, y, weights) = (
        memory.region(count: 63), memory.region(count: 64), memory.region(count: 144)
      )
      _ = DepthwiseConvolution(geometry, batch: 1).bindForward(
        x: x, weights: weights, bias: nil, y: y, scratch: weights)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("depthwise convolution: x 63 of 64, y 64 of 64"))
  }

  private static let batch = 2

  private static func run(
    _ of: Case, _ inputs: ConvolutionRun.Inputs, channels: Int
  ) throws -> ConvolutionRun {
    let geometry = of.geometry(channels: channels)
    return try ConvolutionRun(
      DepthwiseConvolution(geometry, batch: batch), weightCount: geometry.weightShape.count, inputs)
  }

  private static func inputs(_ of: Case, channels: Int) -> ConvolutionRun.Inputs {
    let geometry = of.geometry(channels: channels)
    let (input, output) = (geometry.input, geometry.output)
    return ConvolutionRun.Inputs(
      x: normals(batch * input.height * input.width * channels, index: 1),
      weights: normals(geometry.weightShape.count, index: 2), bias: nil,
      dy: normals(batch * output.height * output.width * channels, index: 4))
  }

  /// `[channels][rows]` to `[rows, channels]`.
  private func interleaved(_ columns: [[Float]]) -> [Float] {
    columns[0].indices.flatMap { row in columns.map { $0[row] } }
  }
}

extension ConvolutionRun.Inputs {
  /// Some of the channels of a depthwise convolution.
  fileprivate func channels(_ chosen: [Int], of count: Int) -> Self {
    func columns(_ rows: [Float]) -> [Float] {
      stride(from: 0, to: rows.count, by: count).flatMap { row in chosen.map { rows[row + $0] } }
    }
    let taps = weights.count / count
    return Self(
      x: columns(x), weights: chosen.flatMap { weights[$0 * taps..<($0 + 1) * taps] }, bias: nil,
      dy: columns(dy))
  }
}
