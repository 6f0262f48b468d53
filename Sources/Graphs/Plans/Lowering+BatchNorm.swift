// Batch norm with the residual and the activation that were fused into it.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ fused: FusedNorm) {
    guard case .batchNorm(let operation) = graph[fused.norm].operation else {
      fatalError("\(graph[fused.norm].name) is not a batch norm")
    }
    let (name, x) = (graph[fused.norm].name, graph[fused.norm].inputs[0])
    let extents = graph[fused.norm].shape.extents
    let channels = extents[extents.count - 1]
    let rows = count(fused.norm) / channels
    program.needScratch(count: BatchNorm.scratchCount(channels: channels))
    let (input, output) = (value(x), makeValue(of: fused.output))
    let residual = fused.residual.map(value)
    let saved = program.makeBuffer(count: 4 * channels)
    let kernel = { (memory: Memory) in
      BatchNorm(
        rows: rows, channels: channels, epsilon: operation.epsilon, momentum: operation.momentum,
        hasActivation: fused.hasActivation, x: memory[input], y: memory[output],
        residual: residual.map { memory[$0] },
        gamma: memory.parameters.slot("\(name).weight").values,
        beta: memory.parameters.slot("\(name).bias").values,
        runningMean: memory.parameters.statistic("\(name).running_mean"),
        runningVariance: memory.parameters.statistic("\(name).running_var"),
        saved: memory[saved], scratch: memory.scratch)
    }
    program.forward.append(
      Step(
        name: "\(name) forward", reads: [input] + [residual].compactMap(\.self),
        writes: [output, saved]
      ) { memory in
        let norm = kernel(memory)
        return { pass in
          if pass.isTraining { norm.forwardTraining() } else { norm.forwardInference() }
        }
      })
    onBackward(of: fused.output) { lowering, dy in
      let reads = [input, saved, dy] + (fused.hasActivation ? [output] : [])
      let makeStep = { (dx: BufferID?) in
        Step(name: "\(name) gradient", reads: reads, writes: [dy] + [dx].compactMap(\.self)) {
          memory in
          let (norm, dy, dx) = (kernel(memory), memory[dy], dx.map { memory[$0] })
          let dGamma = memory.parameters.slot("\(name).weight").gradient
          let dBeta = memory.parameters.slot("\(name).bias").gradient
          return { _ in norm.backward(dy: dy, dx: dx, dGamma: dGamma, dBeta: dBeta) }
        }
      }
      guard let residual = fused.residual else {
        lowering.program.backward.append(makeStep(nil))
        lowering.contribute(to: x, buffer: dy)
        return
      }
      lowering.contribute(to: x) { dx in makeStep(dx) }
      lowering.contribute(to: residual, buffer: dy)
    }
  }
}
