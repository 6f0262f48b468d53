// A graph evaluated in double precision, node by node: no fusion, no plan, no shared memory.

public import Graphs
import Kernels
import Tensors

/// A network with its numbers in double precision.
public struct ReferenceNetwork {
  /// The network.
  public let graph: Graph
  /// Parameters by name, in their canonical shape.
  public var parameters: [String: [Double]]
  /// Running statistics by name.
  public var statistics: [String: [Double]]
  /// What dropout multiplies by, by the name of its node.
  public var masks: [String: [Double]] = [:]

  /// A network from its numbers.
  public init(
    _ graph: Graph, parameters: [String: [Double]], statistics: [String: [Double]]
  ) {
    self.graph = graph
    self.parameters = parameters
    self.statistics = statistics
  }

  /// The output of every node for images `[N, H, W, C]`.
  public func values(images: [Double], isTraining: Bool) -> [[Double]] {
    var values: [[Double]] = []
    for node in graph.nodes {
      let inputs = node.inputs.map { values[$0.index] }
      values.append(
        node.operation == .input ? images : output(of: node, inputs, isTraining: isTraining))
    }
    return values
  }

  /// The logits of images `[N, H, W, C]`.
  public func logits(images: [Double], isTraining: Bool) -> [Double] {
    values(images: images, isTraining: isTraining).last ?? []
  }

  /// The mean loss of a training pass.
  public func loss(images: [Double], labels: [Int32], labelSmoothing: Double) -> Double {
    let losses = referenceCrossEntropy(
      logits: logits(images: images, isTraining: true), labels: labels,
      labelSmoothing: labelSmoothing)
    return losses.reduce(0, +) / Double(labels.count)
  }

  /// The running statistics after a training pass.
  public func updatedStatistics(images: [Double]) -> [String: [Double]] {
    let values = values(images: images, isTraining: true)
    var updated = statistics
    for node in graph.nodes {
      guard case .batchNorm(let operation) = node.operation else { continue }
      let after = norm(node, operation).updated(
        moments(node), by: values[node.inputs[0].index], momentum: Double(operation.momentum))
      updated["\(node.name).running_mean"] = after.mean
      updated["\(node.name).running_var"] = after.variance
    }
    return updated
  }

  private func output(of node: Node, _ inputs: [[Double]], isTraining: Bool) -> [Double] {
    let x = inputs[0]
    switch node.operation {
    case .input: return x
    case .activation(let function): return x.map(function.reference)
    case .add: return zip(x, inputs[1]).map { $0 + $1 }
    case .dropout, .stochasticDepth:
      return isTraining ? zip(x, array(node, "", masks)).map { $0 * $1 } : x
    case .scaleChannels: return referenceChannelScale(x, by: inputs[1], shape: inputShape(node))
    case .layerNorm(let operation):
      return referenceLayerNorm(
        x, gamma: array(node, ".weight", parameters), beta: array(node, ".bias", parameters),
        epsilon: Double(operation.epsilon))
    case .attention(let operation):
      return referenceAttention(
        x, tokens: node.shape.extents[0], features: node.shape.extents[1], heads: operation.heads)
    case .tokens:
      return referenceTokens(
        x, classToken: array(node, ".class_token", parameters),
        position: array(node, ".position", parameters))
    case .classToken:
      let (shape, features) = (inputShape(node), node.shape.count)
      return stride(from: 0, to: x.count, by: shape.count).flatMap { x[$0..<$0 + features] }
    case .batchNorm(let operation):
      let norm = norm(node, operation)
      let moments = isTraining ? norm.moments(x) : moments(node)
      return norm.applied(to: x, moments, residual: nil)
    case .convolution(let operation):
      return operation.geometry(input: inputShape(node)).reference(
        x: x, weights: array(node, ".weight", parameters), bias: parameters["\(node.name).bias"])
    case .pooling(let operation):
      return operation.geometry(input: inputShape(node)).reference(x: x)
    case .globalAveragePooling: return means(x, of: inputShape(node))
    case .linear:
      return referenceLinear(
        x: x, weights: array(node, ".weight", parameters), bias: parameters["\(node.name).bias"],
        inputs: inputShape(node).extents.last ?? 0)
    }
  }

  private func inputShape(_ node: Node) -> Shape { graph[node.inputs[0]].shape }

  private func array(_ node: Node, _ suffix: String, _ arrays: [String: [Double]]) -> [Double] {
    guard let array = arrays[node.name + suffix] else { fatalError("no '\(node.name)\(suffix)'") }
    return array
  }

  private func norm(_ node: Node, _ operation: BatchNormOperation) -> ReferenceBatchNorm {
    ReferenceBatchNorm(
      gamma: array(node, ".weight", parameters), beta: array(node, ".bias", parameters),
      epsilon: Double(operation.epsilon), hasActivation: false)
  }

  private func moments(_ node: Node) -> ReferenceBatchNorm.Moments {
    (array(node, ".running_mean", statistics), array(node, ".running_var", statistics))
  }

  /// The mean over the pixels of `[N, H, W, C]` or `[N, T, H, W, C]`.
  private func means(_ x: [Double], of shape: Shape) -> [Double] {
    let channels = shape.extents[shape.extents.count - 1]
    let pixels = shape.count / channels
    var means = Array(repeating: 0.0, count: x.count / pixels)
    for i in x.indices {
      means[i / shape.count * channels + i % channels] += x[i] / Double(pixels)
    }
    return means
  }
}
