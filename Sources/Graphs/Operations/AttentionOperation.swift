// Multi-head self-attention: shape, cost.

import Tensors

/// Multi-head self-attention over tokens.
///
/// - Source: Vaswani et al. 2017, arXiv 1706.03762, section 3.2; Dosovitskiy et al. 2020, arXiv 2010.11929, appendix A.
public struct AttentionOperation: Hashable, Sendable {
  /// Heads, among which the features are divided.
  public var heads: Int

  /// Attention with a number of heads.
  public init(heads: Int) { self.heads = heads }

  func shape(input: Shape) -> Shape {
    let extents = input.extents
    require(
      extents.count == 2 && extents[1].isMultiple(of: 3 * heads),
      "attention of \(heads) heads reads [T, 3 * F], found \(extents)")
    return [extents[0], extents[1] / 3]
  }

  func cost(input: Shape) -> NodeCost {
    let (tokens, features) = (input.extents[0], input.extents[1] / 3)
    return NodeCost(attentionMultiplyAdds: 2 * tokens * tokens * features)
  }
}
