// How each operation's kernel runs on a golden case.

import Kernels
import Tensors
import TestSupport
import Testing

func checkConvolution(_ golden: borrowing GoldenCase) throws {
  let shape = try golden.shape("w")
  let geometry = ConvolutionGeometry(
    inputShape: try golden.imageShape("x"), outputChannels: shape[0],
    window: try convolutionWindow(golden, kernel: Array(shape[2...])),
    groups: try golden.attribute("groups", as: Int.self), hasBias: golden.has("b"))
  let batch = try golden.shape("x")[0]
  let inputs = ConvolutionRun.Inputs(
    x: try golden.image("x"), weights: try golden.input("w"),
    bias: golden.has("b") ? try golden.input("b") : nil, dy: try golden.image("dy"))
  try checkConvolution(golden, ConvolutionRun(geometry, batch: batch, inputs))
  guard DepthwiseConvolution.isDepthwise(geometry) else { return }
  // The files' cases have fewer channels than those for which these kernels are chosen.
  let kernel = DepthwiseConvolution(geometry, batch: batch)
  try checkConvolution(
    golden, ConvolutionRun(kernel, weightCount: geometry.weightShape.count, inputs))
}

private func checkConvolution(_ golden: borrowing GoldenCase, _ run: ConvolutionRun) throws {
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
  try golden.check(run.dWeights, "dw")
  if golden.has("b") { try golden.check(run.dBias, "db") }
}

private func convolutionWindow(
  _ golden: borrowing GoldenCase, kernel: [Int]
) throws -> Window {
  let stride = try golden.attribute("stride", as: [Int].self)
  guard kernel.count == 2 else {
    let padding = try golden.attribute("padding", as: [Int].self)
    return window(
      zip(kernel, zip(stride, padding)).map {
        AxisWindow(kernel: $0, stride: $1.0, padding: $1.1)
      })
  }
  let dilation = try golden.attribute("dilation", as: [Int].self)
  let padding = try golden.attribute("padding_top_bottom_left_right", as: [Int].self)
  let axes = kernel.indices.map { axis in
    AxisWindow(
      kernel: kernel[axis], stride: stride[axis], padding: padding[2 * axis],
      paddingAfter: padding[2 * axis + 1], dilation: dilation[axis])
  }
  guard try golden.attribute("same", as: Bool.self) else { return window(axes) }
  let input = try golden.shape("x")
  let same = Window.same(
    kernel: Pair(height: kernel[0], width: kernel[1]),
    stride: Pair(height: stride[0], width: stride[1]),
    dilation: Pair(height: dilation[0], width: dilation[1]),
    over: Pair(height: input[2], width: input[3]))
  #expect(same == window(axes))
  return same
}

/// A window over images or clips, by its axes.
private func window(_ axes: [AxisWindow]) -> Window {
  Window(
    time: axes.count == 3 ? axes[0] : nil, height: axes[axes.count - 2],
    width: axes[axes.count - 1])
}

func checkBatchNorm(_ golden: borrowing GoldenCase) throws {
  var inputs = BatchNormRun.Inputs(
    x: try golden.image("x"), gamma: try golden.input("w"), beta: try golden.input("b"),
    dy: try golden.image("dy"))
  inputs.runningMean = try golden.input("running_mean")
  inputs.runningVariance = try golden.input("running_var")
  inputs.epsilon = Float(try golden.attribute("eps", as: Double.self))
  inputs.momentum = Float(try golden.attribute("momentum", as: Double.self))
  let isTraining = try golden.attribute("train", as: Bool.self)
  inputs.statistics = isTraining ? .batch : .running
  let run = BatchNormRun(inputs)
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
  try golden.check(run.dGamma, "dw")
  try golden.check(run.dBeta, "db")
  guard isTraining else { return }
  try golden.check(run.runningMean, "running_mean_after")
  try golden.check(run.runningVariance, "running_var_after")
}

