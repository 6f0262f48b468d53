// The memory that a plan would take, found without taking it.

import Kernels

/// Bytes that a plan of one shard needs on one thread.
public struct MemoryPlan: Hashable, Sendable {
  /// Activations, gradients of activations and scratch, in one arena where what never lives at once shares memory.
  public let arenaByteCount: Int
  /// Parameters and running statistics.
  public let parameterByteCount: Int
  /// Gradients of the parameters; 0 for inference.
  public let gradientByteCount: Int

  /// The memory of a graph compiled for a batch.
  ///
  /// - Throws: `OneDNNError` where the library has no primitive for an operation's extents.
  public init(_ graph: Graph, batch: Int, isTraining: Bool) throws {
    let lowering = try Lowering(
      graph: graph, batch: batch, engine: Engine(), isTraining: isTraining)
    let size = MemoryLayout<Float>.stride
    arenaByteCount = (lowering.layout.count + lowering.program.scratchCount) * size
    let parameters = ParameterLayout(graph: graph, convolutions: lowering.convolutions)
    parameterByteCount = parameters.count * size
    gradientByteCount = isTraining ? parameters.count * size : 0
  }
}
