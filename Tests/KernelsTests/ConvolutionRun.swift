// A convolution's kernels run once on arrays.

import Kernels
import Tensors
import TestSupport
import Testing

/// The outputs of one convolution; images are `[N, H, W, C]`, clips `[N, T, H, W, C]`, weights in their canonical shape.
struct ConvolutionRun {
  let y: [Float]
  let dx: [Float]
  let dWeights: [Float]
  let dBias: [Float]

  struct Inputs {
    var x: [Float]
    var weights: [Float]
    var bias: [Float]?
    var dy: [Float]
  }

  init(_ geometry: ConvolutionGeometry, batch: Int, _ inputs: Inputs) throws {
    let kernel = try Convolution(geometry, batch: batch, on: Engine(), gradients: .all)
    try self.init(kernel, weightCount: geometry.weightShape.count, inputs)
  }

  /// A run by a method whose weights are `weightCount` numbers without the padding of its layout.
  init(_ kernel: any ConvolutionMethod, weightCount: Int, _ inputs: Inputs) throws {
    let memory = GuardedMemory()
    let (x, dy) = (memory.region(inputs.x), memory.region(inputs.dy))
    let (y, dx) = (memory.region(count: dy.count), memory.region(count: x.count))
    let weights = memory.region(count: kernel.weightCount)
    let dWeights = memory.region(count: kernel.weightCount)
    let bias = inputs.bias.map { memory.region($0) }
    let dBias = bias.map { memory.region(count: $0.count) }
    // Behind the scratch lie 256 KiB that nothing may write: the library's writes past it came in rows far apart.
    let scratchCount = kernel.scratchCount
    let space = memory.region(count: scratchCount + (1 << 16))
    let scratch = space.part(at: 0, count: scratchCount)
    try kernel.store(canonical: inputs.weights, into: weights)
    try kernel.bindForward(x: x, weights: weights, bias: bias, y: y, scratch: scratch)()
    try kernel.bindBackwardData(dy: dy, weights: weights, dx: dx, scratch: scratch)()
    try kernel.bindBackwardWeights(
      x: x, dy: dy, dWeights: dWeights, dBias: dBias, scratch: scratch)()
    memory.expectIntact()
    let behind = space.part(at: scratchCount, count: 1 << 16).elements
    #expect(behind.count { !$0.isNaN } == 0, "floats written behind \(scratchCount) of scratch")
    self.y = y.elements
    self.dx = dx.elements
    self.dWeights = try kernel.canonical(dWeights)
    self.dBias = dBias?.elements ?? []
    // Padding of the layout is zero in both, so that updates may go element by element.
    for region in [weights, dWeights] {
      #expect(region.elements.count { $0 != 0 } <= weightCount)
    }
  }
}
