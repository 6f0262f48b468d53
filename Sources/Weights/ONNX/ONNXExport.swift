// From a network with its weights to a model of ONNX, in inference form.

import Configuration
import Foundation
import Graphs
import Protobuf
import Tensors

/// A model of ONNX under construction, node by node of the network.
///
/// ONNX's images are `[N, C, H, W]`: what is `[H, W, C]` with us is `[C, H, W]` there; tokens and features stay as they
/// are. The batch has any extent, the images have the network's. Norms stay operators of their own, so that every
/// array keeps its name; what runs the model folds them.
struct ONNXExport {
  private(set) var model: ONNXModel
  let graph: Graph
  private let weights: NetworkWeights
  private let names: WeightNames
  /// The name of each node's value.
  private var values: [String] = []
  private var initializerNames: Set<String> = []

  init(_ weights: NetworkWeights, names: WeightNames) {
    self.weights = weights
    self.names = names
    graph = weights.network.graph
    let output = graph.outputShape.extents
    model = ONNXModel(
      name: weights.network.title,
      input: ONNXValue(name: "images", extents: Self.channelsFirst(graph.inputShape.extents)),
      output: ONNXValue(name: "logits", extents: Self.channelsFirst(output)))
    for (index, node) in graph.nodes.enumerated() {
      values.append(add(node, isLast: index == graph.nodes.count - 1))
    }
  }

  /// The name of the value that a node reads as its input number `index`.
  func input(_ node: Node, _ index: Int = 0) -> String { values[node.inputs[index].index] }

  /// Shape of one image of a node's first input, as our graph has it.
  func inputShape(_ node: Node) -> Shape { graph[node.inputs[0]].shape }

  /// Adds an operator and gives the name of its value.
  @discardableResult
  mutating func add(
    _ type: String, _ output: String, _ inputs: [String],
    _ attributes: [(name: String, value: ONNXNode.Attribute)] = []
  ) -> String {
    model.nodes.append(
      ONNXNode(type: type, inputs: inputs, output: output, attributes: attributes))
    return output
  }

  /// The name of a constant that all nodes share, in a place where no name of a node or an array can be.
  mutating func shared(_ name: String, _ content: ONNXArray.Content) -> String {
    constant("/\(name)", content)
  }

  /// The name of a constant array, which is added at its first use.
  mutating func constant(_ name: String, _ content: ONNXArray.Content) -> String {
    if initializerNames.insert(name).inserted {
      model.initializers.append(ONNXArray(name: name, content: content))
    }
    return name
  }

  /// The array that a node has under `suffix`, by its name in files; reshaped where that is asked for.
  mutating func array(_ node: Node, _ suffix: String, reshaped: Shape? = nil) -> String {
    let tensor = tensor(node, suffix)
    let content = reshaped.map { Tensor(tensor.elements, shape: $0) } ?? tensor
    return constant(
      names.stored("\(node.name).\(suffix)", in: weights.network.model), .floats(content))
  }

  /// The numbers that a node has under `suffix`.
  func tensor(_ node: Node, _ suffix: String) -> Tensor { weights["\(node.name).\(suffix)"] }

  /// Whether a node has a parameter under `suffix`.
  func has(_ node: Node, _ suffix: String) -> Bool {
    node.parameters.contains { $0.name == "\(node.name).\(suffix)" }
  }

  private static func channelsFirst(_ extents: [Int]) -> [Int] {
    extents.count >= 3 ? extents.suffix(1) + extents.dropLast() : extents
  }
}

extension NetworkWeights {
  /// Writes the network with its weights as a model of ONNX.
  ///
  /// Its input is `images`, `[N, C, H, W]`, its output `logits`, `[N, classes]`; N is any number.
  /// - Parameters:
  ///   - file: Where to.
  ///   - names: Whose names the arrays get.
  /// - Throws: `WeightsError` if the model is larger than the format allows; what writing throws.
  public func writeONNX(to file: NewFile, names: WeightNames) throws {
    let message = ONNXExport(self, names: names).model.message
    guard message.byteCount <= Int32.max else {
      throw WeightsError(
        file.path, "\(message.byteCount) bytes; ONNX holds at most \(Int32.max) in one file")
    }
    try file.write { path in
      try WeightsError.creating(path) { try message.write(to: $0) }
    }
  }
}
