// The operations of one network's training step, measured within it, equal ones together.

import Architectures
import Graphs
import Kernels
import Randomness
import Tensors

/// The operations of one network's training step.
struct NetworkOperations {
  private let network: Order.Network
  /// Distinct operations, in the order in which they first run.
  private var rows: [MeasuredOperation] = []

  init(_ network: Order.Network, passes: Int) throws {
    self.network = network
    let entry = try Catalogue.entry(named: network.name)
    let graph = try Architectures.network(
      entry.model, images: [network.resolution, network.resolution, 3], classes: entry.classes)
    let nodes = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0.name, $0) })
    for (name, seconds, bytes) in try Self.profile(graph, batch: network.batch, passes: passes) {
      let words = name.split(separator: " ", maxSplits: 1).map(String.init)
      guard let node = nodes[words[0]] else { continue }
      let operation = MeasuredOperation(
        node, in: graph, pass: words[1], batch: network.batch, bytes: bytes)
      if let place = rows.firstIndex(where: { $0.isSame(as: operation) }) {
        rows[place].add(seconds)
      } else {
        rows.append(operation)
        rows[rows.count - 1].add(seconds)
      }
    }
  }

  /// For each step of a training pass its least time of several passes.
  private static func profile(
    _ graph: Graph, batch: Int, passes: Int
  ) throws -> [(name: String, seconds: Double, bytes: Int)] {
    let plan = try Plan(
      graph, batch: batch, purpose: .training(labelSmoothing: 0), engine: Engine())
    try plan.parameters.initialize(seed: Seed(root: 1))
    var stream = RandomStream(seed: Seed(root: 1), purpose: .generation)
    let shape = Shape([batch] + graph.inputShape.extents)
    plan.load(Tensor((0..<shape.count).map { _ in Float(stream.nextNormal()) }, shape: shape))
    let labels = (0..<batch).map { Int32($0 % graph.outputShape.count) }
    _ = plan.profile(labels: labels, dropout: nil)  // First use of the arena's pages.
    let profiles = (0..<passes).map { _ in plan.profile(labels: labels, dropout: nil) }
    return profiles[0].indices.map { step in
      let least = profiles.map { $0[step].seconds }.min() ?? 0
      return (profiles[0][step].step, least, profiles[0][step].bytes)
    }
  }

  /// A table in Markdown.
  func text(_ ceilings: Ceilings) -> String {
    let total = rows.map(\.seconds).reduce(0, +)
    let lines = rows.map { row in
      let speed = row.speed(ceilings)
      let cells = [
        row.description, row.pass, "\(row.count)",
        rounded(row.seconds / Double(network.batch) * 1e6), percent(row.seconds / total),
        speed.rate, percent(speed.fraction),
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return """
      ## \(network.name), \(network.resolution) px, batch \(network.batch): \
      \(rounded(Double(network.batch) / total)) images/s without the update

      | operation | pass | times | us/image | share | speed | of ceiling |
      | --- | --- | --- | --- | --- | --- | --- |
      \(lines.joined(separator: "\n"))

      """
  }
}

private func percent(_ fraction: Double) -> String { "\(rounded(100 * fraction)) %" }
