import Kernels
import Tensors
import Testing

@testable import Graphs

@Suite struct KeptMemoryTests {
  @Test(arguments: SmallNetwork.all)
  func `primitives change nothing of what is kept`(of network: SmallNetwork) throws {
    let lowering = try Lowering(
      graph: network.graph, batch: 4, engine: Engine(), isTraining: true)
    let kept = KeptMemory(network.graph, batch: 4)
    #expect(kept == KeptMemory(lowering))
    let all = kept.byteCounts.reduce(0, +)
    #expect(all <= (lowering.layout.count + lowering.program.scratchCount) * 4)
  }

  @Test func `a norm's output is made again, its input and the images are kept`() {
    var builder = GraphBuilder(input: [6, 6, 2])
    var x = builder.convolution("conv", builder.input, channels: 4, kernel: 3, padding: 1)
    x = builder.relu("relu", builder.batchNorm("norm", x))
    let window = Window(kernel: Pair(2), stride: Pair(2))
    x = builder.pooling("pool", x, PoolingOperation(.maximum, window: window))
    x = builder.convolution("last", x, channels: 3, kernel: 1)
    _ = builder.linear("linear", builder.globalAveragePooling("mean", x), features: 5)
    let kept = KeptMemory(builder.graph, batch: 2)
    // Images, the output of the first convolution, vectors of the norm, nothing of the activation, the pooling's output
    // with a byte for each element, nothing of the last convolution and of the logits, the mean that the linear layer reads.
    let floats = [
      2 * 72, 2 * 144, BatchNorm.savedVectors * 4, 0, 2 * 36 + 2 * 36 / 4, 0, 2 * 3, 0,
    ]
    #expect(kept.byteCounts == floats.map { 4 * $0 })
    #expect(kept.totalByteCount == 4 * floats.dropFirst().reduce(0, +))
  }
}
