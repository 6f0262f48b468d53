// Small networks with everything that a plan has to get right.

import Graphs
import Kernels
import Tensors
import Testing

/// A network of a few thousand multiply-adds, with a name that says what is special in it.
struct SmallNetwork: CustomTestStringConvertible, Sendable {
  var name: String
  var graph: Graph
  var testDescription: String { name }

  init(_ name: String, input: Shape = [5, 4, 3], _ build: (inout GraphBuilder) -> Void) {
    var builder = GraphBuilder(input: input)
    build(&builder)
    self.name = name
    graph = builder.graph
  }

  static let all = residual + joins + heads + gates + transformers

  private static let residual = [
    SmallNetwork("a block with a projection") { builder in
      let x = builder.stem()
      let projected = builder.normed("projection", x, channels: 5, kernel: 1, stride: 2)
      _ = builder.head(builder.block("block", x, channels: 5, stride: 2, shortcut: projected))
    },
    SmallNetwork("an identity that passes through two blocks") { builder in
      let x = builder.stem()
      let y = builder.block("first", x, channels: 4, stride: 1, shortcut: x)
      _ = builder.head(builder.block("second", y, channels: 4, stride: 1, shortcut: y))
    },
    SmallNetwork("sums without activation, so that a gradient passes through both") { builder in
      let x = builder.stem()
      let y = builder.add("sum1", builder.normed("branch1", x, channels: 4, kernel: 3), x)
      let z = builder.add("sum2", y, builder.normed("branch2", y, channels: 4, kernel: 3))
      _ = builder.head(z)
    },
    SmallNetwork("a norm whose residual is its own input") { builder in
      let x = builder.convolution("conv", builder.input, channels: 4, kernel: 3, padding: 1)
      let sum = builder.add("sum", builder.batchNorm("norm", x), x)
      _ = builder.head(builder.relu("relu", sum))
    },
  ]

  private static let joins = [
    SmallNetwork("a node with three readers") { builder in
      let x = builder.stem()
      let first = builder.convolution("first", x, channels: 4, kernel: 3, padding: 1)
      let second = builder.convolution("second", x, channels: 4, kernel: 1)
      let sum = builder.add("sum", first, second)
      _ = builder.head(builder.add("total", sum, x))
    },
    SmallNetwork("a node added to itself") { builder in
      let x = builder.stem()
      let twice = builder.add("twice", x, x)
      let norm = builder.batchNorm("norm", twice)
      _ = builder.head(builder.add("again", norm, norm))
    },
    SmallNetwork("a norm that is read twice") { builder in
      let norm = builder.batchNorm("norm", builder.stem())
      let relu = builder.relu("relu", norm)
      _ = builder.head(builder.add("sum", norm, relu))
    },
    SmallNetwork("an activation that nothing fuses") { builder in
      let x = builder.convolution("conv", builder.input, channels: 4, kernel: 3, padding: 1)
      let sum = builder.add("sum", builder.relu("relu1", x), x)
      _ = builder.head(builder.relu("relu2", sum))
    },
    SmallNetwork("images that are normalised, activated and added") { builder in
      let norm = builder.batchNorm("norm", builder.input)
      let relu = builder.relu("relu", builder.input)
      let sum = builder.add("sum", norm, relu)
      _ = builder.head(builder.add("total", sum, builder.input))
    },
    SmallNetwork("a branch that nothing reads") { builder in
      let x = builder.stem()
      _ = builder.normed("unread", x, channels: 3, kernel: 1)
      _ = builder.head(x)
    },
  ]

  private static let heads = [
    SmallNetwork("all poolings, groups, a bias and a dilation") { builder in
      let window = Window(kernel: Pair(3), stride: Pair(2), padding: Pair(1))
      var x = builder.pooling("maximum", builder.stem(), PoolingOperation(.maximum, window: window))
      let dilated = Window(kernel: Pair(3), padding: Pair(2), dilation: Pair(2))
      x = builder.convolution(
        "dilated", x, ConvolutionOperation(channels: 6, window: dilated, groups: 2, hasBias: true))
      let half = Window(kernel: Pair(2), stride: Pair(2))
      x = builder.pooling(
        "inside", x, PoolingOperation(.averageInside, window: half, roundsUp: true))
      let border = Window(kernel: Pair(2), padding: Pair(1))
      _ = builder.head(
        builder.pooling("border", x, PoolingOperation(.averageWithBorder, window: border)))
    },
    SmallNetwork("clips: a block, a pooling in time and the mean", input: [3, 4, 3, 2]) { builder in
      let window = Window(
        kernel: Pair(3), padding: Pair(1), time: AxisWindow(kernel: 3, padding: 1))
      var x = builder.convolution(
        "conv", builder.input, ConvolutionOperation(channels: 3, window: window))
      x = builder.relu("relu", builder.batchNorm("norm", x))
      let frames = Window(kernel: Pair(1), time: AxisWindow(kernel: 3, padding: 1))
      let y = builder.convolution("frames", x, ConvolutionOperation(channels: 3, window: frames))
      x = builder.relu("sum.relu", builder.add("sum", builder.batchNorm("frames.norm", y), x))
      let half = Window(
        kernel: Pair(2), stride: Pair(2), time: AxisWindow(kernel: 2, stride: 2))
      _ = builder.head(
        builder.pooling("pool", x, PoolingOperation(.averageInside, window: half, roundsUp: true)))
    },
    SmallNetwork("dropout before the classifier") { builder in
      var x = builder.globalAveragePooling("pool", builder.stem())
      x = builder.dropout("dropout", x, rate: 0.4)
      _ = builder.linear("linear", x, features: 3)
    },
    SmallNetwork("a classifier of two layers with norm and activation, which ends in a sum") {
      builder in
      var x = builder.globalAveragePooling("pool", builder.stem())
      x = builder.relu("relu", builder.batchNorm("norm", builder.linear("hidden", x, features: 6)))
      let logits = builder.linear("logits", x, features: 3)
      _ = builder.add("sum", logits, builder.relu("rectified", logits))
    },
    SmallNetwork("a linear layer over the channels of each pixel", input: [2, 3, 2]) { builder in
      let x = builder.linear("linear", builder.input, features: 3)
      _ = builder.globalAveragePooling("pool", x)
    },
  ]

