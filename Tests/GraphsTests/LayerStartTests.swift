import Graphs
import Kernels
import Tensors
import Testing

@Suite struct LayerStartTests {
  /// A grouped convolution of 6 channels in 2 groups, 3x3, to 8 channels: fan-in 27, fan-out 72.
  private static func convolution(_ start: LayerStart) -> [Initialization] {
    var builder = GraphBuilder(input: [4, 4, 6])
    _ = builder.convolution(
      "conv", builder.input,
      ConvolutionOperation(
        channels: 8, window: Window(kernel: Pair(3)), groups: 2, hasBias: true, start: start))
    return builder.graph.parameters.map(\.initialization)
  }

  @Test(
    arguments: zip(
      [
        LayerStart.Weights.heNormal, .heNormalByGroup, .uniformFanIn, .uniformFanOut,
        .normal(deviation: 0.02),
      ],
      [
        Initialization.normal(deviation: (2.0 / 72).squareRoot()),
        .normal(deviation: (2.0 / 36).squareRoot()), .uniform(bound: 1 / 27.0.squareRoot()),
        .uniform(bound: 1 / 8.0.squareRoot()), .normal(deviation: 0.02),
      ]))
  func `weights start by the rule`(rule: LayerStart.Weights, expected: Initialization) {
    #expect(Self.convolution(LayerStart(rule, bias: .zero)) == [expected, .constant(0)])
  }

  @Test func `a bias goes by the fan-in of its weights`() {
    let start = Self.convolution(LayerStart(.heNormal, bias: .uniformFanIn))
    #expect(start[1] == .uniform(bound: 1 / 27.0.squareRoot()))
  }

  @Test func `a linear layer in the form of a convolution starts like one`() {
    var builder = GraphBuilder(input: [4, 4, 6])
    let pool = builder.globalAveragePooling("pool", builder.input)
    _ = builder.linear(
      "linear", pool,
      LinearOperation(
        features: 8, form: .pointwiseConvolution,
        start: LayerStart(.heNormal, bias: .uniformFanIn)))
    #expect(
      builder.graph.parameters.map(\.initialization) == [
        .normal(deviation: 0.5), .uniform(bound: 1 / 6.0.squareRoot()),
      ])
  }

  @Test func `a batch norm starts with the scale given`() {
    var builder = GraphBuilder(input: [4, 4, 6])
    _ = builder.batchNorm("norm", builder.input, BatchNormOperation(initialScale: 0))
    #expect(builder.graph.parameters.map(\.initialization) == [.constant(0), .constant(0)])
  }
}
