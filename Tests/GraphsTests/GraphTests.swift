import Graphs
import Kernels
import Tensors
import Testing

@Suite struct GraphTests {
  @Test func `costs are those of convolutions and linear layers`() {
    let graph = Self.network
    func cost(_ name: String) -> [Int] {
      graph.nodes.filter { $0.name == name }.flatMap {
        [$0.cost.multiplyAdds, $0.cost.activations, $0.cost.linearActivations]
      }
    }
    // 6 x 6 pixels of 4 channels, 3 x 3 taps of 2 channels each.
    #expect(cost("conv") == [36 * 4 * 18, 36 * 4, 0])
    // 3 x 3 pixels of 6 channels, 3 x 3 taps of the 2 channels of a group; the bias is free.
    #expect(cost("grouped") == [9 * 6 * 18, 9 * 6, 0])
    #expect(cost("linear") == [30, 0, 5])
    #expect(cost("norm") == [0, 0, 0])
    #expect(graph.multiplyAdds == 36 * 4 * 18 + 9 * 6 * 18 + 30)
    #expect(graph.activations == 36 * 4 + 9 * 6)
    #expect(graph.linearActivations == 5)
  }

  @Test func `parameters and statistics stand in the order of the nodes`() {
    let graph = Self.network
    #expect(
      graph.parameters.map(\.name) == [
        "conv.weight", "norm.weight", "norm.bias", "grouped.weight", "grouped.bias",
        "linear.weight", "linear.bias",
      ])
    #expect(
      graph.parameters.map(\.shape) == [[4, 2, 3, 3], [4], [4], [6, 2, 3, 3], [6], [5, 6], [5]])
    #expect(
      graph.parameters.map(\.role) == [
        .weight, .normScale, .normShift, .weight, .bias, .weight, .bias,
      ])
    #expect(graph.parameterCount == 72 + 8 + 108 + 6 + 35)
    #expect(graph.statistics.map(\.name) == ["norm.running_mean", "norm.running_var"])
    #expect(graph.statistics.map(\.start) == [0, 1])
    #expect(graph.statisticCount == 8)
  }

  /// A convolution, a norm, a grouped convolution with bias and a stride, a linear layer.
  private static var network: Graph {
    var builder = GraphBuilder(input: [6, 6, 2])
    var x = builder.convolution("conv", builder.input, channels: 4, kernel: 3, padding: 1)
    x = builder.batchNorm("norm", x)
    let window = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))
    x = builder.convolution(
      "grouped", x, ConvolutionOperation(channels: 6, window: window, groups: 2, hasBias: true))
    x = builder.globalAveragePooling("pool", x)
    _ = builder.linear("linear", x, features: 5)
    return builder.graph
  }
}
