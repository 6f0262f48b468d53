// A network layer by layer, with what each of them costs: what every format of `revisit model` is written from.

import Graphs
import Kernels
import Tensors

/// A network as a list of layers.
struct NetworkListing {
  /// The network's name.
  let name: String
  /// Side of its images, in pixels.
  let resolution: Int
  /// What goes in, for people: `224 px`, of clips `32 frames of 224 px`.
  var extent: String {
    let input = graph.inputShape.extents
    return input.count == 4 ? "\(input[0]) frames of \(resolution) px" : "\(resolution) px"
  }
  /// Number of its logits.
  let classes: Int
  /// The network itself.
  let graph: Graph
  /// One for each node but the images.
  let layers: [ListedLayer]
  /// Images that what is kept is told for.
  let batch: Int
  /// Bytes of a batch that all layers keep for the backward pass.
  let keptByteCount: Int
  /// The memory with a batch; nil where nobody asked.
  let memory: ListedMemory?

  /// - Throws: `OneDNNError` where a batch is given and the library has no primitive for an operation's extents.
  init(_ graph: Graph, name: String, resolution: Int, batch: Int?) throws {
    (self.graph, self.name, self.resolution) = (graph, name, resolution)
    classes = graph.outputShape.count
    self.batch = batch ?? 1
    let kept = KeptMemory(graph, batch: self.batch)
    keptByteCount = kept.totalByteCount
    layers = zip(graph.nodes, kept.byteCounts).dropFirst().map { node, bytes in
      ListedLayer(node, inputs: node.inputs.map { graph[$0].name }, keptByteCount: bytes)
    }
    memory = try batch.map { try ListedMemory(graph, batch: $0) }
  }
}

/// One layer.
struct ListedLayer {
  let name: String
  /// The block that it belongs to, such as `stage3.block2`; nil outside all blocks.
  let block: String?
  let operation: String
  let inputs: [String]
  /// Shape of its output for one image.
  let shape: [Int]
  /// The window of a convolution or a pooling.
  let window: Window?
  /// Groups of a convolution.
  let groups: Int?
  let parameters: Int
  /// Numbers of its running statistics.
  let statistics: Int
  let cost: NodeCost
  /// Bytes of a batch that it keeps for the backward pass.
  let keptByteCount: Int

  init(_ node: Node, inputs: [String], keptByteCount: Int) {
    name = node.name
    block = blockName(of: node.name)
    operation = node.operation.word
    self.inputs = inputs
    shape = node.shape.extents
    (window, groups) =
      switch node.operation {
      case .convolution(let convolution): (convolution.window, convolution.groups)
      case .pooling(let pooling): (pooling.window, nil)
      default: (nil, nil)
      }
    parameters = node.parameters.map(\.shape.count).reduce(0, +)
    statistics = node.statistics.map(\.shape.count).reduce(0, +)
    cost = node.cost
    self.keptByteCount = keptByteCount
  }

  /// Its name within its block.
  var shortName: String { block.map { String(name.dropFirst($0.count + 1)) } ?? name }

  /// Its shape as people write it: 56x56x256.
  var shapeText: String { extentsText(shape) }
}

/// The memory of a training step and of inference, on one thread with one shard.
struct ListedMemory {
  let batch: Int
  let training: MemoryPlan
  let inference: MemoryPlan

  init(_ graph: Graph, batch: Int) throws {
    self.batch = batch
    training = try MemoryPlan(graph, batch: batch, isTraining: true)
    inference = try MemoryPlan(graph, batch: batch, isTraining: false)
  }
}

/// Extents with an x between them.
func extentsText(_ extents: [Int]) -> String {
  extents.map(String.init).joined(separator: "x")
}

/// The part of a node's name up to its block: `stage3.block2` of `stage3.block2.se.reduce`.
private func blockName(of name: String) -> String? {
  let parts = name.split(separator: ".")
  guard let place = parts.firstIndex(where: { $0.wholeMatch(of: /block\d+/) != nil }),
    place < parts.count - 1
  else { return nil }
  return parts[...place].joined(separator: ".")
}

extension Operation {
  /// Its name in listings.
  fileprivate var word: String {
    switch self {
    case .input: "input"
    case .convolution: "convolution"
    case .batchNorm: "batch_norm"
    case .activation(let function): function.word
    case .add: "add"
    case .scaleChannels: "scale_channels"
    case .pooling(let pooling): pooling.kind == .maximum ? "max_pooling" : "average_pooling"
    case .globalAveragePooling: "global_average_pooling"
    case .linear: "linear"
    case .layerNorm: "layer_norm"
    case .attention: "attention"
    case .tokens: "tokens"
    case .classToken: "class_token"
    case .dropout: "dropout"
    case .stochasticDepth: "stochastic_depth"
    }
  }
}

extension Activation {
  /// Its name in listings.
  fileprivate var word: String {
    switch self {
    case .geluTanh: "gelu_tanh"
    case .hardSigmoid: "hard_sigmoid"
    case .hardSwish: "hard_swish"
    case .relu, .silu, .sigmoid, .gelu, .relu6, .tanh: rawValue
    }
  }
}
