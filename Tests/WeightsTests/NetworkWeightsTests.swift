import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

@testable import Weights

@Suite struct NetworkWeightsTests {
  @Test func `drawn weights are those that training starts from`() throws {
    let network = smallNetwork()
    let plan = try Plan(
      network.graph, batch: 1, purpose: .training(labelSmoothing: 0), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 5))
    let started = try NetworkWeights(plan.parameters, of: network)
    #expect(bits(NetworkWeights(drawnFrom: Seed(root: 5), for: network)) == bits(started))
  }

  /// Parameters of one shape and one distribution would be equal if they shared a stream.
  @Test func `M5: each parameter starts from a stream of its own`() {
    var builder = GraphBuilder(input: [12, 12, 8])
    var x = builder.input
    for place in 0..<4 { x = builder.convolution("conv\(place)", x, channels: 8, kernel: 3) }
    let network = named(builder.graph)
    let weights = NetworkWeights(drawnFrom: Seed(root: 5), for: network)
    let drawn = network.graph.parameters.map { weights[$0.name].elements.map(Double.init) }
    #expect(drawn.count == 4 && drawn.allSatisfy { $0.count == 576 })
    for i in drawn.indices {
      for j in i + 1..<max(drawn.count, i + 1) {
        let product = zip(drawn[i], drawn[j]).reduce(0) { $0 + $1.0 * $1.1 }
        let lengths = [i, j].map { drawn[$0].reduce(0) { $0 + $1 * $1 }.squareRoot() }
        // Correlations of 576 numbers have a deviation of 0.042; five of these.
        #expect(abs(product / (lengths[0] * lengths[1])) < 0.21)
      }
    }
  }

  @Test func `a file's weights reach the plan`() throws {
    let network = smallNetwork()
    let weights = NetworkWeights(scattered: network)
    try Scratch.with { scratch in
      let path = scratch.path("a.safetensors")
      try weights.writeSafetensors(to: NewFile(path, replacing: false), names: .timm)
      let plan = try Plan(network.graph, batch: 1, purpose: .inference, engine: Engine())
      try WeightFile(opening: path).load(into: plan.parameters, of: network)
      #expect(bits(try NetworkWeights(plan.parameters, of: network)) == bits(weights))
    }
  }

  @Test func `a file that does not fit changes nothing`() throws {
    let network = smallNetwork()
    try Scratch.with { scratch in
      let path = scratch.path("a.safetensors")
      try NetworkWeights(scattered: smallNetwork(classes: 4))
        .writeSafetensors(to: NewFile(path, replacing: false), names: .timm)
      let plan = try Plan(network.graph, batch: 1, purpose: .inference, engine: Engine())
      let before = bits(try NetworkWeights(plan.parameters, of: network))
      #expect(throws: WeightMisfit.self) {
        try WeightFile(opening: path).load(into: plan.parameters, of: network)
      }
      #expect(bits(try NetworkWeights(plan.parameters, of: network)) == before)
    }
  }
}
