// How the operations of transformers, their losses and masks run on a golden case.

import Kernels
import Tensors
import TestSupport
import Testing

func checkSoftmax(_ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let (y, gradient) = (memory.region(try golden.input("x")), memory.region(try golden.input("dy")))
  let rows = try golden.shape("x")[0]
  softmax(y, rows: rows)
  softmaxBackward(y: y, gradient: gradient, rows: rows)
  memory.expectIntact()
  try golden.check(y.elements, "y")
  try golden.check(gradient.elements, "dx")
}

/// Its kernel is the loss: with -dy for targets the gradient is dx, with a one-hot target the loss is -y there.
func checkLogSoftmax(_ golden: borrowing GoldenCase) throws {
  let (shape, x) = (try golden.shape("x"), try golden.input("x"))
  let dx = SoftTargetLossRun(
    .softmax, logits: x, targets: try golden.input("dy").map { -$0 }, rows: shape[0], scale: 1)
  try golden.check(dx.gradient, "dx")
  var y = Array(repeating: Float.nan, count: x.count)
  for hit in 0..<shape[1] {
    let targets = x.indices.map { $0 % shape[1] == hit ? 1 as Float : 0 }
    let run = SoftTargetLossRun(.softmax, logits: x, targets: targets, rows: shape[0], scale: 1)
    for (row, loss) in run.losses.enumerated() { y[row * shape[1] + hit] = Float(-loss) }
  }
  try golden.check(y, "y")
}

func checkLayerNorm(_ golden: borrowing GoldenCase) throws {
  let run = LayerNormRun(
    x: try golden.input("x"), gamma: try golden.input("w"), beta: try golden.input("b"),
    epsilon: Float(try golden.attribute("eps", as: Double.self)), dy: try golden.input("dy"))
  try golden.check(run.y, "y")
  try golden.check(run.dx, "dx")
  try golden.check(run.dGamma, "dw")
  try golden.check(run.dBeta, "db")
}

/// The linear layers around it run too: the file holds the whole block.
func checkAttention(_ golden: borrowing GoldenCase) throws {
  let shape = try golden.shape("x")
  let rows = shape[0] * shape[1]
  let x = try golden.input("x")
  let (inner, innerBias) = (try golden.input("w_qkv"), try golden.input("b_qkv"))
  let (outer, outerBias) = (try golden.input("w_proj"), try golden.input("b_proj"))
  // The forward passes first, with gradients nobody reads.
  let projected = LinearRun(
    rows: rows, x: x, weights: inner, bias: innerBias,
    dy: Array(repeating: 0, count: 3 * x.count))
  let heads = try golden.attribute("heads", as: Int.self)
  let run = { (dy: [Float]) in
    AttentionRun(images: shape[0], heads: heads, features: shape[2], x: projected.y, dy: dy)
  }
  let last = LinearRun(
    rows: rows, x: run(x).y, weights: outer, bias: outerBias, dy: try golden.input("dy"))
  let first = LinearRun(
    rows: rows, x: x, weights: inner, bias: innerBias, dy: run(last.dx).dx)
  try golden.check(last.y, "y")
  try golden.check(last.dWeights, "dw_proj")
  try golden.check(last.dBias, "db_proj")
  try golden.check(first.dx, "dx")
  try golden.check(first.dWeights, "dw_qkv")
  try golden.check(first.dBias, "db_qkv")
}

func checkSoftCrossEntropy(_ golden: borrowing GoldenCase) throws {
  let rows = try golden.shape("logits")[0]
  let run = SoftTargetLossRun(
    .softmax, logits: try golden.input("logits"), targets: try golden.input("target"), rows: rows,
    scale: 1 / Double(rows))
  try golden.check([Float(run.meanLoss)], "loss")
  try golden.check(run.gradient, "dlogits")
}

func checkBinaryCrossEntropy(_ golden: borrowing GoldenCase) throws {
  let rows = try golden.shape("logits")[0]
  let reduction = try golden.attribute("reduction", as: String.self)
  let run = SoftTargetLossRun(
    reduction.hasPrefix("sum over classes") ? .binarySum : .binary,
    logits: try golden.input("logits"), targets: try binaryTargets(golden), rows: rows,
    scale: 1 / Double(rows))
  try golden.check([Float(run.meanLoss)], "loss")
  try golden.check(run.gradient, "dlogits")
}

private func binaryTargets(_ golden: borrowing GoldenCase) throws -> [Float] {
  let shape = try golden.shape("logits")
  if golden.has("label") {
    let smoothing = Float(try golden.attribute("label_smoothing", as: Double.self))
    return try golden.labels("label").flatMap { label in
      (0..<shape[1]).map { $0 == Int(label) ? 1 - smoothing : 0 }.map {
        $0 + smoothing / Float(shape[1])
      }
    }
  }
  let targets = try golden.input("target")
  guard try golden.hasAttribute("target_threshold") else { return targets }
  let threshold = Float(try golden.attribute("target_threshold", as: Double.self))
  return targets.map { $0 > threshold ? 1 : 0 }
}

/// The product only: the forward pass draws its factors itself.
func checkStochasticDepth(_ golden: borrowing GoldenCase) throws {
  let memory = GuardedMemory()
  let rate = try golden.attribute("drop_prob", as: Double.self)
  let factors = memory.region(try golden.input("keep").map { $0 * Float(1 / (1 - rate)) })
  for (input, output) in [("x", "y"), ("dy", "dx")] {
    let product = memory.region(try golden.input(input))
    let depth = StochasticDepth(rate: rate, lane: 0, x: product, y: product, factors: factors)
    depth.backward(gradient: product)
    try golden.check(product.elements, output)
  }
  memory.expectIntact()
}
