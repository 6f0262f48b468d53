// Activation, sum, gating, stochastic depth and dropout where nothing fused them.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ function: Activation, at id: NodeID) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let (input, output) = (value(x), makeValue(of: id))
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let (x, y) = (memory[input], memory[output])
        return { _ in function.forward(x, into: y) }
      })
    if !function.readsValueBackward && isKept(x) {
      recompute(id) { buffer in
        Step(name: "\(name) again", reads: [input], writes: [buffer]) { memory in
          let (x, y) = (memory[input], memory[buffer])
          return { _ in function.forward(x, into: y) }
        }
      }
    }
    onBackward(of: id) { lowering, dy in
      let kept = lowering.backwardValue(function.readsValueBackward ? id : x)
      lowering.program.backward.append(
        Step(name: "\(name) gradient", reads: [kept, dy], writes: [dy]) { memory in
          let (kept, dy) = (memory[kept], memory[dy])
          return { _ in function.backward(x: kept, y: kept, gradient: dy) }
        })
      lowering.contribute(to: x, buffer: dy)
    }
  }

  mutating func lowerAdd(_ id: NodeID) {
    let (name, inputs) = (graph[id].name, graph[id].inputs)
    let (first, second) = (value(inputs[0]), value(inputs[1]))
    let output = makeValue(of: id)
    program.forward.append(
      Step(name: "\(name) forward", reads: [first, second], writes: [output]) { memory in
        let (x, y, z) = (memory[first], memory[second], memory[output])
        return { _ in add(x, y, into: z) }
      })
    onBackward(of: id) { lowering, dy in
      // One input changes the gradient in place; the other shares it if it only reads it, before that.
      let kept = lowering.onlyReadsGradient(inputs[0]) ? inputs[1] : inputs[0]
      let other = kept == inputs[0] ? inputs[1] : inputs[0]
      if lowering.onlyReadsGradient(other) {
        lowering.contribute(to: other, buffer: dy)
      } else {
        lowering.contribute(to: other) { copy in
          Step(name: "\(name) gradient", reads: [dy], writes: [copy]) { memory in
            let (dy, copy) = (memory[dy], memory[copy])
            return { _ in copy.store(dy) }
          }
        }
      }
      lowering.contribute(to: kept, buffer: dy)
    }
  }

  /// Whether a node's own rule is all that touches the gradient of its output, and leaves it as it is.
  private func onlyReadsGradient(_ id: NodeID) -> Bool {
    guard graph.readers[id.index].count == 1 else { return false }
    switch graph[id].operation {
    case .linear, .convolution: return true
    default: return false
    }
  }

  mutating func lowerChannelScale(_ id: NodeID) {
    let (name, inputs) = (graph[id].name, graph[id].inputs)
    let (input, factors, output) = (value(inputs[0]), value(inputs[1]), makeValue(of: id))
    let (images, channels) = (batch, graph[inputs[1]].shape.count)
    let pixels = graph[id].shape.count / channels
    let makeKernel = { (memory: Memory, x: BufferID) in
      ChannelScale(
        images: images, pixels: pixels, channels: channels, x: memory[x],
        factors: memory[factors], y: memory[output])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input, factors], writes: [output]) { memory in
        let scale = makeKernel(memory, input)
        return { _ in scale.forward() }
      })
    onBackward(of: id) { lowering, dy in
      let x = lowering.backwardValue(inputs[0])
      lowering.contribute(to: inputs[1]) { dFactors in
        Step(name: "\(name) gradient", reads: [x, factors, dy], writes: [dy, dFactors]) { memory in
          let (scale, dy, dFactors) = (makeKernel(memory, x), memory[dy], memory[dFactors])
          return { _ in scale.backward(dy: dy, dFactors: dFactors) }
        }
      }
      lowering.contribute(to: inputs[0], buffer: dy)
    }
  }

  mutating func lowerStochasticDepth(_ id: NodeID, rate: Double) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let (input, output) = (value(x), makeValue(of: id))
    let factors = program.makeBuffer(count: batch, for: id)
    let makeKernel = { (memory: Memory) in
      StochasticDepth(
        rate: rate, lane: id.index, x: memory[input], y: memory[output], factors: memory[factors])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output, factors]) { memory in
        let depth = makeKernel(memory)
        return { pass in
          guard pass.isTraining else { return depth.forwardInference() }
          guard let address = pass.dropout else { fatalError("\(name): no seed") }
          depth.forwardTraining(address)
        }
      })
    onBackward(of: id) { lowering, dy in
      lowering.program.backward.append(
        Step(name: "\(name) gradient", reads: [factors, dy], writes: [dy]) { memory in
          let (depth, dy) = (makeKernel(memory), memory[dy])
          return { _ in depth.backward(gradient: dy) }
        })
      lowering.contribute(to: x, buffer: dy)
    }
  }

  mutating func lowerDropout(_ id: NodeID, rate: Double) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let (input, output) = (value(x), makeValue(of: id))
    let mask = program.makeBuffer(count: count(id), for: id)
    let kernel = { (memory: Memory) in
      Dropout(
        rate: rate, lane: id.index, x: memory[input], y: memory[output], mask: memory[mask])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output, mask]) { memory in
        let dropout = kernel(memory)
        return { pass in
          guard pass.isTraining else { return dropout.forwardInference() }
          guard let address = pass.dropout else { fatalError("\(name): no seed for dropout") }
          dropout.forwardTraining(address)
        }
      })
    onBackward(of: id) { lowering, dy in
      lowering.program.backward.append(
        Step(name: "\(name) gradient", reads: [mask, dy], writes: [dy]) { memory in
          let (dropout, dy) = (kernel(memory), memory[dy])
          return { _ in dropout.backward(gradient: dy) }
        })
      lowering.contribute(to: x, buffer: dy)
    }
  }
}
