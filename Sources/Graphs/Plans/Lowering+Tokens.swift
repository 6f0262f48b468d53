// The operations of vision transformers.

import Kernels
import Tensors

extension Lowering {
  mutating func lower(_ operation: LayerNormOperation, at id: NodeID) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let channels = graph[id].shape.extents.last ?? 0
    let rows = count(id) / channels
    program.needScratch(count: LayerNorm.scratchCount(channels: channels))
    let (input, output) = (value(x), makeValue(of: id))
    let saved = program.makeBuffer(count: 2 * rows, for: id)
    let makeKernel = { (memory: Memory, x: BufferID, y: BufferID) in
      LayerNorm(
        rows: rows, channels: channels, epsilon: operation.epsilon, x: memory[x],
        y: memory[y], gamma: memory.values("\(name).weight"),
        beta: memory.values("\(name).bias"), saved: memory[saved])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output, saved]) { memory in
        let norm = makeKernel(memory, input, output)
        return { _ in norm.forward() }
      })
    if isKept(x) {
      recompute(id) { buffer in
        Step(name: "\(name) again", reads: [input], writes: [buffer, saved]) { memory in
          let norm = makeKernel(memory, input, buffer)
          return { _ in norm.forward() }
        }
      }
    }
    onBackward(of: id) { lowering, dy in
      let input = lowering.backwardValue(x)
      lowering.contribute(to: x) { dx, accumulates in
        Step(
          name: "\(name) gradient", reads: [input, saved, dy] + (accumulates ? [dx] : []),
          writes: [dx]
        ) { memory in
          // The gradient does not read the output; a region of its extent stands for it.
          let (norm, dy, dx) = (makeKernel(memory, input, dy), memory[dy], memory[dx])
          let dGamma = memory.gradient("\(name).weight")
          let dBeta = memory.gradient("\(name).bias")
          return { _ in
            norm.backward(
              dy: dy, dx: dx, accumulates: accumulates, dGamma: dGamma, dBeta: dBeta,
              scratch: memory.scratch)
          }
        }
      }
    }
  }

  mutating func lower(_ operation: AttentionOperation, at id: NodeID) {
    let (name, x, images) = (graph[id].name, graph[id].inputs[0], batch)
    let (tokens, features) = (graph[id].shape.extents[0], graph[id].shape.extents[1])
    program.needScratch(count: Attention.scratchCount(tokens: tokens))
    let (input, output) = (value(x), makeValue(of: id))
    let probabilities = program.makeBuffer(
      count: images * operation.heads * tokens * tokens, for: id)
    let makeKernel = { (memory: Memory, x: BufferID, y: BufferID) in
      Attention(
        images: images, tokens: tokens, heads: operation.heads, features: features,
        x: memory[x], y: memory[y], probabilities: memory[probabilities])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output, probabilities]) { memory in
        let attention = makeKernel(memory, input, output)
        return { _ in attention.forward() }
      })
    onBackward(of: id) { lowering, dy in
      let input = lowering.backwardValue(x)
      lowering.contribute(to: x) { dx in
        Step(name: "\(name) gradient", reads: [input, probabilities, dy], writes: [dx]) { memory in
          let (attention, dy, dx) = (makeKernel(memory, input, dy), memory[dy], memory[dx])
          return { _ in attention.backward(dy: dy, dx: dx, scratch: memory.scratch) }
        }
      }
    }
  }

  mutating func lowerTokens(_ id: NodeID) {
    let (name, x, images) = (graph[id].name, graph[id].inputs[0], batch)
    let (tokens, features) = (graph[id].shape.extents[0], graph[id].shape.extents[1])
    let (input, output) = (value(x), makeValue(of: id))
    let makeKernel = { (memory: Memory) in
      Tokens(
        images: images, pixels: tokens - 1, features: features, x: memory[input],
        y: memory[output], classToken: memory.values("\(name).class_token"),
        position: memory.values("\(name).position"))
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let embedding = makeKernel(memory)
        return { _ in embedding.forward() }
      })
    onBackward(of: id) { lowering, dy in
      lowering.contribute(to: x) { dx in
        Step(name: "\(name) gradient", reads: [dy], writes: [dx]) { memory in
          let (embedding, dy, dx) = (makeKernel(memory), memory[dy], memory[dx])
          let dClassToken = memory.gradient("\(name).class_token")
          let dPosition = memory.gradient("\(name).position")
          return { _ in
            embedding.backward(dy: dy, dx: dx, dClassToken: dClassToken, dPosition: dPosition)
          }
        }
      }
    }
  }

  mutating func lowerClassToken(_ id: NodeID) {
    let (name, x, images) = (graph[id].name, graph[id].inputs[0], batch)
    let (tokens, features) = (graph[x].shape.extents[0], graph[x].shape.extents[1])
    let (input, output) = (value(x), makeValue(of: id))
    let makeKernel = { (memory: Memory) in
      ClassToken(
        images: images, tokens: tokens, features: features, x: memory[input], y: memory[output])
    }
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let token = makeKernel(memory)
        return { _ in token.forward() }
      })
    onBackward(of: id) { lowering, dy in
      lowering.contribute(to: x) { dx in
        Step(name: "\(name) gradient", reads: [dy], writes: [dx]) { memory in
          let (token, dy, dx) = (makeKernel(memory), memory[dy], memory[dx])
          return { _ in token.backward(dy: dy, dx: dx) }
        }
      }
    }
  }
}
