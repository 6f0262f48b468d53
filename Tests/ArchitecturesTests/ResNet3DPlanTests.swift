import Architectures
import Configuration
@testable import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

/// Networks over clips as plans.
@Suite struct ResNet3DPlanTests {
  static func tiny(_ family: ModelFamily, variant: ModelVariant? = nil) throws -> Graph {
    let model = ModelConfiguration(
      family: family, blocksPerStage: [1, 2, 1, 1], width: 1 / 16, variant: variant)
    return try network(model, images: [5, 9, 9, 3], classes: 4, dropout: 0, stochasticDepth: 0)
  }

  static func families() throws -> [Graph] {
    try [
      tiny(.videoResNet, variant: .r3d), tiny(.videoResNet, variant: .mc3),
      tiny(.videoResNet, variant: .r2plus1d), tiny(.resNet3D), tiny(.resNet3DRS),
    ]
  }

  static let clips = normals(4 * 5 * 9 * 9 * 3, index: 1)

  @Test(arguments: try families())
  func `a few steps on one batch of clips lower its loss`(graph: Graph) throws {
    let plan = try Plan(
      graph, batch: 4, purpose: .training(labelSmoothing: 0), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 2))
    plan.load(Tensor(Self.clips, shape: [4, 5, 9, 9, 3]))
    let memory = GuardedMemory()
    let velocities = plan.parameters.slots.map { slot in
      memory.region(Array(repeating: 0, count: slot.values.count))
    }
    let update = MomentumUpdate(rate: 0.02, momentum: 0.9, decay: 0, nesterov: false)
    let losses = (0..<10).map { _ in
      let loss = plan.trainingPass(labels: [0, 1, 2, 3], dropout: nil).meanLoss
      for (slot, velocity) in zip(plan.parameters.slots, velocities) {
        update.apply(gradient: slot.gradient, velocity: velocity, weights: slot.values)
      }
      return loss
    }
    #expect(losses[9] < 0.5 * losses[0], "\(losses)")
  }

  /// Some fifteen layers in single precision.
  @Test(arguments: try families())
  func `a plan for inference folds the norms and keeps the logits`(graph: Graph) throws {
    let training = try Plan(
      graph, batch: 4, purpose: .training(labelSmoothing: 0), engine: Engine())
    let inference = try Plan(graph, batch: 4, purpose: .inference, engine: Engine())
    let units = graph.units
    let norms = units.count { if case .norm = $0 { true } else { false } }
    #expect(graph.foldableNorms(units).count == norms)
    for plan in [training, inference] {
      try plan.parameters.initialize(seed: Seed(root: 2))
      for (index, entry) in plan.parameters.statistics.enumerated() {
        let drawn = normals(entry.values.count, index: 10 + index)
        let values = entry.statistic.start == 0 ? drawn : drawn.map { 0.5 + $0 * $0 }
        plan.parameters.store(
          Tensor(values, shape: entry.statistic.shape), intoStatistic: entry.statistic.name)
      }
      plan.load(Tensor(Self.clips, shape: [4, 5, 9, 9, 3]))
      plan.inferencePass()
    }
    expectClose(
      inference.logits.elements, training.logits.elements.doubles, ofLargest: 2e-5)
    #expect(inference.arenaByteCount < training.arenaByteCount)
  }
}
