// The definitions of the operations on rows, in double precision.

import Foundation

/// The linear layer: `x` is `[rows, I]`, `weights` `[O, I]`, `bias` `[O]`, the result `[rows, O]`.
public func referenceLinear(
  x: [Double], weights: [Double], bias: [Double]?, inputs: Int
) -> [Double] {
  let (rows, outputs) = (x.count / inputs, weights.count / inputs)
  var y: [Double] = []
  for row in 0..<rows {
    for o in 0..<outputs {
      var sum = bias?[o] ?? 0
      for i in 0..<inputs { sum += x[row * inputs + i] * weights[o * inputs + i] }
      y.append(sum)
    }
  }
  return y
}

/// The cross-entropy of each row of `[rows, classes]` logits with (1 - s) * one-hot + s / classes.
public func referenceCrossEntropy(
  logits: [Double], labels: [Int32], labelSmoothing: Double
) -> [Double] {
  let classes = logits.count / labels.count
  return labels.enumerated().map { row, label in
    let values = logits[row * classes..<(row + 1) * classes]
    let largest = values.max() ?? 0
    let total = values.reduce(0) { $0 + exp($1 - largest) }
    return values.enumerated().reduce(0) { loss, element in
      let hit = element.offset == Int(label) ? 1 - labelSmoothing : 0
      let target = hit + labelSmoothing / Double(classes)
      return loss - target * (element.element - largest - log(total))
    }
  }
}
