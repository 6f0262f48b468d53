import Graphs
import Kernels
import Tensors
import Testing

@Suite struct MemoryShortageTests {
  @Test func `a plan that no machine can hold is refused before its memory is asked for`() throws {
    var builder = GraphBuilder(input: [64, 64, 3])
    let x = builder.convolution("conv", builder.input, channels: 64, kernel: 3, padding: 1)
    _ = builder.linear("linear", builder.globalAveragePooling("pool", x), features: 10)
    let graph = builder.graph
    let engine = try Engine()
    // The output of the convolution alone, 10^7 * 64 * 64 * 64 floats, takes 9,765 GiB.
    let shortage = try #require(
      #expect(throws: MemoryShortage.self) {
        try Plan(
          graph, batch: 10_000_000, purpose: .training(labelSmoothing: 0), engine: engine)
      })
    #expect(shortage.neededByteCount > 9_765 << 30)
    #expect(
      shortage.description.contains("; use a smaller train.batch, data.resolution or network"))
  }
}
