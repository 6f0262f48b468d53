// A network ready to run on batches: compiled once, split into shards, computed on threads.

import Foundation
public import Kernels
public import Tensors

/// A graph compiled for a batch: forward, loss and backward.
///
/// A batch is split into shards of equal size. A shard is computed on one thread and is the group whose statistics
/// batch norm takes; gradients and running statistics are means over shards, summed in a fixed tree. Bits depend on the
/// graph, the batch, the number of shards, the parameters, the input and the instruction set, never on the threads.
public final class Plan: @unchecked Sendable {  // One caller at a time; its team obeys it.
  /// The network.
  public let graph: Graph
  /// Images of a batch.
  public let batch: Int
  /// Parts of a batch.
  public let shards: Int
  /// Parameters, gradients and running statistics.
  public let parameters: ParameterStorage
  /// Logits of the last pass, `[N, classes]`.
  public let logits: Region

  private let lanes: [Lane]
  private let folded: FoldedNorms
  private let team: ThreadTeam
  private let sum: TreeSum?
  private let outputs: AlignedBuffer
  private let loss: LossOfRows
  private let inputShape: Shape
  private var images: Tensor?

  /// What a plan is for.
  public enum Purpose: Sendable {
    /// Passes with gradients, and passes without.
    case training(TrainingLoss)
    /// Passes without gradients only.
    case inference

    /// The same for softmax cross-entropy.
    public static func training(labelSmoothing: Double) -> Purpose {
      .training(TrainingLoss(labelSmoothing: labelSmoothing))
    }
  }

  /// Compiles a graph.
  ///
  /// - Parameters:
  ///   - graph: The network.
  ///   - batch: Images of a batch.
  ///   - purpose: What it is for.
  ///   - engine: What the first thread's primitives run on; other threads make their own.
  ///   - shards: Equal parts of a batch, each computed by one thread at a time.
  ///   - threads: Threads that compute shards; more than there are shards do not help.
  ///   - normMomentum: Weight of a batch in all running statistics; nil for the network's own.
  /// - Throws: `OneDNNError` where the library has no primitive for an operation's extents, `MemoryShortage` where the
  ///   machine cannot hold the plan.
  /// - Precondition: `shards` divides `batch`.
  public init(
    _ graph: Graph, batch: Int, purpose: Purpose, engine: Engine, shards: Int = 1, threads: Int = 1,
    normMomentum: Double? = nil
  ) throws {
    require(
      shards > 0 && batch.isMultiple(of: shards), "a batch of \(batch) in \(shards) shards")
    let wanted: TrainingLoss? = if case .training(let loss) = purpose { loss } else { nil }
    let members = max(1, min(threads, shards))
    let engines = try [engine] + (1..<members).map { _ in try Engine() }
    let lowerings = try engines.map {
      try Lowering(
        graph: graph, batch: batch / shards, engine: $0, isTraining: wanted != nil)
    }
    let layout = lowerings[0].layout
    let parameters = ParameterStorage(
      graph: graph, convolutions: lowerings[0].convolutions, withGradients: wanted != nil,
      normMomentum: normMomentum)
    let scratch = lowerings[0].program.scratchCount
    try MemoryShortage.check(floats: members * (layout.count + scratch))
    let isSplit = shards > 1 && wanted != nil
    let folded = FoldedNorms(lowerings[0].foldedPairs)
    self.folded = folded
    lanes = try lowerings.map {
      try Lane(
        $0, layout: layout, parameters: parameters,
        gradients: isSplit
          ? AlignedBuffer(count: parameters.layout.count) : parameters.gradients,
        folded: folded, loss: wanted ?? TrainingLoss())
    }
    sum = isSplit ? TreeSum(shards: shards, into: parameters.gradients) : nil
    team = ThreadTeam(count: members)
    self.graph = graph
    self.batch = batch
    self.shards = shards
    self.parameters = parameters
    let classes = graph.outputShape.count
    outputs = AlignedBuffer(count: 2 * batch * classes)
    logits = outputs.region(at: 0, count: batch * classes)
    loss = LossOfRows(wanted ?? TrainingLoss(), rows: batch, logits: logits)
    inputShape = Shape([batch] + graph.inputShape.extents)
  }

  /// Bytes of the arenas with activations, gradients of activations and scratch, over all threads.
  public var arenaByteCount: Int { lanes.map(\.arenaByteCount).reduce(0, +) }

  /// Takes a batch, `[N, H, W, C]`.
  ///
  /// - Precondition: The batch has the plan's extents.
  public func load(_ images: Tensor) {
    require(
      images.shape == inputShape,
      "a batch \(images.shape.extents) for a plan of \(inputShape.extents)")
    self.images = images
  }

