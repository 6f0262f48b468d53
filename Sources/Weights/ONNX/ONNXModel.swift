// The parts of an ONNX file: nodes, arrays, inputs and outputs, with the schema's field numbers.

import Protobuf
import Tensors

/// A network in ONNX's terms.
///
/// - Source: github.com/onnx/onnx, `onnx/onnx.proto`, IR version 8; operators of opset 17, the first with layer norm.
struct ONNXModel {
  static let version = 8
  static let operatorSet = 17

  var name: String
  var nodes: [ONNXNode] = []
  /// Arrays by name, in the order of their use.
  var initializers: [ONNXArray] = []
  var input: ONNXValue
  var output: ONNXValue

  /// The file's content.
  var message: ProtobufMessage {
    var operatorSet = ProtobufMessage()
    operatorSet.append(1, "")
    operatorSet.append(2, Self.operatorSet)
    var model = ProtobufMessage()
    model.append(1, Self.version)
    model.append(2, "revisit")
    model.append(7, graph)
    model.append(8, operatorSet)
    return model
  }

  private var graph: ProtobufMessage {
    var graph = ProtobufMessage()
    for node in nodes { graph.append(1, node.message) }
    graph.append(2, name)
    for array in initializers { graph.append(5, array.message) }
    graph.append(11, input.message)
    graph.append(12, output.message)
    return graph
  }
}

/// One operator.
struct ONNXNode {
  enum Attribute {
    case integer(Int)
    case integers([Int])
    case float(Float)
  }

  var type: String
  var inputs: [String]
  var output: String
  var attributes: [(name: String, value: Attribute)] = []

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.append(1, input) }
    message.append(2, output)
    message.append(3, output)
    message.append(4, type)
    for (name, value) in attributes { message.append(5, Self.message(name, value)) }
    return message
  }

  /// The types' numbers are those of `AttributeProto.AttributeType`.
  private static func message(_ name: String, _ attribute: Attribute) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.append(1, name)
    switch attribute {
    case .float(let value):
      message.append(2, value)
      message.append(20, 1)
    case .integer(let value):
      message.append(3, value)
      message.append(20, 2)
    case .integers(let values):
      for value in values { message.append(8, value) }
      message.append(20, 7)
    }
    return message
  }
}

/// A constant array.
struct ONNXArray {
  enum Content {
    case floats(Tensor)
    case integers([Int])
    /// One whole number without axes.
    case index(Int)
  }

  var name: String
  var content: Content

  /// The numbers of the types are those of `TensorProto.DataType`.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    switch content {
    case .floats(let tensor):
      for extent in tensor.shape.extents { message.append(1, extent) }
      message.append(2, 1)
      message.append(8, name)
      message.append(9, count: 4 * tensor.shape.count) { tensor.littleEndianBytes }
    case .integers(let values):
      message.append(1, values.count)
      message.append(2, 7)
      for value in values { message.append(7, value) }
      message.append(8, name)
    case .index(let value):
      message.append(2, 7)
      message.append(7, value)
      message.append(8, name)
    }
    return message
  }
}

/// An input or output in single precision; its first axis is the batch, of any extent.
struct ONNXValue {
  var name: String
  /// The extents behind the batch.
  var extents: [Int]

  var message: ProtobufMessage {
    var batch = ProtobufMessage()
    batch.append(2, "batch")
    var shape = ProtobufMessage()
    shape.append(1, batch)
    for extent in extents {
      var dimension = ProtobufMessage()
      dimension.append(1, extent)
      shape.append(1, dimension)
    }
    var tensor = ProtobufMessage()
    tensor.append(1, 1)
    tensor.append(2, shape)
    var type = ProtobufMessage()
    type.append(1, tensor)
    var message = ProtobufMessage()
    message.append(1, name)
    message.append(2, type)
    return message
  }
}
