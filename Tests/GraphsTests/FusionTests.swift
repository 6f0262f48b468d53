import Graphs
import Kernels
import Tensors
import Testing

@Suite struct FusionTests {
  @Test func `a norm takes in the activation that follows it`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let norm = builder.batchNorm("norm", builder.input)
    _ = builder.relu("relu", norm)
    #expect(units(of: builder.graph) == ["input", "relu = max(norm, 0)"])
  }

  @Test func `a norm takes in the sum and the activation of a block`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let x = builder.relu("x", builder.input)
    let conv = builder.convolution("conv", x, channels: 2, kernel: 1)
    let norm = builder.batchNorm("norm", conv)
    let sum = builder.add("sum", norm, x)
    _ = builder.relu("relu", sum)
    #expect(units(of: builder.graph) == ["input", "x", "conv", "relu = max(norm + x, 0)"])
  }

  @Test func `a norm takes in a sum without an activation`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let x = builder.relu("x", builder.input)
    let norm = builder.batchNorm("norm", x)
    _ = builder.add("sum", x, norm)
    #expect(units(of: builder.graph) == ["input", "x", "sum = norm + x"])
  }

  @Test(arguments: [false, true])
  func `of two norms that meet in a sum the later takes it`(isSwapped: Bool) {
    var builder = GraphBuilder(input: [4, 4, 2])
    let projection = builder.batchNorm("projection", builder.input)
    let branch = builder.batchNorm("branch", builder.input)
    let sum =
      isSwapped ? builder.add("sum", branch, projection) : builder.add("sum", projection, branch)
    _ = builder.relu("relu", sum)
    #expect(
      units(of: builder.graph) == [
        "input", "projection = projection", "relu = max(branch + projection, 0)",
      ])
  }

  @Test func `a norm that is read elsewhere stays by itself`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let norm = builder.batchNorm("norm", builder.input)
    let relu = builder.relu("relu", norm)
    _ = builder.add("sum", norm, relu)
    #expect(units(of: builder.graph) == ["input", "norm = norm", "relu", "sum"])
  }

  @Test func `a sum that is read elsewhere keeps its activation apart`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let norm = builder.batchNorm("norm", builder.input)
    let sum = builder.add("sum", norm, builder.input)
    let relu = builder.relu("relu", sum)
    _ = builder.add("total", relu, sum)
    #expect(units(of: builder.graph) == ["input", "sum = norm + input", "relu", "total"])
  }

  @Test func `a norm that is added to itself stays by itself`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let norm = builder.batchNorm("norm", builder.input)
    _ = builder.add("sum", norm, norm)
    #expect(units(of: builder.graph) == ["input", "norm = norm", "sum"])
  }

  @Test func `what is no norm is not fused`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let relu = builder.relu("relu", builder.input)
    let sum = builder.add("sum", relu, builder.input)
    _ = builder.relu("last", sum)
    #expect(units(of: builder.graph) == ["input", "relu", "sum", "last"])
  }

  /// The units in words: a node's name, or the formula of a fused norm.
  private func units(of graph: Graph) -> [String] {
    graph.units.map { unit in
      switch unit {
      case .single(let id): return graph[id].name
      case .norm(let fused):
        let residual = fused.residual.map { " + " + graph[$0].name } ?? ""
        let sum = graph[fused.norm].name + residual
        return "\(graph[fused.output].name) = " + (fused.hasActivation ? "max(\(sum), 0)" : sum)
      }
    }
  }
}
