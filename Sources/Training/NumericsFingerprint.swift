// What bits this machine and these libraries make: version strings do not tell.

import Architectures
import Configuration
import Crypto
import Graphs
import Kernels
import Randomness
import Tensors

/// The hash of a fixed small computation.
public enum NumericsFingerprint {
  /// Hash of the bits of two training passes of a fixed small network: convolutions, products, reductions, loss.
  ///
  /// Two machines with equal fingerprints very likely make equal runs; with unequal ones they do not.
  /// - Returns: 16 hexadecimal digits.
  /// - Throws: `OneDNNError` if a primitive cannot be made.
  public static func compute() throws -> String {
    let batch = 6
    let graph = try network(
      ModelConfiguration(family: .cifarResNet, depth: 8), images: [12, 12, 3], classes: 10)
    let plan = try Plan(
      graph, batch: batch, purpose: .training(labelSmoothing: 0.1), engine: Engine())
    let seed = Seed(root: 0x5EED)
    try plan.parameters.initialize(seed: seed)
    var stream = RandomStream(seed: seed, purpose: .generation)
    let pixels = (0..<batch * 12 * 12 * 3).map { _ in Float(2 * stream.nextUnit() - 1) }
    plan.load(Tensor(pixels, shape: [batch, 12, 12, 3]))
    var hash = SHA256()
    for _ in 0..<2 {
      _ = plan.trainingPass(labels: (0..<batch).map(Int32.init), dropout: nil)
      for slot in plan.parameters.slots {
        hash.update(data: try plan.parameters.canonicalGradient(slot).littleEndianBytes)
      }
      hash.update(data: Tensor(plan.logits.elements, shape: [batch, 10]).littleEndianBytes)
    }
    return String(hexadecimal(hash.finalize()).prefix(16))
  }
}
