// The linear layer.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ operation: LinearOperation, at id: NodeID) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let rows = count(id) / operation.features
    program.needScratch(count: 2 * operation.features)
    let (input, output) = (value(x), makeValue(of: id))
    let kernel = { (memory: Memory, x: BufferID) in
      Linear(
        rows: rows, x: memory[x], y: memory[output],
        weights: memory.values("\(name).weight"),
        bias: memory.values("\(name).bias"))
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let linear = kernel(memory, input)
        return { _ in linear.forward() }
      })
    onBackward(of: id) { lowering, dy in
      let input = lowering.backwardValue(x)
      let makeStep = { (dx: BufferID?, accumulates: Bool) in
        Step(
          name: "\(name) gradient",
          reads: [input, dy] + [accumulates ? dx : nil].compactMap(\.self),
          writes: [dx].compactMap(\.self)
        ) { memory in
          let (linear, dy, dx) = (kernel(memory, input), memory[dy], dx.map { memory[$0] })
          let dWeights = memory.gradient("\(name).weight")
          let dBias = memory.gradient("\(name).bias")
          return { _ in
            linear.backward(
              dy: dy, dx: dx, accumulates: accumulates, dWeights: dWeights, dBias: dBias,
              scratch: memory.scratch)
          }
        }
      }
      if lowering.needsGradient(x) {
        lowering.contribute(to: x) { dx, accumulates in makeStep(dx, accumulates) }
      } else {
        lowering.program.backward.append(makeStep(nil, false))
      }
    }
  }
}
