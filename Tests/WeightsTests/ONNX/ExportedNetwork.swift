// Small networks in which every operation occurs, in the forms that the papers' networks use.

import Architectures
import Configuration
import Graphs
import Kernels
import Tensors
import Testing
import Weights

struct ExportedNetwork: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var network: NamedNetwork

  init(_ name: String, input: Shape, _ build: (inout GraphBuilder) -> Void) {
    var builder = GraphBuilder(input: input)
    build(&builder)
    testDescription = name
    network = named(builder.graph, title: name)
  }

  static let all = [windows, clips, gates, transformer, features, pixels, activations]

  /// ResNet-18 of an eighth of its width.
  static func narrowResNet() throws -> NamedNetwork {
    let model = ModelConfiguration(family: .resnet, depth: 18, width: 0.125)
    let graph = try Architectures.network(model, images: [33, 35, 3], classes: 5)
    return NamedNetwork(title: "resnet18", model: model, graph: graph)
  }

  private static let windows = ExportedNetwork("convolutions and poolings", input: [11, 9, 3]) {
    builder in
    let uneven = Window(
      kernel: Pair(3), stride: Pair(2), padding: Pair(0), paddingAfter: Pair(1))
    var x = builder.convolution(
      "conv1", builder.input, ConvolutionOperation(channels: 6, window: uneven, hasBias: true))
    let dilated = Window(
      kernel: Pair(height: 3, width: 1), padding: Pair(height: 2, width: 0), dilation: Pair(2))
    x = builder.convolution(
      "conv2", x, ConvolutionOperation(channels: 6, window: dilated, groups: 3))
    x = builder.pooling(
      "maximum", x,
      PoolingOperation(
        .maximum, window: Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1)), roundsUp: true
      ))
    let half = Window(kernel: Pair(2), stride: Pair(2))
    x = builder.pooling("inside", x, PoolingOperation(.averageInside, window: half, roundsUp: true))
    let border = Window(kernel: Pair(2), padding: Pair(1))
    x = builder.pooling("border", x, PoolingOperation(.averageWithBorder, window: border))
    _ = builder.linear("head.linear", builder.globalAveragePooling("pool", x), features: 4)
  }

  private static let clips = ExportedNetwork("clips with a gate", input: [5, 6, 4, 3]) { builder in
    let strided = Window(
      kernel: Pair(height: 3, width: 1), stride: Pair(height: 1, width: 2),
      padding: Pair(height: 1, width: 0),
      time: AxisWindow(kernel: 3, stride: 2, padding: 0, paddingAfter: 1))
    var x = builder.convolution(
      "conv", builder.input, ConvolutionOperation(channels: 4, window: strided))
    let factors = builder.linear("gate", builder.globalAveragePooling("means", x), features: 4)
    x = builder.scaleChannels("scale", builder.batchNorm("norm", x), by: factors)
    x = builder.linear("pixels", x, features: 5)
    let half = Window(kernel: Pair(2), stride: Pair(2), time: AxisWindow(kernel: 2, stride: 2))
    x = builder.pooling("inside", x, PoolingOperation(.averageInside, window: half, roundsUp: true))
    _ = builder.linear("head.linear", builder.globalAveragePooling("pool", x), features: 4)
  }

  private static let gates = ExportedNetwork("a gated inverted bottleneck", input: [6, 5, 4]) {
    builder in
    var x = builder.convolution("expand", builder.input, channels: 8, kernel: 1)
    x = builder.activation("silu1", builder.batchNorm("norm1", x), .silu)
    x = builder.convolution("depthwise", x, channels: 8, kernel: 3, padding: 1, groups: 8)
    let epsilon = BatchNormOperation(epsilon: 1e-3, momentum: 0.01)
    x = builder.activation("silu2", builder.batchNorm("norm2", x, epsilon), .silu)
    let pointwise = { LinearOperation(features: $0, form: .pointwiseConvolution) }
    var gate = builder.globalAveragePooling("se.pool", x)
    gate = builder.activation("se.silu", builder.linear("se.reduce", gate, pointwise(2)), .silu)
    gate = builder.activation(
      "se.sigmoid", builder.linear("se.expand", gate, pointwise(8)), .sigmoid)
    x = builder.scaleChannels("se.scale", x, by: gate)
    x = builder.batchNorm("norm3", builder.convolution("project", x, channels: 4, kernel: 1))
    x = builder.add("sum", builder.stochasticDepth("drop", x, rate: 0.5), builder.input)
    x = builder.dropout("dropout", builder.globalAveragePooling("pool", x), rate: 0.2)
    _ = builder.linear("head.linear", x, features: 3)
  }

  private static let transformer = ExportedNetwork("a transformer", input: [6, 4, 3]) { builder in
    let patch = Window(kernel: Pair(2), stride: Pair(2))
    let patches = builder.convolution(
      "patch", builder.input, ConvolutionOperation(channels: 8, window: patch, hasBias: true))
    let tokens = builder.tokens("tokens", patches)
    var x = builder.linear("qkv", builder.layerNorm("norm1", tokens), features: 24)
    x = builder.linear("projection", builder.attention("attention", x, heads: 2), features: 8)
    let sum = builder.add("sum1", tokens, builder.stochasticDepth("drop1", x, rate: 0.1))
    x = builder.linear("mlp1", builder.layerNorm("norm2", sum), features: 12)
    x = builder.linear("mlp2", builder.activation("gelu", x, .gelu), features: 8)
    x = builder.layerNorm("norm3", builder.add("sum2", sum, x))
    _ = builder.linear("head.linear", builder.classToken("first", x), features: 5)
  }

  private static let features = ExportedNetwork("features, ending in dropout", input: [3, 3, 2]) {
    builder in
    var x = builder.globalAveragePooling("pool", builder.input)
    x = builder.batchNorm("norm", builder.linear("hidden", x, features: 6))
    let gate = builder.activation("gate", x, .sigmoid)
    x = builder.scaleChannels("scale", builder.relu("relu", x), by: gate)
    _ = builder.dropout("dropout", builder.linear("head.linear", x, features: 3), rate: 0.5)
  }

  /// Twice the spread of the weights, so that the functions that are cut off are.
  private static let activations = ExportedNetwork("every activation", input: [3, 3, 4]) {
    builder in
    var x = builder.convolution("conv", builder.input, channels: 4, kernel: 3, padding: 1)
    x = builder.batchNorm("norm", x)
    for function in Activation.allCases {
      let y = builder.activation(function.rawValue, builder.add("\(function)2", x, x), function)
      x = builder.add("\(function)+", x, y)
    }
    _ = builder.globalAveragePooling("pool", x)
  }

  private static let pixels = ExportedNetwork("a layer over pixels", input: [2, 3, 2]) { builder in
    _ = builder.globalAveragePooling("pool", builder.linear("linear", builder.input, features: 3))
  }
}
