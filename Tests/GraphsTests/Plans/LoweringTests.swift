import Kernels
import Tensors
import Testing

@testable import Graphs

@Suite struct LoweringTests {
  /// Without it the first convolution of a network costs a third less.
  @Test(arguments: [false, true])
  func `the gradient of the images is computed only where it is asked for`(asked: Bool) throws {
    var builder = GraphBuilder(input: [5, 5, 2])
    let x = builder.convolution("first", builder.input, channels: 3, kernel: 3)
    _ = builder.convolution("second", builder.relu("relu", x), channels: 3, kernel: 1)
    let lowering = try Lowering(
      graph: builder.graph, batch: 1, engine: Engine(), isTraining: true,
      givesInputGradient: asked)
    let steps = lowering.program.backward.map(\.name)
    #expect(steps.contains("second input gradient"))
    #expect(steps.contains("first input gradient") == asked)
    #expect((lowering.gradientOfInput != nil) == asked)
  }
}
