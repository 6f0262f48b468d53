// A network with its weights, run over images: all that the commands know of plans.

import Graphs
import Kernels
import Tensors
import Weights

/// A network ready to run on batches of images.
struct NetworkInference {
  private let plan: Plan

  /// Compiles a network and loads its weights.
  ///
  /// - Throws: `WeightMisfit`, `WeightsError`, `HDF5Error`: the weights; `OneDNNError`, `InferenceMemoryError`: the
  ///   machine.
  init(_ network: NamedNetwork, _ weights: WeightFile, batch: Int) throws {
    do {
      plan = try Plan(network.graph, batch: batch, purpose: .inference, engine: Engine())
    } catch let error as MemoryShortage {
      throw InferenceMemoryError(shortage: error, batch: batch)
    }
    try weights.load(into: plan.parameters, of: network)
  }

  /// The logits of all images of a file, row by row; `[N, classes]`.
  ///
  /// - Throws: `HDF5Error` if the images cannot be read.
  func logits(of images: borrowing ImageFile) throws -> [Float] {
    var logits: [Float] = []
    for start in stride(from: 0, to: images.count, by: plan.batch) {
      let rows = start..<min(start + plan.batch, images.count)
      plan.load(try images.batch(rows, of: plan.batch))
      plan.inferencePass()
      logits += plan.logits.elements.prefix(rows.count * plan.graph.outputShape.count)
    }
    return logits
  }
}

/// A batch that this machine cannot hold.
struct InferenceMemoryError: Error, CustomStringConvertible {
  let shortage: MemoryShortage
  let batch: Int

  var description: String {
    "a batch of \(batch) images needs \(shortage.neededByteCount >> 20) MiB of memory and this "
      + "machine has \(shortage.presentByteCount >> 20); give a smaller --batch"
  }
}
