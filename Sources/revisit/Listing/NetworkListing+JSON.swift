// The listing for programs: one object.

import Foundation
import Graphs
import Tensors
import Kernels

extension NetworkListing {
  /// One object with totals and `layers`; one line a total and one a layer, so that it can be read and compared.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      func text(_ value: any Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
      }
      let fields = try totals.map { "  \"\($0)\": \(try text($1))" }
      let rows = try layers.map { "    " + (try text(JSONLayer($0))) }
      return """
        {
        \(fields.joined(separator: ",\n")),
          "layers": [
        \(rows.joined(separator: ",\n"))
          ]
        }
        """
    }
  }

  private var totals: [(key: String, value: any Encodable)] {
    let counts: [(String, any Encodable)] = [
      ("model", name), ("resolution", resolution), ("input", graph.inputShape.extents),
      ("classes", classes),
      ("parameters", graph.parameterCount), ("statistics", graph.statisticCount),
      ("multiply_adds", graph.multiplyAdds), ("flops", 2 * graph.multiplyAdds),
      ("attention_multiply_adds", graph.attentionMultiplyAdds),
      ("activations", graph.activations), ("linear_activations", graph.linearActivations),
      ("kept_bytes", keptByteCount), ("kept_images", batch),
    ]
    return counts + (memory.map { [("memory", JSONMemory($0))] } ?? [])
  }
}

/// A layer's keys, in camel case.
private struct JSONLayer: Encodable {
  let name: String
  let operation: String
  let inputs: [String]
  let shape: [Int]
  let kernel: [Int]?
  let stride: [Int]?
  let groups: Int?
  let parameters: Int
  let statistics: Int
  let multiplyAdds: Int
  let attentionMultiplyAdds: Int
  let activations: Int
  let linearActivations: Int
  let keptBytes: Int

  init(_ layer: ListedLayer) {
    (name, operation, inputs) = (layer.name, layer.operation, layer.inputs)
    shape = layer.shape
    kernel = layer.window?.axes.map(\.kernel)
    stride = layer.window?.axes.map(\.stride)
    groups = layer.groups
    (parameters, statistics) = (layer.parameters, layer.statistics)
    multiplyAdds = layer.cost.multiplyAdds
    attentionMultiplyAdds = layer.cost.attentionMultiplyAdds
    activations = layer.cost.activations
    linearActivations = layer.cost.linearActivations
    keptBytes = layer.keptByteCount
  }
}

/// The memory's keys, in camel case.
private struct JSONMemory: Encodable {
  let batch: Int
  let trainingBytes: Int
  let trainingActivationBytes: Int
  let parameterBytes: Int
  let gradientBytes: Int
  let inferenceBytes: Int
  let inferenceActivationBytes: Int

  init(_ memory: ListedMemory) {
    batch = memory.batch
    trainingBytes = memory.training.peakByteCount
    trainingActivationBytes = memory.training.arenaByteCount
    parameterBytes = memory.training.parameterByteCount
    gradientBytes = memory.training.gradientByteCount
    inferenceBytes = memory.inference.peakByteCount
    inferenceActivationBytes = memory.inference.arenaByteCount
  }
}
