// A pooling's kernels run once on arrays.

import Kernels
import Tensors
import TestSupport
import Testing

/// The outputs of one pooling; images are `[N, H, W, C]`, clips `[N, T, H, W, C]`.
struct PoolingRun {
  let y: [Float]
  let dx: [Float]

  init(_ geometry: PoolingGeometry, batch: Int, x: [Float], dy: [Float]) throws {
    let kernel = try Pooling(geometry, batch: batch, on: Engine(), gradient: true)
    let memory = GuardedMemory()
    let (x, dy) = (memory.region(x), memory.region(dy))
    let (y, dx) = (memory.region(count: dy.count), memory.region(count: x.count))
    let workspace = memory.region(count: kernel.workspaceCount)
    let scratch = memory.region(count: kernel.scratchCount)
    try kernel.bindForward(x: x, y: y, workspace: workspace, scratch: scratch)()
    try kernel.bindBackward(dy: dy, dx: dx, workspace: workspace, scratch: scratch)()
    memory.expectIntact()
    self.y = y.elements
    self.dx = dx.elements
  }

  init(adaptive inputShape: Shape, to output: [Int], batch: Int, x: [Float], dy: [Float]) {
    let kernel = AveragePooling(adaptive: inputShape, output: output, batch: batch)
    let memory = GuardedMemory()
    let (x, dy) = (memory.region(x), memory.region(dy))
    let (y, dx) = (memory.region(count: dy.count), memory.region(count: x.count))
    kernel.forward(x: x, y: y)
    kernel.backward(dy: dy, dx: dx)
    memory.expectIntact()
    self.y = y.elements
    self.dx = dx.elements
  }
}
