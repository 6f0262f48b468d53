// What the forward pass leaves in memory for the backward pass, by node, told without making a primitive.

import Tensors

/// Bytes that each node of a graph keeps from the forward pass until the backward pass has read them.
///
/// What one pass over memory makes again is not kept, and does not count. Kept arrays lie side by side when the
/// backward pass begins; with gradients and scratch beside them they make up the arena of a `MemoryPlan`.
public struct KeptMemory: Hashable, Sendable {
  /// Bytes by the node's place in its graph; those of place 0 are the images themselves.
  public let byteCounts: [Int]

  /// Bytes of all nodes, the images left out.
  public var totalByteCount: Int { byteCounts.dropFirst().reduce(0, +) }

  /// What a training step with a batch of one shard keeps.
  public init(_ graph: Graph, batch: Int = 1) {
    do {
      self.init(try Lowering(graph: graph, batch: batch, engine: nil, isTraining: true))
    } catch {
      fatalError("a program without primitives: \(error)")
    }
  }

  init(_ lowering: Lowering) {
    let program = lowering.program
    var counts = Array(repeating: 0, count: lowering.graph.nodes.count)
    for (buffer, life) in program.lifetimes(kept: []).enumerated()
    where life.lowerBound < program.forward.count && life.upperBound >= program.forward.count {
      counts[program.bufferOwners[buffer].index] += program.bufferCounts[buffer]
    }
    byteCounts = counts.map { $0 * MemoryLayout<Float>.stride }
  }
}
