// Convolution: forward, gradient of weights, gradient of input.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ operation: ConvolutionOperation, at id: NodeID) throws {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let gradients: Convolution.Gradients =
      !isTraining ? .none : needsGradient(x) ? .all : .parameters
    if let fused = folded[id], let engine {
      return try lower(operation, at: id, folding: fused, on: engine)
    }
    let geometry = operation.geometry(input: graph[x].shape)
    let kernel = try engine.map { engine throws(OneDNNError) in
      try Convolution(geometry, batch: batch, on: engine, gradients: gradients)
    }
    convolutions["\(name).weight"] = kernel
    program.needScratch(count: kernel?.scratchCount ?? 0)
    let (input, output) = (value(x), makeValue(of: id))
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let step = try bindable(kernel).bindForward(
          x: memory[input], weights: memory.values("\(name).weight"),
          bias: operation.hasBias ? memory.values("\(name).bias") : nil,
          y: memory[output], scratch: memory.scratch)
        return { _ in step() }
      })
    onBackward(of: id) { lowering, dy in
      let input = lowering.backwardValue(x)
      lowering.program.backward.append(
        weightGradient(of: name, kernel, x: input, dy: dy))
      guard gradients == .all else { return }
      lowering.contribute(to: x) { dx in inputGradient(of: name, kernel, dy: dy, dx: dx) }
    }
  }
}

extension Lowering {
  /// A convolution with the norm and the activation behind it worked in, for inference.
  private mutating func lower(
    _ operation: ConvolutionOperation, at id: NodeID, folding fused: FusedNorm, on engine: Engine
  ) throws {
    guard case .batchNorm(let norm) = graph[fused.norm].operation else { return }
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    var biased = operation
    biased.hasBias = true
    let kernel = try Convolution(
      biased.geometry(input: graph[x].shape), batch: batch, on: engine, gradients: .none,
      activation: fused.function)
    convolutions["\(name).weight"] = kernel
    if !kernel.appliesActivation { leftActivations.insert(id) }
    foldedPairs.append(
      FoldedNorms.Pair(
        convolution: name, norm: graph[fused.norm].name, epsilon: norm.epsilon,
        hasBias: operation.hasBias, kernel: kernel))
    program.needScratch(count: kernel.scratchCount)
    let (input, output) = (value(x), makeValue(of: id))
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let step = try kernel.bindForward(
          x: memory[input], weights: memory.folded.weights(of: name),
          bias: memory.folded.bias(of: name), y: memory[output], scratch: memory.scratch)
        return { _ in step() }
      })
  }
}

private func weightGradient(
  of name: String, _ kernel: Convolution?, x: BufferID, dy: BufferID
) -> Step {
  Step(name: "\(name) weight gradient", reads: [x, dy], writes: []) { memory in
    let kernel = bindable(kernel)
    let bias = kernel.geometry.hasBias ? memory.gradient("\(name).bias") : nil
    let step = try kernel.bindBackwardWeights(
      x: memory[x], dy: memory[dy], dWeights: memory.gradient("\(name).weight"),
      dBias: bias, scratch: memory.scratch)
    return { _ in step() }
  }
}

private func inputGradient(
  of name: String, _ kernel: Convolution?, dy: BufferID, dx: BufferID
) -> Step {
  Step(name: "\(name) input gradient", reads: [dy], writes: [dx]) { memory in
    let step = try bindable(kernel).bindBackwardData(
      dy: memory[dy], weights: memory.values("\(name).weight"), dx: memory[dx],
      scratch: memory.scratch)
    return { _ in step() }
  }
}
