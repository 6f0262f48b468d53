// How each operation's kernel runs on a golden case.

import Kernels
import Tensors
import TestSupport
import Testing

func checkConvolution(_ golden: borrowing GoldenCase) throws {
  let (x, weights) = (try golden.shape("x"), try golden.shape("w"))
  let stride = try golden.attribute("stride", as: [Int].self)
  let dilation = try golden.attribute("dilation", as: [Int].self)
  let padding = try golden.attribute("padding_top_bottom_left_right", as: [Int].self)
  let geometry = ConvolutionGeometry(
    input: Pair(height: x[2], width: x[3]), inputChannels: x[1], outputChannels: weights[0],
    window: Window(
      kernel: Pair(height: weights[2], width: weights[3]),
      stride: Pair(height: stride[0], width: stride[1]),
      padding: Pair(height: padding[0], width: padding[2]),
      paddingAfter: Pair(height: padding[1], width: padding[3]),
      dilation: Pair(height: dilation[0], width: dilation[1])),
    groups: try golden.attribute("groups", as: Int.self), hasBias: golden.has("b"))
  let inputs = ConvolutionRun.Inputs(
    x: try golden.image("x"), weights: try golden.input("w"),
    bias: golden.has("b") ? try golden.input("b") : nil, dy: try golden.image("dy"))
  try checkConvolution(golden, ConvolutionRun(geometry, batch: x[0], inputs))
  guard DepthwiseConvolution.isDepthwise(geometry) else { return }
  // The files' cases have fewer channels than those for which these kernels are chosen.
  let kernel = DepthwiseConvolution(geometry, batch: x[0])
  try checkConvolution(
    golden, ConvolutionRun(kernel, weightCount: geometry.weightShape.count, inputs))
}

private func checkConvolution(_ golden: borrowing GoldenCase, _ run: ConvolutionRun) throws {
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
  try golden.check(run.dWeights, "dw")
  if golden.has("b") { try golden.check(run.dBias, "db") }
}

func checkBatchNorm(_ golden: borrowing GoldenCase) throws {
  var inputs = BatchNormRun.Inputs(
    x: try golden.image("x"), gamma: try golden.input("w"), beta: try golden.input("b"),
    dy: try golden.image("dy"))
  inputs.runningMean = try golden.input("running_mean")
  inputs.runningVariance = try golden.input("running_var")
  inputs.epsilon = Float(try golden.attribute("eps", as: Double.self))
  inputs.momentum = Float(try golden.attribute("momentum", as: Double.self))
  guard try golden.attribute("train", as: Bool.self) else {
    try golden.checkImage(BatchNormRun.inference(inputs), "y")
    return
  }
  let run = BatchNormRun(inputs)
  try golden.checkImage(run.y, "y")
  try golden.checkImage(run.dx, "dx")
  try golden.check(run.dGamma, "dw")
  try golden.check(run.dBeta, "db")
  try golden.check(run.runningMean, "running_mean_after")
  try golden.check(run.runningVariance, "running_var_after")
}

func checkRelu(_ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let (x, gradient) = (memory.region(try golden.input("x")), memory.region(try golden.input("dy")))
  let y = memory.region(count: x.count)
  Activation.relu.forward(x, into: y)
  Activation.relu.backward(x: x, y: y, gradient: gradient)
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
  let x = try golden.shape("x")
  let (input, channels) = (Pair(height: x[2], width: x[3]), x[1])
  let operation = try golden.attribute("op", as: String.self)
  if operation == "global_avg_pool" {
    let whole = Window(kernel: input, stride: input)
    return PoolingGeometry(.averageInside, input: input, channels: channels, window: whole)
  }
  var window = Window(kernel: Pair(try golden.attribute("kernel", as: Int.self)))
  window.stride = Pair(try golden.attribute("stride", as: Int.self))
  if operation == "max_pool_same" {
    (window.paddingBefore, window.paddingAfter) = samePadding(input, window)
    return PoolingGeometry(.maximum, input: input, channels: channels, window: window)
  }
  let padding = Pair(try golden.attribute("padding", as: Int.self))
  (window.paddingBefore, window.paddingAfter) = (padding, padding)
  var kind = PoolingKind.maximum
  if operation == "avg_pool" {
    let countsBorder = try golden.attribute("count_include_pad", as: Bool.self)
    kind = countsBorder ? .averageWithBorder : .averageInside
  }
  return PoolingGeometry(
    kind, input: input, channels: channels, window: window,
    roundsUp: try golden.attribute("ceil_mode", as: Bool.self))
}

/// TensorFlow's border: outputs are the input over the stride, rounded up; the odd pixel comes after.
private func samePadding(_ input: Pair, _ window: Window) -> (Pair, Pair) {
  func total(_ size: Int, _ kernel: Int, _ stride: Int) -> Int {
    max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0)
  }
  let height = total(input.height, window.kernel.height, window.stride.height)
  let width = total(input.width, window.kernel.width, window.stride.width)
  let before = Pair(height: height / 2, width: width / 2)
  return (before, Pair(height: height - before.height, width: width - before.width))
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
