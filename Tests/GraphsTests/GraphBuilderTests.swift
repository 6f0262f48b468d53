import Graphs
import Kernels
import Tensors
import Testing

@Suite struct GraphBuilderTests {
  @Test func `each operation has the shape of its output`() {
    var builder = GraphBuilder(input: [7, 5, 3])
    let stem = builder.convolution("stem", builder.input, channels: 8, kernel: 3, stride: 2)
    let norm = builder.batchNorm("norm", stem)
    let relu = builder.relu("relu", norm)
    let window = Window(kernel: Pair(2), stride: Pair(2))
    let down = builder.pooling("down", relu, PoolingOperation(.maximum, window: window))
    let up = builder.pooling(
      "up", relu, PoolingOperation(.averageInside, window: window, roundsUp: true))
    let sum = builder.add("sum", stem, relu)
    let mean = builder.globalAveragePooling("mean", sum)
    let dropped = builder.dropout("dropped", mean, rate: 0.5)
    let logits = builder.linear("logits", dropped, features: 4)
    let shapes = [stem, norm, relu, down, up, sum, mean, dropped, logits].map(builder.shape)
    #expect(
      shapes == [
        [3, 2, 8], [3, 2, 8], [3, 2, 8], [1, 1, 8], [2, 1, 8], [3, 2, 8], [8], [8], [4],
      ])
    #expect(builder.graph.inputShape == [7, 5, 3])
    #expect(builder.graph.outputShape == [4])
  }

  @Test func `operations over clips keep their frames`() {
    var builder = GraphBuilder(input: [8, 7, 5, 3])
    let half = AxisWindow(kernel: 3, stride: 2, padding: 1)
    let window = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1), time: half)
    let conv = builder.convolution(
      "conv", builder.input, ConvolutionOperation(channels: 6, window: window, hasBias: true))
    let norm = builder.batchNorm("norm", conv)
    let pool = builder.pooling("pool", norm, PoolingOperation(.maximum, window: window))
    let mean = builder.globalAveragePooling("mean", pool)
    #expect(
      [conv, norm, pool, mean].map(builder.shape) == [
        [4, 4, 3, 6], [4, 4, 3, 6], [2, 2, 2, 6], [6],
      ])
    let graph = builder.graph
    #expect(graph.parameters.map(\.shape) == [[6, 3, 3, 3, 3], [6], [6], [6]])
    #expect(graph[conv].cost.multiplyAdds == 4 * 4 * 3 * 6 * 81)
    #expect(graph[conv].cost.activations == 4 * 4 * 3 * 6)
    // 27 taps: deviation sqrt(2 / fan-out) of the weights, bound 1 / sqrt(fan-in) of the bias.
    let starts = graph.parameters.prefix(2).map(\.initialization)
    #expect(
      starts == [
        .normal(deviation: (2.0 / 162).squareRoot()), .uniform(bound: 1 / 81.0.squareRoot()),
      ])
  }

  @Test func `nodes of different shapes cannot be added`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = GraphBuilder(input: [4, 4, 2])
      let x = builder.convolution("conv", builder.input, channels: 3, kernel: 1)
      _ = builder.add("sum", x, builder.input)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("sum: cannot add [4, 4, 3] and [4, 4, 2]"))
  }

  @Test func `a name cannot be used twice`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = GraphBuilder(input: [4, 4, 2])
      let x = builder.relu("relu", builder.input)
      _ = builder.relu("relu", x)
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("two nodes with the name 'relu'"))
  }

  @Test func `images have three axes, clips four, tokens two`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = GraphBuilder(input: [4])
    }
    let message = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(message.contains("images are [H, W, C], clips [T, H, W, C], tokens [T, F], found [4]"))
  }
}
