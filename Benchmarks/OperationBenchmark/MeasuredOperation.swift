// One distinct operation of a network in one pass: what it computes and moves, and how long that takes.

import Graphs
import Kernels
import Tensors

/// One distinct operation of a network in one pass.
struct MeasuredOperation {
  /// What it computes over what, for people.
  let description: String
  /// Forward, or which gradient.
  let pass: String
  /// How often it stands in the network.
  private(set) var count = 0
  /// The time of all of them, for a batch.
  private(set) var seconds = 0.0
  /// Floating-point operations of one of them for a batch; 0 where memory is what limits it.
  private let operations: Int
  /// Bytes of activations and gradients that one of them reads and writes for a batch.
  private let bytes: Int

  init(_ node: Node, in graph: Graph, pass: String, batch: Int, bytes: Int) {
    let input = node.inputs.first.map { graph[$0].shape.extents } ?? []
    description =
      node.operation.title + " "
      + ([input, node.shape.extents].map { extents in
        extents.map(String.init).joined(separator: "x")
      }).joined(separator: " to ")
    self.pass = pass
    self.bytes = bytes
    // Gradients of a convolution are timed one by one; of a linear layer and of attention, both together.
    let products = pass == "gradient" ? 2 : 1
    operations =
      2 * batch * products * (node.cost.multiplyAdds + node.cost.attentionMultiplyAdds)
  }

  func isSame(as other: MeasuredOperation) -> Bool {
    (description, pass, bytes) == (other.description, other.pass, other.bytes)
  }

  mutating func add(_ seconds: Double) {
    count += 1
    self.seconds += seconds
  }

  /// The speed by what limits the operation, and its fraction of that ceiling; a copy that finds its operands in a cache
  /// can be beyond the ceiling of memory.
  func speed(_ ceilings: Ceilings) -> (rate: String, fraction: Double) {
    if operations > 0 {
      let rate = Double(count * operations) / seconds / 1e9
      return ("\(rounded(rate)) GFLOP/s", rate / ceilings.productRate)
    }
    let rate = Double(count * bytes) / seconds / 1e9
    return ("\(rounded(rate)) GB/s", rate / ceilings.copyRate)
  }
}

extension Operation {
  /// What it is called in a table.
  fileprivate var title: String {
    switch self {
    case .input: "input"
    case .convolution(let convolution): convolution.title
    case .batchNorm: "batch norm and what follows it"
    case .activation(let activation): activation.rawValue
    case .add: "add"
    case .scaleChannels: "scale channels"
    case .pooling: "pooling"
    case .globalAveragePooling: "global average"
    case .linear: "linear"
    case .layerNorm: "layer norm"
    case .attention: "attention"
    case .tokens: "tokens"
    case .classToken: "class token"
    case .dropout: "dropout"
    case .stochasticDepth: "stochastic depth"
    }
  }
}

extension ConvolutionOperation {
  fileprivate var title: String {
    let kernel = "\(window.height.kernel)x\(window.width.kernel)"
    let stride = window.height.stride == 1 ? "" : "/\(window.height.stride)"
    return "convolution \(kernel)\(stride)" + (groups == 1 ? "" : ", \(groups) groups")
  }
}
