// The memory that a plan would take, found without taking it.

import Kernels
import Tensors

/// Bytes that a plan needs.
public struct MemoryPlan: Hashable, Sendable {
  /// Activations, gradients of activations and scratch, in one arena a thread, where what never lives at once shares
  /// memory.
  public let arenaByteCount: Int
  /// Parameters and running statistics.
  public let parameterByteCount: Int
  /// Gradients of the parameters, those of shards that wait to be summed too; 0 for inference.
  public let gradientByteCount: Int

  /// Bytes at the peak: of a training step with the momenta of SGD, or of inference.
  public var peakByteCount: Int {
    let momenta = gradientByteCount == 0 ? 0 : parameterByteCount
    return arenaByteCount + parameterByteCount + gradientByteCount + momenta
  }

  /// The memory of a graph compiled for a batch.
  ///
  /// - Parameters:
  ///   - graph: The network.
  ///   - batch: Images of a batch.
  ///   - isTraining: Whether there are gradients.
  ///   - shards: Equal parts of a batch.
  ///   - threads: Threads that compute shards.
  /// - Throws: `OneDNNError` where the library has no primitive for an operation's extents.
  /// - Precondition: `shards` divides `batch`.
  public init(
    _ graph: Graph, batch: Int, isTraining: Bool, shards: Int = 1, threads: Int = 1
  ) throws {
    require(
      shards > 0 && batch.isMultiple(of: shards), "a batch of \(batch) in \(shards) shards")
    let lowering = try Lowering(
      graph: graph, batch: batch / shards, engine: Engine(), isTraining: isTraining)
    let (size, members) = (MemoryLayout<Float>.stride, max(1, min(threads, shards)))
    arenaByteCount = members * (lowering.layout.count + lowering.program.scratchCount) * size
    let parameters = ParameterLayout(graph: graph, convolutions: lowering.convolutions)
    parameterByteCount = parameters.count * size
    let parts = shards > 1 ? members + TreeSum.waitingCount(shards: shards, threads: members) : 0
    gradientByteCount = isTraining ? (1 + parts) * parameters.count * size : 0
  }
}
