// The fusion pass: which nodes run as one.

package import Kernels

/// What runs as one: a node, or a batch norm with what follows it.
package enum Unit {
  /// A node by itself.
  case single(NodeID)
  /// The statistics of a gated norm and the mean over its pixels, which its gate reads.
  case pooledNorm(FusedNorm)
  /// A batch norm with what follows it.
  case norm(FusedNorm)
}

/// A batch norm with what follows it: activation, gate, stochastic depth, sum, activation, each optional.
package struct FusedNorm: Equatable {
  /// Squeeze and excitation: what is pooled goes through a small network and comes back as a factor.
  package struct Gate: Equatable {
    /// The node that takes the mean over the pixels.
    package var pool: NodeID
    /// The node that gives the factors.
    package var factors: NodeID
  }

  /// The batch norm.
  package var norm: NodeID
  /// What its value goes through first.
  package var function = BatchNorm.Function.identity
  /// The gate that multiplies it.
  package var gate: Gate?
  /// The node of stochastic depth.
  package var depth: NodeID?
  /// What is added.
  package var residual: NodeID?
  /// Whether max(x, 0) comes last, after a sum.
  package var rectifies = false
  /// The node whose output the unit computes.
  package var output: NodeID
  /// The nodes whose values never lie in memory.
  fileprivate var inside: [NodeID] = []

  fileprivate mutating func take(_ next: NodeID) {
    inside.append(output)
    output = next
  }
}

extension Graph {
  /// The units of the graph, in an order in which inputs come first.
  ///
  /// A batch norm takes in what follows it as long as nothing else reads the values in between: one pass over memory
  /// instead of one for each, and one saved array. Of two batch norms that meet in a sum (a block with a projection), the
  /// later one takes the sum, so that its residual is there when it runs.
  package var units: [Unit] {
    let readers = readers
    var ends: [NodeID: FusedNorm] = [:]
    var pools: [NodeID: FusedNorm] = [:]
    var inside: Set<NodeID> = []
    var taken: Set<NodeID> = []
    for id in ids.reversed() {
      guard case .batchNorm = self[id].operation else { continue }
      let fused = fusedNorm(from: id, readers, taken: taken)
      ends[fused.output] = fused
      if let gate = fused.gate { pools[gate.pool] = fused }
      inside.formUnion(fused.inside)
      taken.formUnion(fused.inside + [fused.output])
    }
    return ids.filter { !inside.contains($0) }.map { id in
      ends[id].map(Unit.norm) ?? pools[id].map(Unit.pooledNorm) ?? .single(id)
    }
  }

  private func fusedNorm(
    from id: NodeID, _ readers: [[NodeID]], taken: Set<NodeID>
  ) -> FusedNorm {
    var fused = FusedNorm(norm: id, output: id)
    let next = { (id: NodeID) -> NodeID? in
      let found = readers[id.index]
      return found.count == 1 && !taken.contains(found[0]) ? found[0] : nil
    }
    if let reader = next(fused.output), let function = self[reader].operation.normFunction {
      fused.function = function
      fused.take(reader)
    }
    if let (gate, product) = gate(of: fused.output, readers), !taken.contains(product) {
      fused.gate = gate
      fused.take(product)
    }
    if let reader = next(fused.output), case .stochasticDepth = self[reader].operation {
      fused.depth = reader
      fused.take(reader)
    }
    guard let sum = next(fused.output), self[sum].operation == .add,
      let residual = self[sum].inputs.first(where: { $0 != fused.output })
    else { return fused }
    fused.residual = residual
    fused.take(sum)
    if let reader = next(sum), self[reader].operation == .activation(.relu) {
      fused.rectifies = true
      fused.take(reader)
    }
    return fused
  }

  /// The gate that multiplies a node and reads nothing of it but the mean over its pixels.
  private func gate(
    of id: NodeID, _ readers: [[NodeID]]
  ) -> (gate: FusedNorm.Gate, product: NodeID)? {
    let found = readers[id.index]
    guard found.count == 2,
      let pool = found.first(where: { self[$0].operation == .globalAveragePooling }),
      let product = found.first(where: { self[$0].operation == .scaleChannels }),
      self[product].inputs[0] == id
    else { return nil }
    return (FusedNorm.Gate(pool: pool, factors: self[product].inputs[1]), product)
  }
}

extension Graph {
  /// The fused norms whose input is a convolution that nothing else reads, by that convolution.
  func foldableNorms(_ units: [Unit]) -> [NodeID: FusedNorm] {
    let readers = readers
    var found: [NodeID: FusedNorm] = [:]
    for case .norm(let fused) in units {
      let input = self[fused.norm].inputs[0]
      guard case .convolution = self[input].operation, readers[input.index].count == 1 else {
        continue
      }
      found[input] = fused
    }
    return found
  }
}

extension Operation {
  /// The activation that the kernels of batch norm can apply on the way.
  fileprivate var normFunction: BatchNorm.Function? {
    switch self {
    case .activation(.relu): .relu
    case .activation(.silu): .silu
    default: nil
    }
  }
}
