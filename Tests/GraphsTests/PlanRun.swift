// A plan of a small network beside its reference, with the same numbers.

import Graphs
import Kernels
import Randomness
import Tensors
import TestSupport
import Testing

/// A plan, and the batch it is run on.
final class PlanRun {
  let graph: Graph
  let plan: Plan
  let images: [Float]
  let labels: [Int32]
  let dropout: DropoutAddress

  /// Label smoothing of all runs; exact in single precision.
  static let smoothing = 0.125

  init(
    _ graph: Graph, batch: Int = 3, isTraining: Bool = true, engine: Engine? = nil,
    shards: Int = 1, threads: Int = 1
  ) throws {
    self.graph = graph
    plan = try Plan(
      graph, batch: batch,
      purpose: isTraining ? .training(labelSmoothing: Self.smoothing) : .inference,
      engine: engine ?? Engine(), shards: shards, threads: threads)
    images = normals(batch * graph.inputShape.count, index: 100)
    labels = (0..<batch).map { Int32($0 * 2 % graph.outputShape.count) }
    dropout = DropoutAddress(seed: Seed(root: 3), epoch: 1, places: (0..<batch).map { 10 + $0 })
    plan.load(Tensor(images, shape: Shape([batch] + graph.inputShape.extents)))
    for (index, slot) in plan.parameters.slots.enumerated() {
      let values = Self.values(of: slot.parameter, index: index)
      try plan.parameters.store(Tensor(values, shape: slot.parameter.shape), into: slot)
    }
    for (index, entry) in plan.parameters.statistics.enumerated() {
      let drawn = normals(entry.values.count, index: 200 + index)
      let values = entry.statistic.start == 0 ? drawn : drawn.map { 0.5 + $0 * $0 }
      plan.parameters.store(
        Tensor(values, shape: entry.statistic.shape), intoStatistic: entry.statistic.name)
    }
  }

  /// Weights of a size that keeps activations around 1; scales around 1, shifts around 0.
  private static func values(of parameter: Parameter, index: Int) -> [Float] {
    let drawn = normals(parameter.shape.count, index: index)
    switch parameter.role {
    case .weight:
      let fanIn = parameter.shape.extents.dropFirst().reduce(1, *)
      return drawn.map { $0 / Float(fanIn).squareRoot() }
    case .normScale: return drawn.map { 1 + 0.25 * $0 }
    case .normShift, .bias, .embedding: return drawn.map { 0.25 * $0 }
    }
  }

  /// Loss, logits and gradients of a training pass, in the order of the graph.
  func trainingPass() throws -> (loss: Double, logits: [Float], gradients: [[Float]]) {
    let loss = plan.trainingPass(labels: labels, dropout: dropout).meanLoss
    return (loss, plan.logits.elements, try gradients())
  }

  func gradients() throws -> [[Float]] {
    try plan.parameters.slots.map { try plan.parameters.canonicalGradient($0).elements }
  }

  var statistics: [[Float]] { plan.parameters.statistics.map(\.values.elements) }

  /// The same network in double precision.
  func reference() throws -> ReferenceNetwork {
    var parameters: [String: [Double]] = [:]
    for slot in plan.parameters.slots {
      parameters[slot.parameter.name] = try plan.parameters.canonicalValues(slot).elements.doubles
    }
    var statistics: [String: [Double]] = [:]
    for entry in plan.parameters.statistics {
      statistics[entry.statistic.name] = entry.values.elements.doubles
    }
    var reference = ReferenceNetwork(graph, parameters: parameters, statistics: statistics)
    reference.masks = masks()
    return reference
  }

  /// The masks that the dropout layers must draw: one stream an image, its lane the node's place.
  private func masks() -> [String: [Double]] {
    var masks: [String: [Double]] = [:]
    for (lane, node) in graph.nodes.enumerated() {
      let (rate, purpose, count): (Double, RandomPurpose, Int)
      switch node.operation {
      case .dropout(let value): (rate, purpose, count) = (value, .dropout, node.shape.count)
      case .stochasticDepth(let value): (rate, purpose, count) = (value, .stochasticDepth, 1)
      default: continue
      }
      masks[node.name] = dropout.places.flatMap { place -> [Double] in
        var stream = RandomStream(
          seed: dropout.seed, purpose: purpose, epoch: dropout.epoch, index: place, lane: lane)
        let drawn = (0..<count).map { _ in
          stream.nextUnit() < rate ? 0 : Double(Float(1 / (1 - rate)))
        }
        return count == 1 ? Array(repeating: drawn[0], count: node.shape.count) : drawn
      }
    }
    return masks
  }
}
