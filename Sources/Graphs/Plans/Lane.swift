// One shard's passes, compiled: primitives made, memory laid out, nothing left to allocate.

import Kernels
import Tensors

/// A graph compiled for the images of one shard; used by one thread at a time.
///
/// Its bits depend on the graph, the number of images, the parameters, the input and the instruction set alone.
final class Lane {
  /// What a shard takes from its batch.
  struct Shard {
    /// The first of its images.
    var start: Int
    /// Images of the whole batch.
    var batch: Int
  }

  /// Logits of the last pass, `[N, classes]`.
  let logits: Region
  /// Gradients of the last training pass and, behind them, what it observed of the statistics.
  let gradients: AlignedBuffer
  private let arena: AlignedBuffer
  private let input: Region
  private let forward: [BoundStep]
  private let backward: [BoundStep]
  private let loss: LossOfRows
  private let logitsGradient: Region?
  private let images: Int
  private let folded: FoldedNorms

  /// Bytes of activations, gradients of activations and scratch.
  var arenaByteCount: Int { arena.count * MemoryLayout<Float>.stride }

  /// Binds a lowered graph to memory.
  ///
  /// - Throws: `OneDNNError` if the library refuses the memory.
  init(
    _ lowering: Lowering, layout: ArenaLayout, parameters: ParameterStorage,
    gradients: AlignedBuffer, folded: FoldedNorms, loss: TrainingLoss
  ) throws {
    let program = lowering.program
    arena = AlignedBuffer(count: layout.count + program.scratchCount)
    self.gradients = gradients
    let memory = Memory(
      arena: arena, offsets: layout.offsets, counts: program.bufferCounts,
      scratch: arena.region(at: layout.count, count: program.scratchCount), parameters: parameters,
      folded: folded, gradients: gradients)
    images = lowering.batch
    self.folded = folded
    input = memory[lowering.value(lowering.input)]
    logits = memory[lowering.value(lowering.output)]
    logitsGradient = lowering.outputGradient.map { memory[$0] }
    self.loss = LossOfRows(loss, rows: images, logits: logits)
    forward = try program.forward.map { try BoundStep($0, memory) }
    backward = try program.backward.map { try BoundStep($0, memory) }
  }

  /// Computes the logits with running statistics and without draws.
  func inferencePass(_ batch: Tensor, _ shard: Shard) {
    load(batch, shard)
    let pass = Pass(isTraining: false, statistics: .running, dropout: nil)
    for step in forward { step.run(pass) }
    if !folded.isEmpty { markWhatIsNotFinite() }
  }

  /// Fills the logits of images that hold what is no finite number, or of all where weights do, with NaN.
  ///
  /// oneDNN's max(x, 0) behind a folded convolution turns NaN into 0, which would hide it.
  private func markWhatIsNotFinite() {
    let (pixels, classes) = (input.count / images, logits.count / images)
    for image in 0..<images
    where !folded.areFinite || !input.part(at: image * pixels, count: pixels).isFinite {
      logits.part(at: image * classes, count: classes).fill(with: .nan)
    }
  }

  /// Computes logits, losses and the gradients of the batch's mean loss, as far as this shard's images go.
  ///
  /// `clock` is called after each step, for profiles.
  /// - Returns: The loss of each image and whether its label had the largest logit.
  func trainingPass(
    _ batch: Tensor, _ shard: Shard, _ targets: Targets, dropout: DropoutAddress?,
    clock: ((BoundStep) -> Void)? = nil
  ) -> BatchResult {
    guard let logitsGradient else { fatalError("a plan made for inference cannot train") }
    load(batch, shard)
    let pass = Pass(isTraining: true, statistics: .batch, dropout: dropout)
    for step in forward {
      step.run(pass)
      clock?(step)
    }
    let result = loss.evaluate(
      targets, gradient: logitsGradient, scale: 1 / Double(shard.batch))
    for step in backward {
      step.run(pass)
      clock?(step)
    }
    return result
  }

  private func load(_ batch: Tensor, _ shard: Shard) {
    Engine.useOneThread()
    input.store(batch, from: shard.start * input.count / images)
  }
}
