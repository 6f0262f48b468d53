// A plan before it has memory: steps over named buffers.

import Kernels
import Tensors

/// A buffer of the arena, by its place in the program's list.
struct BufferID: Hashable {
  let index: Int
}

/// One step: what it touches, and how it is bound to memory once that exists.
struct Step {
  /// What it does, for profiles: the node's name and the pass.
  var name: String
  /// Buffers whose contents it needs.
  var reads: [BufferID]
  /// Buffers it fills or changes.
  var writes: [BufferID]
  /// Makes the executable step.
  var bind: (Memory) throws -> (borrowing Pass) -> Void
}

/// A step bound to memory, ready to run any number of times.
struct BoundStep {
  /// The node's name and the pass.
  let name: String
  /// Bytes of the buffers that it reads and of those that it writes; parameters and scratch do not count.
  let byteCount: Int
  let run: (borrowing Pass) -> Void

  init(_ step: Step, _ memory: Memory) throws {
    name = step.name
    let floats = (step.reads + step.writes).map { memory.counts[$0.index] }.reduce(0, +)
    byteCount = floats * MemoryLayout<Float>.stride
    run = try step.bind(memory)
  }
}

/// What a step may ask for while it runs.
struct Pass {
  /// Whether dropout masks are in force.
  var isTraining: Bool
  /// What batch norms normalise by.
  var statistics: BatchNorm.Statistics
  /// Where the draws of dropout come from; needed in training.
  var dropout: DropoutAddress?
}

/// The memory that steps are bound to.
struct Memory {
  let arena: AlignedBuffer
  let offsets: [Int]
  let counts: [Int]
  let scratch: Region
  let parameters: ParameterStorage
  /// Weights with norms worked in; empty for plans that train.
  let folded: FoldedNorms
  /// The lane's own gradients and observations, in the layout of the parameters.
  let gradients: AlignedBuffer

  /// The values of a parameter or a running statistic.
  func values(_ name: String) -> Region { parameters.values(name) }

  /// The gradient of a parameter, or what is observed of a statistic.
  func gradient(_ name: String) -> Region {
    parameters.layout.region(name, in: gradients)
  }

  subscript(id: BufferID) -> Region {
    arena.region(at: offsets[id.index], count: counts[id.index])
  }
}

/// The steps of a network, forward and backward, and the buffers between them.
struct Program {
  private(set) var bufferCounts: [Int] = []
  /// The node that each buffer was made for.
  private(set) var bufferOwners: [NodeID] = []
  private(set) var scratchCount = 0
  var forward: [Step] = []
  var backward: [Step] = []

  /// A new buffer of `count` floats that a node needs.
  mutating func makeBuffer(count: Int, for owner: NodeID) -> BufferID {
    bufferCounts.append(count)
    bufferOwners.append(owner)
    return BufferID(index: bufferCounts.count - 1)
  }

  /// Makes sure that the shared scratch has `count` floats.
  mutating func needScratch(count: Int) { scratchCount = max(scratchCount, count) }

  /// For each buffer the first and the last step that touches it; steps count forward, then backward.
  ///
  /// Buffers in `kept` live to the end.
  func lifetimes(kept: [BufferID]) -> [ClosedRange<Int>] {
    let steps = forward + backward
    var first = Array(repeating: steps.count, count: bufferCounts.count)
    var last = Array(repeating: 0, count: bufferCounts.count)
    for (time, step) in steps.enumerated() {
      for buffer in step.reads + step.writes {
        first[buffer.index] = min(first[buffer.index], time)
        last[buffer.index] = max(last[buffer.index], time)
      }
    }
    for buffer in kept { (first[buffer.index], last[buffer.index]) = (0, steps.count) }
    return zip(first, last).map { $0...max($0, $1) }
  }
}
