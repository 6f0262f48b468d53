// Class token and position embedding: shape, parameters.

import Tensors

/// The tokens of an image: a class token, then the pixels row by row, each with a position embedding added.
///
/// - Source: Dosovitskiy et al. 2020, arXiv 2010.11929, equation 1.
struct TokenEmbedding {
  let shape: Shape

  init(input: Shape) {
    let extents = input.extents
    require(extents.count == 3, "tokens are made of [H, W, F], found \(extents)")
    shape = [1 + extents[0] * extents[1], extents[2]]
  }

  func parameters(name: String) -> [Parameter] {
    let (tokens, features) = (shape.extents[0], shape.extents[1])
    return [
      Parameter(
        name: "\(name).class_token", shape: [1, 1, features], role: .embedding,
        initialization: .normal(deviation: 1e-6)),
      Parameter(
        name: "\(name).position", shape: [1, tokens, features], role: .embedding,
        initialization: .normal(deviation: 0.02)),
    ]
  }
}
