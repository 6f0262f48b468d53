// Pooling over windows and over the whole image.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ geometry: PoolingGeometry, at id: NodeID) throws {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let kernel = try engine.map { engine throws(OneDNNError) in
      try Pooling(geometry, batch: batch, on: engine, gradient: isTraining)
    }
    program.needScratch(count: kernel?.scratchCount ?? 0)
    let (input, output) = (value(x), makeValue(of: id))
    let workspace = program.makeBuffer(
      count: kernel?.workspaceCount ?? Pooling.usualWorkspaceCount(geometry, batch: batch), for: id)
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output, workspace]) { memory in
        let step = try bindable(kernel).bindForward(
          x: memory[input], y: memory[output], workspace: memory[workspace],
          scratch: memory.scratch)
        return { _ in step() }
      })
    onBackward(of: id) { lowering, dy in
      lowering.contribute(to: x) { dx in
        Step(name: "\(name) gradient", reads: [dy, workspace], writes: [dx]) { memory in
          let step = try bindable(kernel).bindBackward(
            dy: memory[dy], dx: memory[dx], workspace: memory[workspace], scratch: memory.scratch)
          return { _ in step() }
        }
      }
    }
  }
}