func check(_ activation: Activation, _ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let (x, gradient) = (memory.region(try golden.input("x")), memory.region(try golden.input("dy")))
  let y = memory.region(count: x.count)
  activation.forward(x, into: y)
  activation.backward(x: x, y: y, gradient: gradient)
  memory.expectIntact()
  try golden.check(y.elements, "y")
  try golden.check(gradient.elements, "dx")
}

func checkPooling(_ golden: borrowing GoldenCase) throws {
  let run = try PoolingRun(
    try poolingGeometry(golden), batch: try golden.shape("x")[0], x: try golden.image("x"),
    dy: try golden.image("dy"))
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
}

private func poolingGeometry(_ golden: borrowing GoldenCase) throws -> PoolingGeometry {
  let shape = try golden.imageShape("x")
  let operation = try golden.attribute("op", as: String.self)
  if operation.hasPrefix("global_avg_pool") { return .global(over: shape) }
  let kernel = try golden.numbers("kernel", axes: shape.extents.count - 1)
  let stride = try golden.numbers("stride", axes: kernel.count)
  if operation == "max_pool_same" {
    let same = zip(shape.extents, zip(kernel, stride)).map {
      AxisWindow.same(kernel: $1.0, stride: $1.1, over: $0)
    }
    return PoolingGeometry(.maximum, inputShape: shape, window: window(same))
  }
  let padding = try golden.numbers("padding", axes: kernel.count)
  let axes = zip(kernel, zip(stride, padding)).map {
    AxisWindow(kernel: $0, stride: $1.0, padding: $1.1)
  }
  var kind = PoolingKind.maximum
  if operation == "avg_pool" {
    let countsBorder = try golden.attribute("count_include_pad", as: Bool.self)
    kind = countsBorder ? .averageWithBorder : .averageInside
  }
  return PoolingGeometry(
    kind, inputShape: shape, window: window(axes),
    roundsUp: operation == "max_pool3d" ? false : try golden.attribute("ceil_mode", as: Bool.self))
}

func checkAdaptivePooling(_ golden: borrowing GoldenCase) throws {
  let run = PoolingRun(
    adaptive: try golden.imageShape("x"), to: try golden.numbers("out", axes: 2),
    batch: try golden.shape("x")[0], x: try golden.image("x"), dy: try golden.image("dy"))
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
}

func checkLinear(_ golden: borrowing GoldenCase) throws {
  let run = LinearRun(
    rows: try golden.shape("x").dropLast().reduce(1, *), x: try golden.input("x"),
    weights: try golden.input("w"), bias: golden.has("b") ? try golden.input("b") : nil,
    dy: try golden.input("dy"))
  try golden.check(run.y, "y")
  try golden.check(run.dx, "dx")
  try golden.check(run.dWeights, "dw")
  if golden.has("b") { try golden.check(run.dBias, "db") }
}

func checkCrossEntropy(_ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let labels = try golden.labels("label")
  let logits = memory.region(try golden.input("logits"))
  let gradient = memory.region(count: logits.count)
  let smoothing = Float(try golden.attribute("label_smoothing", as: Double.self))
  let loss = SoftmaxCrossEntropy(rows: labels.count, logits: logits, labelSmoothing: smoothing)
  var losses = Array(repeating: 0.0, count: labels.count)
  loss.evaluate(
    labels: labels, losses: &losses, gradient: gradient, scale: 1 / Double(labels.count))
  memory.expectIntact()
  try golden.check([Float(losses.reduce(0, +) / Double(labels.count))], "loss")
  try golden.check(gradient.elements, "dlogits")
}

/// The gradient only: the forward pass draws its mask itself.
func checkDropout(_ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let rate = try golden.attribute("p", as: Double.self)
  let mask = memory.region(try golden.input("keep").map { $0 * Float(1 / (1 - rate)) })
  let gradient = memory.region(try golden.input("dy"))
  let dropout = Dropout(rate: rate, lane: 0, x: gradient, y: gradient, mask: mask)
  dropout.backward(gradient: gradient)
  memory.expectIntact()
  try golden.check(gradient.elements, "dx")
}
