// Each operation of a network in ONNX's operators.

import Graphs
import Kernels
import Tensors

extension ONNXExport {
  /// Adds a node of the network and gives the name of its value; the last is called `logits`.
  mutating func add(_ node: Node, isLast: Bool) -> String {
    let name = isLast ? "logits" : "\(node.name)/output"
    switch node.operation {
    case .input: return "images"
    case .convolution(let operation): return addConvolution(node, operation, name)
    case .batchNorm(let operation): return addBatchNorm(node, operation, name)
    case .activation(let function): return addActivation(node, function, name)
    case .add: return add("Add", name, [input(node, 0), input(node, 1)])
    case .scaleChannels: return addChannelScale(node, name)
    case .pooling(let operation): return addPooling(node, operation, name)
    case .globalAveragePooling:
      let means = add("GlobalAveragePool", "\(node.name)/means", [input(node)])
      return add("Flatten", name, [means])
    case .linear(let operation): return addLinear(node, operation, name)
    case .layerNorm(let operation):
      return add(
        "LayerNormalization", name, [input(node), array(node, "weight"), array(node, "bias")],
        [("axis", .integer(-1)), ("epsilon", .float(operation.epsilon))])
    case .attention(let operation): return addAttention(node, operation, name)
    case .tokens: return addTokens(node, name)
    case .classToken:
      return add(
        "Gather", name, [input(node), shared("first", .index(0))], [("axis", .integer(1))])
    case .dropout, .stochasticDepth:
      return isLast ? add("Identity", name, [input(node)]) : input(node)
    }
  }

  private mutating func addConvolution(
    _ node: Node, _ operation: ConvolutionOperation, _ name: String
  ) -> String {
    let bias = operation.hasBias ? [array(node, "bias")] : []
    let window = operation.window
    return add(
      "Conv", name, [input(node), array(node, "weight")] + bias,
      [
        ("dilations", .integers(window.axes.map(\.dilation))),
        ("group", .integer(operation.groups)),
        ("kernel_shape", .integers(window.axes.map(\.kernel))),
        ("pads", pads(window.axes)),
        ("strides", .integers(window.axes.map(\.stride))),
      ])
  }

  private mutating func addBatchNorm(
    _ node: Node, _ operation: BatchNormOperation, _ name: String
  ) -> String {
    let arrays = ["weight", "bias", "running_mean", "running_var"].map { array(node, $0) }
    return add(
      "BatchNormalization", name, [input(node)] + arrays, [("epsilon", .float(operation.epsilon))])
  }

  private mutating func addActivation(
    _ node: Node, _ function: Activation, _ name: String
  ) -> String {
    let x = input(node)
    switch function {
    case .relu: return add("Relu", name, [x])
    case .sigmoid: return add("Sigmoid", name, [x])
    case .tanh: return add("Tanh", name, [x])
    case .relu6: return add("Clip", name, [x, scalar("zero", 0), scalar("six", 6)])
    case .hardSigmoid:
      return add("HardSigmoid", name, [x], [("alpha", .float(1 / 6)), ("beta", .float(0.5))])
    case .hardSwish: return add("HardSwish", name, [x])
    case .geluTanh:  // x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
      let cube = add("Mul", "\(node.name)/cube", [x, add("Mul", "\(node.name)/square", [x, x])])
      let bent = add("Mul", "\(node.name)/bent", [cube, scalar("gelu_cubic", 0.044_715)])
      let inner = add("Add", "\(node.name)/inner", [x, bent])
      let root = scalar("gelu_scale", Float((2 / Double.pi).squareRoot()))
      let scaled = add("Mul", "\(node.name)/scaled", [inner, root])
      let tanh = add("Tanh", "\(node.name)/tanh", [scaled])
      let sum = add("Add", "\(node.name)/sum", [tanh, scalar("one", 1)])
      return add(
        "Mul", name, [add("Mul", "\(node.name)/half", [x, scalar("half", 0.5)]), sum])
    case .silu: return add("Mul", name, [x, add("Sigmoid", "\(node.name)/sigmoid", [x])])
    case .gelu:  // x / 2 * (1 + erf(x / sqrt(2))); the operator Gelu is younger than our opset.
      let scaled = add(
        "Mul", "\(node.name)/scaled", [x, scalar("sqrt_half", Float(0.5.squareRoot()))])
      let error = add("Erf", "\(node.name)/erf", [scaled])
      let sum = add("Add", "\(node.name)/sum", [error, scalar("one", 1)])
      return add(
        "Mul", name, [add("Mul", "\(node.name)/half", [x, scalar("half", 0.5)]), sum])
    }
  }

