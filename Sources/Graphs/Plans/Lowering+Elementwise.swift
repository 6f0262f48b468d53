// Activation, sum and dropout where nothing fused them.

import Kernels
import Tensors

extension Lowering {
  mutating func lowerRelu(_ id: NodeID) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let (input, output) = (value(x), makeValue(of: id))
    program.forward.append(
      Step(name: "\(name) forward", reads: [input], writes: [output]) { memory in
        let (x, y) = (memory[input], memory[output])
        return { _ in Activation.relu.forward(x, into: y) }
      })
    onBackward(of: id) { lowering, dy in
      lowering.program.backward.append(
        // It reads y alone, so that x need not live.
        Step(name: "\(name) gradient", reads: [output, dy], writes: [dy]) { memory in
          let (y, dy) = (memory[output], memory[dy])
          return { _ in Activation.relu.backward(x: y, y: y, gradient: dy) }
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
      // The second input gets a copy: the first may change the buffer in place.
      lowering.contribute(to: inputs[1]) { copy in
        Step(name: "\(name) gradient", reads: [dy], writes: [copy]) { memory in
          let (dy, copy) = (memory[dy], memory[copy])
          return { _ in copy.store(dy) }
        }
      }
      lowering.contribute(to: inputs[0], buffer: dy)
    }
  }

  mutating func lowerDropout(_ id: NodeID, rate: Double) {
    let (name, x) = (graph[id].name, graph[id].inputs[0])
    let (input, output) = (value(x), makeValue(of: id))
    let mask = program.makeBuffer(count: count(id))
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