  private static let gates = [
    SmallNetwork("squeeze and excitation before a sum, with stochastic depth") { builder in
      let x = builder.stem()
      let norm = builder.normed("branch", x, channels: 4, kernel: 3)
      let depth = builder.stochasticDepth("depth", builder.gated("se", norm), rate: 0.25)
      _ = builder.head(builder.relu("relu", builder.add("add", depth, x)))
    },
    SmallNetwork("squeeze and excitation behind SiLU, then stochastic depth by itself") { builder in
      let x = builder.activation(
        "silu", builder.normed("stem", builder.input, channels: 4, kernel: 3), .silu)
      let y = builder.normed("project", builder.gated("se", x), channels: 4, kernel: 1)
      let sum = builder.add("add", builder.stochasticDepth("depth", y, rate: 0.25), x)
      _ = builder.head(sum)
    },
    SmallNetwork("squeeze and excitation of 9 channels behind max(x, 0)") { builder in
      let x = builder.relu("r", builder.normed("stem", builder.input, channels: 9, kernel: 3))
      _ = builder.head(builder.gated("se", x))
    },
    SmallNetwork("clips: two gates one after the other before a sum", input: [3, 4, 3, 2]) {
      builder in
      let window = Window(
        kernel: Pair(3), stride: Pair(2), padding: Pair(1),
        time: AxisWindow(kernel: 3, stride: 2, padding: 1))
      let conv = builder.convolution(
        "conv", builder.input, ConvolutionOperation(channels: 3, window: window))
      let norm = builder.batchNorm("norm", conv)
      let gated = builder.gated("second", builder.gated("first", norm))
      _ = builder.head(builder.relu("relu", builder.add("add", gated, conv)))
    },
    SmallNetwork("gate, sigmoid, GELU and stochastic depth that nothing is fused with") { builder in
      let x = builder.convolution("conv", builder.input, channels: 4, kernel: 3)
      let y = builder.activation("gelu", builder.gated("se", x), .gelu)
      let z = builder.stochasticDepth("depth", y, rate: 0.5)
      _ = builder.head(builder.activation("sigmoid", z, .sigmoid))
    },
  ]

  private static let transformers = [
    SmallNetwork("a transformer of two blocks", input: [4, 6, 3]) { builder in
      var x = builder.convolution("patch", builder.input, channels: 6, kernel: 2, stride: 2)
      x = builder.tokens("tokens", x)
      for block in 0..<2 {
        let y = builder.linear("qkv\(block)", builder.layerNorm("n\(block)", x), features: 18)
        let attended = builder.attention("attention\(block)", y, heads: 2)
        x = builder.add("a\(block)", x, builder.linear("p\(block)", attended, features: 6))
        let hidden = builder.linear("u\(block)", builder.layerNorm("m\(block)", x), features: 8)
        let gelu = builder.activation("g\(block)", hidden, .gelu)
        x = builder.add("b\(block)", builder.linear("d\(block)", gelu, features: 6), x)
      }
      _ = builder.linear("head", builder.classToken("class", x), features: 3)
    }
  ]
}

extension GraphBuilder {
  /// Squeeze and excitation of `x`.
  fileprivate mutating func gated(_ name: String, _ x: NodeID) -> NodeID {
    let extents = shape(of: x).extents
    let channels = extents[extents.count - 1]
    let pooled = globalAveragePooling("\(name).pool", x)
    let hidden = activation("\(name).silu", linear("\(name).reduce", pooled, features: 3), .silu)
    let gate = linear("\(name).expand", hidden, features: channels)
    return scaleChannels("\(name).scale", x, by: activation("\(name).gate", gate, .sigmoid))
  }

  /// Convolution, norm and activation of the images to four channels.
  fileprivate mutating func stem() -> NodeID {
    relu("stem.relu", normed("stem", input, channels: 4, kernel: 3))
  }

  fileprivate mutating func normed(
    _ name: String, _ x: NodeID, channels: Int, kernel: Int, stride: Int = 1
  ) -> NodeID {
    let y = convolution(
      "\(name).conv", x, channels: channels, kernel: kernel, stride: stride, padding: kernel / 2)
    return batchNorm("\(name).norm", y)
  }

  fileprivate mutating func block(
    _ name: String, _ x: NodeID, channels: Int, stride: Int, shortcut: NodeID
  ) -> NodeID {
    var y = normed("\(name).1", x, channels: channels, kernel: 3, stride: stride)
    y = normed("\(name).2", relu("\(name).relu1", y), channels: channels, kernel: 3)
    return relu("\(name).relu", add("\(name).add", y, shortcut))
  }

  /// Global average pooling and a linear layer to three classes.
  fileprivate mutating func head(_ x: NodeID) -> NodeID {
    linear("head.linear", globalAveragePooling("head.pool", x), features: 3)
  }
}
