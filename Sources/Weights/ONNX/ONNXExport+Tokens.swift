// The operations of transformers in ONNX's operators.

import Graphs
import Tensors

extension ONNXExport {
  /// Softmax(q k^T / sqrt(d)) v for each head.
  ///
  /// The input is `[N, T, 3, heads, d]`, the output `[N, T, heads * d]`.
  mutating func addAttention(
    _ node: Node, _ operation: AttentionOperation, _ name: String
  ) -> String {
    let (tokens, features) = (node.shape.extents[0], node.shape.extents[1])
    let width = features / operation.heads
    let split = constant(
      "\(node.name)/split_shape", .integers([-1, tokens, 3, operation.heads, width]))
    let vectors = add("Reshape", "\(node.name)/vectors", [input(node), split])
    let parts = add(
      "Transpose", "\(node.name)/parts", [vectors], [("perm", .integers([2, 0, 3, 1, 4]))])
    let part = { (export: inout ONNXExport, title: String, index: Int) in
      export.add(
        "Gather", "\(node.name)/\(title)", [parts, export.shared("index_\(index)", .index(index))],
        [("axis", .integer(0))])
    }
    let scale = constant(
      "\(node.name)/scale", .floats(Tensor([1 / Float(width).squareRoot()], shape: [])))
    let queries = add("Mul", "\(node.name)/scaled_queries", [part(&self, "queries", 0), scale])
    let keys = add(
      "Transpose", "\(node.name)/turned_keys", [part(&self, "keys", 1)],
      [("perm", .integers([0, 1, 3, 2]))])
    let scores = add("MatMul", "\(node.name)/scores", [queries, keys])
    let weights = add("Softmax", "\(node.name)/weights", [scores], [("axis", .integer(-1))])
    let heads = add("MatMul", "\(node.name)/heads", [weights, part(&self, "values", 2)])
    let turned = add(
      "Transpose", "\(node.name)/turned", [heads], [("perm", .integers([0, 2, 1, 3]))])
    let joined = constant("\(node.name)/joined_shape", .integers([-1, tokens, features]))
    return add("Reshape", name, [turned, joined])
  }

  /// Pixels in rows behind a class token, position embeddings added.
  ///
  /// The place of the class token is made by padding with a zero, and its numbers are added with the position
  /// embeddings: so nothing is said of the batch's extent.
  mutating func addTokens(_ node: Node, _ name: String) -> String {
    let (tokens, features) = (node.shape.extents[0], node.shape.extents[1])
    let rows = constant("\(node.name)/rows_shape", .integers([-1, features, tokens - 1]))
    let flat = add("Reshape", "\(node.name)/rows", [input(node), rows])
    let pixels = add(
      "Transpose", "\(node.name)/pixels", [flat], [("perm", .integers([0, 2, 1]))])
    let border = shared("token_border", .integers([0, 1, 0, 0, 0, 0]))
    let padded = add("Pad", "\(node.name)/padded", [pixels, border])
    let classToken = tensor(node, "class_token").elements
    var embedding = tensor(node, "position").elements
    for index in classToken.indices { embedding[index] += classToken[index] }
    let added = constant(
      "\(node.name)/embedding", .floats(Tensor(embedding, shape: [1, tokens, features])))
    return add("Add", name, [padded, added])
  }
}
