// Squeeze and excitation: a factor for each channel from what all pixels say.

import Graphs
import Kernels
import Tensors

/// The gate of squeeze and excitation.
struct SqueezeExcitation {
  /// Channels between the two linear layers.
  var channels: Int
  /// What stands between them.
  var activation = Activation.relu
  /// How the linear layers start.
  var start: LayerStart
}

extension GraphBuilder {
  /// x * sigmoid(W2 f(W1 mean(x))), both linear layers with bias.
  ///
  /// - Source: Hu et al. 2017, arXiv 1709.01507, equations 2 to 4.
  mutating func squeezeExcitation(
    _ name: String, _ x: NodeID, _ gate: SqueezeExcitation
  ) -> NodeID {
    let channels = shape(of: x).extents.last ?? 0
    var y = globalAveragePooling("\(name).pool", x)
    y = linear(
      "\(name).reduce", y,
      LinearOperation(features: gate.channels, form: .pointwiseConvolution, start: gate.start))
    y = activation("\(name).\(gate.activation.rawValue)", y, gate.activation)
    y = linear(
      "\(name).expand", y,
      LinearOperation(features: channels, form: .pointwiseConvolution, start: gate.start))
    y = activation("\(name).sigmoid", y, .sigmoid)
    return scaleChannels("\(name).scale", x, by: y)
  }
}
