import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

@Suite struct ParameterTests {
  private static let count = 40_000

  @Test func `normal weights have the deviation asked for`() {
    let drawn = Self.draw(.normal(deviation: 0.3))
    let mean = drawn.reduce(0, +) / Double(drawn.count)
    let deviation = (drawn.reduce(0) { $0 + $1 * $1 } / Double(drawn.count)).squareRoot()
    // Four deviations of the two estimates.
    expectClose([mean], [0], absolute: 4 * 0.3 / 200, relative: 1e-9, "mean")
    expectClose([deviation], [0.3], absolute: 4 * 0.3 / 283, relative: 1e-9, "deviation")
  }

  @Test func `uniform weights fill their range`() {
    let drawn = Self.draw(.uniform(bound: 0.2))
    let mean = drawn.reduce(0, +) / Double(drawn.count)
    expectClose([mean], [0], absolute: 4 * 0.2 / 3.0.squareRoot() / 200, relative: 1e-9, "mean")
    let largest = drawn.map { abs($0) }.max() ?? 0
    #expect(largest <= Double(Float(0.2)) && largest > 0.1999)
  }

  @Test func `constants are constant`() {
    #expect(Set(Self.draw(.constant(0.5))) == [0.5])
  }

  // The deviation of He et al. 2015, section 2.2, is sqrt(2 / fan-out); the bound of PyTorch's linear
  // layers is 1 / sqrt(fan-in).
  @Test func `layers start with the sizes of their sources`() {
    var builder = GraphBuilder(input: [4, 4, 6])
    let window = Window(kernel: Pair(3))
    let conv = builder.convolution(
      "conv", builder.input,
      ConvolutionOperation(channels: 8, window: window, groups: 2, hasBias: true))
    let pool = builder.globalAveragePooling("pool", conv)
    _ = builder.linear("linear", pool, features: 5)
    let uniform = Initialization.uniform(bound: 1 / 8.0.squareRoot())
    #expect(
      builder.graph.parameters.map(\.initialization) == [
        .normal(deviation: (2.0 / 72).squareRoot()),
        .uniform(bound: 1 / 27.0.squareRoot()), uniform, uniform,
      ])
  }

  private static func draw(_ initialization: Initialization) -> [Double] {
    var stream = RandomStream(seed: Seed(root: 11), purpose: .initialization)
    return initialization.elements(count: count, from: &stream).doubles
  }
}
