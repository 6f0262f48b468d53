// From graph to program: forward steps in order, then the chain rule backwards.

import Kernels
import Tensors

/// Turns a graph into a program, unit by unit.
struct Lowering {
  let graph: Graph
  let batch: Int
  /// What primitives run on; nil for a program that is only counted, without kernels.
  let engine: Engine?
  let isTraining: Bool
  /// Whether the gradient with respect to the images is wanted too: of a part of a network, for what lies before it.
  let givesInputGradient: Bool
  var program = Program()
  /// Layouts of convolution weights by parameter name.
  var convolutions: [String: Convolution] = [:]
  /// The buffer of each node's output.
  private(set) var values: [BufferID?]
  /// For inference: the norms that are folded into the convolution before them, by the convolution.
  let folded: [NodeID: FusedNorm]
  /// The convolutions among them that leave the activation to the norm's own pass.
  var leftActivations: Set<NodeID> = []
  /// The convolutions that norms were folded into.
  var foldedPairs: [FoldedNorms.Pair] = []
  /// The buffers of fused norms by their node.
  var norms: [NodeID: NormBuffers] = [:]
  /// The buffer of the gradient with respect to each node's output.
  private var gradients: [BufferID?]
  /// How outputs that do not live until the backward pass are computed again, by node.
  private var recomputations: [NodeID: (BufferID) -> Step] = [:]
  /// Where they were computed again.
  private var recomputed: [NodeID: BufferID] = [:]
  /// Backward steps of each unit, written while its forward step is lowered and run in reverse order.
  private var backwardRules: [(NodeID, (inout Lowering, BufferID) throws -> Void)] = []

  init(
    graph: Graph, batch: Int, engine: Engine?, isTraining: Bool, givesInputGradient: Bool = false
  ) throws {
    self.graph = graph
    self.batch = batch
    self.engine = engine
    self.isTraining = isTraining
    self.givesInputGradient = givesInputGradient
    let units = graph.units
    folded = isTraining ? [:] : graph.foldableNorms(units)
    values = Array(repeating: nil, count: graph.nodes.count)
    gradients = values
    for unit in units { try lower(unit) }
    guard isTraining else { return }
    _ = makeGradient(of: output)
    for (node, rule) in backwardRules.reversed() {
      if let gradient = gradients[node.index] { try rule(&self, gradient) }
    }
  }

  /// The places of all buffers in one arena; input, logits and the gradients that are asked for live to the end.
  var layout: ArenaLayout {
    let kept =
      [value(input), value(output)] + [outputGradient, gradientOfInput].compactMap(\.self)
    return ArenaLayout(counts: program.bufferCounts, lifetimes: program.lifetimes(kept: kept))
  }

  var input: NodeID { NodeID(index: 0) }

  var output: NodeID { NodeID(index: graph.nodes.count - 1) }

  /// The buffer of a node's output for the backward pass: the one of the forward pass, or one that it is computed into
  /// again, before the first step that reads it.
  mutating func backwardValue(_ id: NodeID) -> BufferID {
    guard let makeStep = recomputations[id] else { return value(id) }
    if let buffer = recomputed[id] { return buffer }
    let buffer = program.makeBuffer(count: count(id), for: id)
    recomputed[id] = buffer
    program.backward.append(makeStep(buffer))
    return buffer
  }

  /// Notes that a node's output need not live until the backward pass, since one pass over memory makes it again.
  mutating func recompute(_ id: NodeID, _ makeStep: @escaping (BufferID) -> Step) {
    if isTraining { recomputations[id] = makeStep }
  }

  /// Whether a node's output lives until the backward pass.
  func isKept(_ id: NodeID) -> Bool { recomputations[id] == nil }

  /// Gives a node the buffer of another's output, which is the same numbers.
  mutating func shareValue(of source: NodeID, with id: NodeID) { values[id.index] = value(source) }

  /// The buffer of a node's output.
  func value(_ id: NodeID) -> BufferID {
    guard let buffer = values[id.index] else { fatalError("\(graph[id].name) has no value yet") }
    return buffer
  }

  /// The buffer of the gradient with respect to the network's output.
  var outputGradient: BufferID? { gradients[output.index] }

