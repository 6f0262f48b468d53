// The linear layer's kernels run once on arrays.

import Kernels
import Tensors
import TestSupport
import Testing

/// The outputs of one linear layer.
struct LinearRun {
  let y: [Float]
  let dx: [Float]
  let dWeights: [Float]
  /// Empty without a bias.
  let dBias: [Float]

  init(
    rows: Int, x: [Float], weights: [Float], bias: [Float]?, dy: [Float],
    addingTo sum: [Float]? = nil
  ) {
    Engine.useOneThread()
    let memory = GuardedMemory()
    let (x, dy) = (memory.region(x), memory.region(dy))
    let (y, dx) = (memory.region(count: dy.count), memory.region(count: x.count))
    if let sum { dx.store(sum) }
    let dWeights = memory.region(count: weights.count)
    let dBias = bias.map { memory.region(count: $0.count) }
    let linear = Linear(
      rows: rows, x: x, y: y, weights: memory.region(weights),
      bias: bias.map { memory.region($0) })
    linear.forward()
    linear.backward(
      dy: dy, dx: dx, accumulates: sum != nil, dWeights: dWeights, dBias: dBias,
      scratch: memory.region(count: 2 * dy.count / rows))
    memory.expectIntact()
    self.y = y.elements
    self.dx = dx.elements
    self.dWeights = dWeights.elements
    self.dBias = dBias?.elements ?? []
  }
}
