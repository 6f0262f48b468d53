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
