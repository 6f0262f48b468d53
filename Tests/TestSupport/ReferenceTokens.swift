// Activations, gating and the operations of transformers in double precision, from their formulas.

import Foundation
public import Kernels
public import Tensors

extension Activation {
  /// The function of one element.
  public func reference(_ x: Double) -> Double {
    switch self {
    case .relu: max(x, 0)
    case .silu: x / (1 + exp(-x))
    case .sigmoid: 1 / (1 + exp(-x))
    case .gelu: x * erfc(-x / 2.0.squareRoot()) / 2
    case .geluTanh:
      x / (1 + exp(-2 * (2 / .pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .relu6: min(max(x, 0), 6)
    case .tanh: Foundation.tanh(x)
    case .hardSigmoid: min(max(x + 3, 0), 6) / 6
    case .hardSwish: x * min(max(x + 3, 0), 6) / 6
    }
  }
}

/// `x`, `[N, .., C]`, each channel times its factor of the image, `[N, C]`.
public func referenceChannelScale(_ x: [Double], by factors: [Double], shape: Shape) -> [Double] {
  let channels = shape.extents[shape.extents.count - 1]
  return x.indices.map { x[$0] * factors[$0 / shape.count * channels + $0 % channels] }
}

/// Layer norm over rows as long as gamma.
public func referenceLayerNorm(
  _ x: [Double], gamma: [Double], beta: [Double], epsilon: Double
) -> [Double] {
  let features = gamma.count
  return stride(from: 0, to: x.count, by: features).flatMap { start in
    let row = x[start..<start + features]
    let mean = row.reduce(0, +) / Double(features)
    let variance = row.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(features)
    return row.enumerated().map { index, value in
      (value - mean) / (variance + epsilon).squareRoot() * gamma[index] + beta[index]
    }
  }
}

/// Self-attention of `[N, tokens, 3, heads, features / heads]`; gives `[N, tokens, features]`.
public func referenceAttention(
  _ x: [Double], tokens: Int, features: Int, heads: Int
) -> [Double] {
  let (images, width) = (x.count / (3 * tokens * features), features / heads)
  var y = Array(repeating: 0.0, count: images * tokens * features)
  for image in 0..<images {
    for head in 0..<heads {
      let vector = { (token: Int, part: Int) in
        let start = ((image * tokens + token) * 3 + part) * features + head * width
        return x[start..<start + width]
      }
      for query in 0..<tokens {
        let scores = (0..<tokens).map { key in
          zip(vector(query, 0), vector(key, 1)).map { $0 * $1 }.reduce(0, +)
            / Double(width).squareRoot()
        }
        let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
        let total = weights.reduce(0, +)
        for key in 0..<tokens {
          for (index, value) in vector(key, 2).enumerated() {
            y[(image * tokens + query) * features + head * width + index] +=
              weights[key] / total * value
          }
        }
      }
    }
  }
  return y
}

/// The class token before the pixels of each image, position embeddings added.
public func referenceTokens(
  _ x: [Double], classToken: [Double], position: [Double]
) -> [Double] {
  let pixels = position.count - classToken.count
  return stride(from: 0, to: x.count, by: pixels).flatMap { start in
    zip(classToken + x[start..<start + pixels], position).map { $0 + $1 }
  }
}