  /// The buffer of the gradient with respect to the images, where it is wanted.
  var gradientOfInput: BufferID? { givesInputGradient ? gradients[input.index] : nil }

  /// Floats of a node's output for the whole batch.
  func count(_ id: NodeID) -> Int { batch * graph[id].shape.count }

  /// Gives a node its output buffer.
  mutating func makeValue(of id: NodeID) -> BufferID {
    let buffer = program.makeBuffer(count: count(id), for: id)
    values[id.index] = buffer
    return buffer
  }

  private mutating func makeGradient(of id: NodeID) -> BufferID {
    let buffer = program.makeBuffer(count: count(id), for: id)
    gradients[id.index] = buffer
    return buffer
  }

  /// Whether anybody asks for the gradient with respect to a node's output.
  func needsGradient(_ id: NodeID) -> Bool { givesInputGradient || id != input }

  /// Notes how the gradient of `node` reaches its inputs; not used for inference.
  mutating func onBackward(
    of node: NodeID, _ rule: @escaping (inout Lowering, BufferID) throws -> Void
  ) {
    backwardRules.append((node, rule))
  }

  /// Adds a contribution to the gradient of `node` that a step writes into a buffer of its own.
  mutating func contribute(to node: NodeID, _ makeStep: (BufferID) -> Step) {
    guard let existing = gradients[node.index] else {
      let gradient = makeGradient(of: node)
      program.backward.append(makeStep(gradient))
      return
    }
    let part = program.makeBuffer(count: count(node), for: node)
    program.backward.append(makeStep(part))
    accumulate(part, into: existing, of: node)
  }

  /// Adds a contribution of a step that can add to what its buffer holds.
  mutating func contribute(
    to node: NodeID, _ makeStep: (_ buffer: BufferID, _ accumulates: Bool) -> Step
  ) {
    if let existing = gradients[node.index] {
      program.backward.append(makeStep(existing, true))
    } else {
      program.backward.append(makeStep(makeGradient(of: node), false))
    }
  }

  /// Adds a contribution that lies in `buffer` already, which may be changed from here on.
  mutating func contribute(to node: NodeID, buffer: BufferID) {
    if let existing = gradients[node.index] {
      accumulate(buffer, into: existing, of: node)
    } else {
      gradients[node.index] = buffer
    }
  }

  private mutating func accumulate(_ part: BufferID, into sum: BufferID, of node: NodeID) {
    let step = Step(
      name: "\(graph[node].name) gradient sum", reads: [part, sum], writes: [sum]
    ) { memory in
      let (part, sum) = (memory[part], memory[sum])
      return { _ in Kernels.accumulate(part, into: sum) }
    }
    program.backward.append(step)
  }

  private mutating func lower(_ unit: Unit) throws {
    switch unit {
    case .norm(let fused): lower(fused)
    case .pooledNorm(let fused): lowerPooled(fused)
    case .single(let id):
      switch graph[id].operation {
      case .input: _ = makeValue(of: id)
      case .convolution(let operation): try lower(operation, at: id)
      case .batchNorm: fatalError("\(graph[id].name): a batch norm is always a fused unit")
      case .activation(let function): lower(function, at: id)
      case .add: lowerAdd(id)
      case .pooling(let operation):
        try lower(operation.geometry(input: graph[graph[id].inputs[0]].shape), at: id)
      case .globalAveragePooling:
        try lower(PoolingGeometry.global(over: graph[graph[id].inputs[0]].shape), at: id)
      case .linear(let operation): lower(operation, at: id)
      case .dropout(let rate): lowerDropout(id, rate: rate)
      case .scaleChannels: lowerChannelScale(id)
      case .layerNorm(let operation): lower(operation, at: id)
      case .attention(let operation): lower(operation, at: id)
      case .tokens: lowerTokens(id)
      case .classToken: lowerClassToken(id)
      case .stochasticDepth(let rate): lowerStochasticDepth(id, rate: rate)
      }
    }
  }
}

/// A kernel, needed where a step is bound to memory.
///
/// - Precondition: The program was lowered with an engine.
func bindable<Kernel>(_ kernel: Kernel?) -> Kernel {
  guard let kernel else { fatalError("a program that was only counted cannot run") }
  return kernel
}
