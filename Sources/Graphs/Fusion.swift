// The fusion pass: which nodes run as one.

import Kernels

/// What runs as one: a node, or a batch norm with what follows it.
package enum Unit {
  /// A node by itself.
  case single(NodeID)
  /// A batch norm, then the sum with a residual, then the activation; the last two each optional.
  case norm(FusedNorm)

  /// The node whose output the unit computes.
  var output: NodeID {
    switch self {
    case .single(let id): id
    case .norm(let norm): norm.output
    }
  }
}

/// A batch norm with the sum and the activation that follow it.
package struct FusedNorm {
  package var norm: NodeID
  package var residual: NodeID?
  package var hasActivation: Bool
  package var output: NodeID
}

extension Graph {
  /// The units of the graph, in an order in which inputs come first.
  ///
  /// A batch norm takes in what follows it as long as nothing else reads the values in between: one pass over memory
  /// instead of three, and one saved array. Of two batch norms that meet in a sum (a block with a projection), the
  /// later one takes the sum, so that its residual is there when it runs.
  package var units: [Unit] {
    let readers = readers
    var taken: Set<NodeID> = []
    var units: [Unit] = []
    for id in ids.reversed() where !taken.contains(id) {
      guard let norm = fusedNorm(endingAt: id, readers) else {
        units.append(.single(id))
        continue
      }
      units.append(.norm(norm))
      taken.formUnion(nodesInside(norm))
    }
    return units.reversed()
  }

  private func nodesInside(_ fused: FusedNorm) -> [NodeID] {
    var inside = [fused.norm]
    if fused.hasActivation, let before = self[fused.output].inputs.first { inside.append(before) }
    return inside
  }

  private func fusedNorm(endingAt id: NodeID, _ readers: [[NodeID]]) -> FusedNorm? {
    switch self[id].operation {
    case .batchNorm:
      return FusedNorm(norm: id, residual: nil, hasActivation: false, output: id)
    case .add:
      return fusedSum(id, readers)
    case .activation(.relu):
      let before = self[id].inputs[0]
      guard readers[before.index].count == 1 else { return nil }
      var fused: FusedNorm?
      if case .batchNorm = self[before].operation {
        fused = FusedNorm(norm: before, residual: nil, hasActivation: false, output: before)
      } else if self[before].operation == .add {
        fused = fusedSum(before, readers)
      }
      fused?.hasActivation = true
      fused?.output = id
      return fused
    default:
      return nil
    }
  }

  private func fusedSum(_ sum: NodeID, _ readers: [[NodeID]]) -> FusedNorm? {
    let norms = self[sum].inputs.filter { input in
      if case .batchNorm = self[input].operation { readers[input.index].count == 1 } else { false }
    }
    guard let norm = norms.max(), let residual = self[sum].inputs.first(where: { $0 != norm })
    else {
      return nil
    }
    return FusedNorm(norm: norm, residual: residual, hasActivation: false, output: sum)
  }
}