  /// Factors `[N, C]` get an axis for each that lies behind the channels.
  private mutating func addChannelScale(_ node: Node, _ name: String) -> String {
    var factors = input(node, 1)
    let axes =
      switch node.shape.extents.count {
      case 4: [2, 3, 4]
      case 3: [2, 3]
      case 2: [1]
      default: [Int]()
      }
    if !axes.isEmpty {
      let list = shared(
        "axes_\(axes.map(String.init).joined(separator: "_"))", .integers(axes))
      factors = add("Unsqueeze", "\(node.name)/factors", [factors, list])
    }
    return add("Mul", name, [input(node), factors])
  }

  /// What a window that is rounded up reaches over the border is written as padding, which neither a maximum nor a mean
  /// over the inside counts: `ceil_mode` is read in more than one way.
  private mutating func addPooling(
    _ node: Node, _ operation: PoolingOperation, _ name: String
  ) -> String {
    let geometry = operation.geometry(input: inputShape(node))
    let extents = zip(geometry.inputShape.extents, geometry.outputShape.extents)
    let axes = zip(operation.window.axes, extents).map { axis, extents in
      var axis = axis
      let end = (extents.1 - 1) * axis.stride + axis.kernel
      axis.paddingAfter = max(0, end - extents.0 - axis.paddingBefore)
      return axis
    }
    var attributes: [(name: String, value: ONNXNode.Attribute)] = [
      ("kernel_shape", .integers(axes.map(\.kernel))), ("pads", pads(axes)),
      ("strides", .integers(axes.map(\.stride))),
    ]
    if operation.kind == .averageWithBorder {
      attributes.append(("count_include_pad", .integer(1)))
    }
    let type = operation.kind == .maximum ? "MaxPool" : "AveragePool"
    return add(type, name, [input(node)], attributes)
  }

  /// Over features a product of matrices, over tokens one with the weights turned, over pixels a 1x1 convolution.
  private mutating func addLinear(
    _ node: Node, _ operation: LinearOperation, _ name: String
  ) -> String {
    let matrix: Shape = [operation.features, inputShape(node).extents.last ?? 1]
    let bias = has(node, "bias") ? [array(node, "bias")] : []
    switch node.shape.extents.count {
    case 1:
      let weight = array(node, "weight", reshaped: matrix)
      return add("Gemm", name, [input(node), weight] + bias, [("transB", .integer(1))])
    case 2:
      let weight = array(node, "weight", reshaped: matrix)
      let turned = add("Transpose", "\(node.name)/weight", [weight], [("perm", .integers([1, 0]))])
      let product = add(
        "MatMul", bias.isEmpty ? name : "\(node.name)/product", [input(node), turned])
      return bias.isEmpty ? product : add("Add", name, [product] + bias)
    default:
      let kernel = Array(repeating: 1, count: node.shape.extents.count - 1)
      let weight = array(node, "weight", reshaped: Shape(matrix.extents + kernel))
      return add("Conv", name, [input(node), weight] + bias)
    }
  }

  private func pads(_ axes: [AxisWindow]) -> ONNXNode.Attribute {
    .integers(axes.map(\.paddingBefore) + axes.map(\.paddingAfter))
  }

  private mutating func scalar(_ name: String, _ value: Float) -> String {
    shared(name, .floats(Tensor([value], shape: [])))
  }
}
