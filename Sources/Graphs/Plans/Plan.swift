// A network ready to run on one thread: primitives made, memory laid out, nothing left to allocate.

public import Kernels
public import Tensors

/// A graph compiled for a batch: forward, loss and backward over one arena.
///
/// A plan is used by one thread at a time. Its bits depend on the graph, the batch, the parameters, the input and
/// the instruction set alone.
public final class Plan {
  /// The network.
  public let graph: Graph
  /// Images of a batch.
  public let batch: Int
  /// Parameters, gradients and running statistics.
  public let parameters: ParameterStorage
  /// Bytes of the arena with activations, gradients of activations and scratch.
  public let arenaByteCount: Int
  /// Logits of the last pass, `[N, classes]`.
  public let logits: Region

  private let arena: AlignedBuffer
  private let input: Region
  private let forward: [(name: String, run: (borrowing Pass) -> Void)]
  private let backward: [(name: String, run: (borrowing Pass) -> Void)]
  private let loss: SoftmaxCrossEntropy
  private let logitsGradient: Region?
  private var losses: [Double]

  /// What a plan is for.
  public enum Purpose: Sendable {
    /// Passes with gradients, and passes without.
    case training(labelSmoothing: Double)
    /// Passes without gradients only.
    case inference
  }

  /// Compiles a graph.
  ///
  /// - Throws: `OneDNNError` where the library has no primitive for an operation's extents, `MemoryShortage` where the
  ///   machine cannot hold the plan.
  public init(
    _ graph: Graph, batch: Int, purpose: Purpose, engine: Engine
  ) throws {
    Engine.useOneThread()
    OpenBLAS.useOneThread()
    let smoothing: Double? = if case .training(let value) = purpose { value } else { nil }
    let lowering = try Lowering(
      graph: graph, batch: batch, engine: engine, isTraining: smoothing != nil)
    let program = lowering.program
    let gradient = lowering.outputGradient
    let input = lowering.value(NodeID(index: 0))
    let logits = lowering.value(lowering.output)
    let kept = [input, logits] + [gradient].compactMap(\.self)
    let layout = ArenaLayout(
      counts: program.bufferCounts, lifetimes: program.lifetimes(kept: kept))
    try MemoryShortage.check(floats: layout.count + program.scratchCount)
    arena = AlignedBuffer(count: layout.count + program.scratchCount)
    parameters = ParameterStorage(
      graph: graph, convolutions: lowering.convolutions, withGradients: smoothing != nil)
    let memory = Memory(
      arena: arena, offsets: layout.offsets, counts: program.bufferCounts,
      scratch: arena.region(at: layout.count, count: program.scratchCount), parameters: parameters)
    self.graph = graph
    self.batch = batch
    arenaByteCount = arena.count * MemoryLayout<Float>.stride
    self.input = memory[input]
    self.logits = memory[logits]
    logitsGradient = gradient.map { memory[$0] }
    loss = SoftmaxCrossEntropy(
      rows: batch, logits: memory[logits], labelSmoothing: Float(smoothing ?? 0))
    losses = Array(repeating: 0, count: batch)
    forward = try program.forward.map { ($0.name, try $0.bind(memory)) }
    backward = try program.backward.map { ($0.name, try $0.bind(memory)) }
  }

  /// Copies a batch in, `[N, H, W, C]`.
  public func load(_ images: Tensor) { input.store(images) }

  /// Computes the logits with running statistics and without dropout.
  public func inferencePass() {
    prepareThread()
    let pass = Pass(isTraining: false, dropout: nil)
    for step in forward { step.run(pass) }
  }

  /// Computes logits, loss and the gradients of the mean loss; moves the running statistics.
  ///
  /// - Parameters:
  ///   - labels: A class an image, in 0..<classes.
  ///   - dropout: Where masks come from, with a place an image; may be nil for networks without dropout.
  /// - Returns: The loss of each image and whether its label had the largest logit.
  /// - Precondition: The plan was made for training.
  public func trainingPass(labels: [Int32], dropout: DropoutAddress?) -> BatchResult {
    guard let logitsGradient else { fatalError("a plan made for inference cannot train") }
    require(
      dropout.map { $0.places.count == batch } ?? true,
      "\(dropout?.places.count ?? 0) places of dropout for a batch of \(batch)")
    prepareThread()
    let pass = Pass(isTraining: true, dropout: dropout)
    for step in forward { step.run(pass) }
    let result = evaluateLoss(labels: labels, gradient: logitsGradient)
    for step in backward { step.run(pass) }
    return result
  }

  /// The loss and hits of the logits of the last pass, without gradients of anything but the logits.
  ///
  /// - Precondition: The plan was made for training; a label an image.
  public func assess(labels: [Int32]) -> BatchResult {
    guard let logitsGradient else { fatalError("a plan made for inference has no loss") }
    return evaluateLoss(labels: labels, gradient: logitsGradient)
  }

  private func evaluateLoss(labels: [Int32], gradient: Region) -> BatchResult {
    loss.evaluate(labels: labels, losses: &losses, gradient: gradient)
    return BatchResult(losses: losses, hits: loss.hits(labels: labels))
  }

  private func prepareThread() {
    Engine.useOneThread()
    OpenBLAS.useOneThread()
  }
}

/// What a batch gave.
public struct BatchResult: Sendable {
  /// Loss of each image.
  public let losses: [Double]
  /// For each image whether its label had the largest logit.
  public let hits: [Bool]

  /// Mean loss of the batch.
  public var meanLoss: Double { losses.reduce(0, +) / Double(losses.count) }
}
