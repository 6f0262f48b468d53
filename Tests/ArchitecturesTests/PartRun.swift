// A part of a network, run with a given gradient of its output down to the gradient of its input.

@testable import Graphs
import Kernels
import Tensors

/// Forward and backward steps of a graph whose output need not be logits, over an arena of their own.
final class PartRun {
  let parameters: ParameterStorage
  private let arena: AlignedBuffer
  private let lowering: Lowering
  private let memory: Memory
  private let forward: [BoundStep]
  private let backward: [BoundStep]

  init(_ graph: Graph, batch: Int) throws {
    lowering = try Lowering(
      graph: graph, batch: batch, engine: Engine(), isTraining: true, givesInputGradient: true)
    parameters = ParameterStorage(
      graph: graph, convolutions: lowering.convolutions, withGradients: true)
    let (layout, program) = (lowering.layout, lowering.program)
    arena = AlignedBuffer(count: layout.count + program.scratchCount)
    let memory = Memory(
      arena: arena, offsets: layout.offsets, counts: program.bufferCounts,
      scratch: arena.region(at: layout.count, count: program.scratchCount),
      parameters: parameters, folded: FoldedNorms([]), gradients: parameters.gradients)
    self.memory = memory
    forward = try program.forward.map { try BoundStep($0, memory) }
    backward = try program.backward.map { try BoundStep($0, memory) }
  }

  /// The output for an input, and the gradient of the input for one of the output; `parameters` has the others.
  ///
  /// Batch norms normalise by the statistics named; those of the batch move the running ones.
  func run(
    input: [Float], outputGradient: [Float], statistics: BatchNorm.Statistics
  ) -> (output: [Float], inputGradient: [Float]) {
    guard let dy = lowering.outputGradient, let dx = lowering.gradientOfInput else {
      fatalError("a part without gradients")
    }
    Engine.useOneThread()
    // What is read before it was written shows.
    arena.region(at: 0, count: arena.count).fill(with: .nan)
    let pass = Pass(isTraining: true, statistics: statistics, dropout: nil)
    memory[lowering.value(lowering.input)].store(input)
    for step in forward { step.run(pass) }
    let output = memory[lowering.value(lowering.output)].elements
    memory[dy].store(outputGradient)
    for step in backward { step.run(pass) }
    if statistics == .batch { parameters.updateStatistics(shards: 1) }
    return (output, memory[dx].elements)
  }
}
