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

  @Test func `a norm takes in the gate of squeeze and excitation and stochastic depth`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let norm = builder.batchNorm("norm", builder.input)
    let x = builder.activation("silu", norm, .silu)
    let pool = builder.globalAveragePooling("pool", x)
    let gate = builder.activation("gate", builder.linear("fc", pool, features: 2), .sigmoid)
    let y = builder.scaleChannels("y", x, by: gate)
    let depth = builder.stochasticDepth("depth", y, rate: 0.5)
    _ = builder.relu("relu", builder.add("sum", depth, builder.input))
    #expect(
      units(of: builder.graph) == [
        "input", "mean of silu(norm)", "fc", "gate",
        "relu = max(silu(norm) * gate * depth + input, 0)",
      ])
  }

  @Test func `a gated value that is read elsewhere too is not fused with its gate`() {
    var builder = GraphBuilder(input: [4, 4, 2])
    let x = builder.batchNorm("norm", builder.input)
    let pool = builder.globalAveragePooling("pool", x)
    let gate = builder.linear("fc", pool, features: 2)
    let y = builder.scaleChannels("y", x, by: gate)
    _ = builder.add("sum", y, x)
    #expect(units(of: builder.graph) == ["input", "norm = norm", "pool", "fc", "y", "sum"])
  }

  private func formula(_ fused: FusedNorm, _ graph: Graph) -> String {
    var text = graph[fused.norm].name
    switch fused.function {
    case .identity: break
    case .relu: text = "max(\(text), 0)"
    case .silu: text = "silu(\(text))"
    }
    let factors = [fused.gate?.factors, fused.depth].compactMap { $0.map { graph[$0].name } }
    text = ([text] + factors).joined(separator: " * ")
    if let residual = fused.residual { text += " + " + graph[residual].name }
    return fused.rectifies ? "max(\(text), 0)" : text
  }

  /// The units in words: a node's name, or the formula of a fused norm.
  private func units(of graph: Graph) -> [String] {
    graph.units.map { unit in
      switch unit {
      case .single(let id): return graph[id].name
      case .pooledNorm(let fused): return "mean of \(formula(fused.pooled, graph))"
      case .norm(let fused): return "\(graph[fused.output].name) = \(formula(fused, graph))"
      }
    }
  }
}

extension FusedNorm {
  /// The part whose value is pooled.
  fileprivate var pooled: FusedNorm {
    var part = self
    (part.gate, part.depth, part.residual, part.rectifies) = (nil, nil, nil, false)
    return part
  }
}