  /// Computes the logits with running statistics and without dropout.
  ///
  /// A plan made for inference has its batch norms folded into the convolutions before them, once after each change
  /// of the parameters through `parameters`.
  public func inferencePass() {
    do { try folded.update(from: parameters) } catch { fatalError("folding batch norms: \(error)") }
    team.run(shards) { [self] shard, member in
      lanes[member].inferencePass(loaded, place(of: shard))
      keepLogits(of: shard, from: lanes[member])
    }
  }

  /// Computes logits, loss and the gradients of the mean loss; moves the running statistics.
  ///
  /// - Parameters:
  ///   - labels: A class an image, in 0..<classes.
  ///   - softTargets: What the loss is taken against instead, `[N, classes]`: label smoothing is theirs.
  ///   - dropout: Where masks come from, with a place an image; may be nil for networks without dropout.
  /// - Returns: The loss of each image and whether its label had the largest logit.
  /// - Precondition: The plan was made for training.
  public func trainingPass(
    labels: [Int32], softTargets: Tensor? = nil, dropout: DropoutAddress?
  ) -> BatchResult {
    require(labels.count == batch, "\(labels.count) labels for a batch of \(batch)")
    require(
      softTargets.map { $0.shape.count == logits.count } ?? true,
      "soft targets \(softTargets?.shape.extents ?? []) for \(logits.count) logits")
    require(
      dropout.map { $0.places.count == batch } ?? true,
      "\(dropout?.places.count ?? 0) places of dropout for a batch of \(batch)")
    let results = ShardResults(count: shards)
    team.run(shards) { [self] shard, member in
      let (lane, range) = (lanes[member], images(of: shard))
      results[shard] = lane.trainingPass(
        loaded, place(of: shard),
        Targets(labels: Array(labels[range]), soft: softTargets, firstRow: range.lowerBound),
        dropout: dropout?.part(range))
      keepLogits(of: shard, from: lane)
      sum?.add(lane.gradients, shard: shard)
    }
    parameters.updateStatistics(shards: shards)
    return results.joined
  }

  /// The loss and hits of the logits of the last pass, without gradients of anything but the logits.
  ///
  /// - Precondition: The plan was made for training; a label an image.
  public func assess(labels: [Int32]) -> BatchResult {
    loss.evaluate(
      Targets(labels: labels), gradient: outputs.region(at: logits.count, count: logits.count),
      scale: 1)
  }

  /// The seconds that the processor spends on each step of a training pass over the first shard, by the steps' names,
  /// and the bytes of the activations and gradients that the step has to read and to write.
  ///
  /// The thread's own time, since that of the clock includes whatever else runs on the machine.
  public func profile(
    labels: [Int32], dropout: DropoutAddress?
  ) -> [(step: String, seconds: Double, bytes: Int)] {
    var steps: [(step: String, seconds: Double, bytes: Int)] = []
    var last = threadSeconds()
    _ = lanes[0].trainingPass(
      loaded, place(of: 0), Targets(labels: Array(labels[images(of: 0)])),
      dropout: dropout?.part(images(of: 0))
    ) { step in
      steps.append((step.name, threadSeconds() - last, step.byteCount))
      last = threadSeconds()
    }
    return steps
  }

  private var loaded: Tensor {
    guard let images else { fatalError("a pass before any batch was loaded") }
    return images
  }

  private func images(of shard: Int) -> Range<Int> {
    shard * (batch / shards)..<(shard + 1) * (batch / shards)
  }

  private func place(of shard: Int) -> Lane.Shard {
    Lane.Shard(start: shard * (batch / shards), batch: batch)
  }

  private func keepLogits(of shard: Int, from lane: Lane) {
    logits.part(at: shard * lane.logits.count, count: lane.logits.count).store(lane.logits)
  }
}

/// Seconds that the processor has spent on this thread.
private func threadSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
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

/// The results of the shards, filled by the threads that compute them.
private final class ShardResults: @unchecked Sendable {  // `lock` guards it.
  private let lock = NSLock()
  private var parts: [BatchResult?]

  init(count: Int) { parts = Array(repeating: nil, count: count) }

  subscript(shard: Int) -> BatchResult? {
    get { lock.withLock { parts[shard] } }
    set { lock.withLock { parts[shard] = newValue } }
  }

  var joined: BatchResult {
    let parts = parts.compactMap(\.self)
    return BatchResult(losses: parts.flatMap(\.losses), hits: parts.flatMap(\.hits))
  }
}
