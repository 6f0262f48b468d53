// Batch norms folded into the convolutions before them, for plans that only infer.

import Kernels
import Tensors

/// Weights and biases of convolutions with the batch norm behind each worked in: W * scale and shift, with
/// scale = gamma / sqrt(running variance + epsilon) and shift = beta + (bias - running mean) * scale.
final class FoldedNorms {
  /// One convolution with the norm behind it.
  struct Pair {
    /// Name of the convolution.
    var convolution: String
    /// Name of the norm.
    var norm: String
    /// Added to the variance.
    var epsilon: Float
    /// Whether the convolution has a bias of its own.
    var hasBias: Bool
    /// The convolution's primitive, which knows the layout of the weights.
    var kernel: Convolution
  }

  private let pairs: [Pair]
  private let weights: [String: AlignedBuffer]
  private let biases: [String: AlignedBuffer]
  private var version: Int?
  /// Whether all folded weights and biases are finite numbers.
  private(set) var areFinite = true

  /// Whether there is none.
  var isEmpty: Bool { pairs.isEmpty }

  init(_ pairs: [Pair]) {
    self.pairs = pairs
    weights = Dictionary(
      uniqueKeysWithValues: pairs.map {
        ($0.convolution, AlignedBuffer(count: $0.kernel.weightCount))
      })
    biases = Dictionary(
      uniqueKeysWithValues: pairs.map {
        ($0.convolution, AlignedBuffer(count: $0.kernel.geometry.outputChannels))
      })
  }

  /// The folded weights of a convolution, in its primitive's layout.
  func weights(of convolution: String) -> Region { whole(weights[convolution], convolution) }

  /// The folded bias of a convolution.
  func bias(of convolution: String) -> Region { whole(biases[convolution], convolution) }

  private func whole(_ buffer: AlignedBuffer?, _ name: String) -> Region {
    guard let buffer else { fatalError("\(name) has no norm folded into it") }
    return buffer.region(at: 0, count: buffer.count)
  }

  /// Works the norms in again if the parameters have changed.
  ///
  /// - Throws: `OneDNNError` if a layout cannot be made.
  func update(from parameters: ParameterStorage) throws {
    guard version != parameters.version else { return }
    for pair in pairs { try fold(pair, parameters) }
    areFinite = pairs.allSatisfy {
      weights(of: $0.convolution).isFinite && bias(of: $0.convolution).isFinite
    }
    version = parameters.version
  }

  private func fold(_ pair: Pair, _ parameters: ParameterStorage) throws {
    let values = { (suffix: String) in parameters.values("\(pair.norm).\(suffix)").elements }
    let scale = zip(values("weight"), values("running_var")).map {
      $0 / ($1 + pair.epsilon).squareRoot()
    }
    let own = pair.hasBias ? parameters.values("\(pair.convolution).bias").elements : nil
    let (beta, mean) = (values("bias"), values("running_mean"))
    bias(of: pair.convolution).store(
      scale.indices.map { beta[$0] + ((own?[$0] ?? 0) - mean[$0]) * scale[$0] })
    var weights = try parameters.canonicalValues(
      parameters.slot("\(pair.convolution).weight")
    ).elements
    let filter = weights.count / scale.count
    for index in weights.indices { weights[index] *= scale[index / filter] }
    try pair.kernel.store(canonical: weights, into: self.weights(of: pair.convolution))
  }
}
