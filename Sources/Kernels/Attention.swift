// Multi-head self-attention: products over strided blocks, our own softmax.

public import Tensors

/// The arrays of one self-attention: softmax(q k^T / sqrt(d)) v for each image and head.
///
/// - Source: Vaswani et al. 2017, arXiv 1706.03762, section 3.2.
public struct Attention: Sendable {
  private let images: Int
  private let tokens: Int
  private let heads: Int
  private let features: Int
  private let x: Region
  private let y: Region
  private let probabilities: Region

  /// An attention over its arrays.
  ///
  /// - Parameters:
  ///   - images: Images, N.
  ///   - tokens: Tokens of an image, T.
  ///   - heads: Heads, each with `features / heads` of the features.
  ///   - features: Features of a token, F.
  ///   - x: Queries, keys and values beside each other, each head after head, `[N, T, 3 * F]`.
  ///   - y: Output, `[N, T, F]`.
  ///   - probabilities: `[N, heads, T, T]`, kept for the backward pass.
  /// - Precondition: Every region has the extent that its description says.
  public init(
    images: Int, tokens: Int, heads: Int, features: Int, x: Region, y: Region,
    probabilities: Region
  ) {
    require(
      features.isMultiple(of: heads) && x.count == images * tokens * 3 * features
        && y.count == images * tokens * features
        && probabilities.count == images * heads * tokens * tokens,
      "attention of \(images) images, \(tokens) tokens, \(heads) heads, \(features) features: "
        + "x \(x.count), y \(y.count), probabilities \(probabilities.count)")
    (self.images, self.tokens, self.heads, self.features) = (images, tokens, heads, features)
    (self.x, self.y, self.probabilities) = (x, y, probabilities)
  }

  /// Floats of scratch that the backward pass needs.
  public static func scratchCount(tokens: Int) -> Int { tokens * tokens }

  /// Computes the probabilities and y.
  public func forward() {
    forEachHead { head in
      let (q, k, v) = (head.part(0, of: x), head.part(1, of: x), head.part(2, of: x))
      let p = head.probabilities
      multiply(q, .plain, k, .transposed, into: p, scale: scale)
      softmax(p.start, rows: tokens)
      multiply(p, .plain, v, .plain, into: head.output(of: y))
    }
  }

  /// The gradient with respect to queries, keys and values.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y.
  ///   - dx: Where the gradient of x goes, `[N, T, 3 * F]`.
  ///   - scratch: At least `scratchCount` floats.
  /// - Precondition: Nothing overlaps.
  public func backward(dy: Region, dx: Region, scratch: Region) {
    require(
      dy.count == y.count && dx.count == x.count
        && scratch.count >= Self.scratchCount(tokens: tokens),
      "attention gradient: dy \(dy.count), dx \(dx.count), scratch \(scratch.count)")
    forEachHead { head in
      let (q, k, v) = (head.part(0, of: x), head.part(1, of: x), head.part(2, of: x))
      let (p, d) = (head.probabilities, head.output(of: dy))
      let ds = Matrix(scratch.part(at: 0, count: tokens * tokens), rows: tokens, columns: tokens)
      multiply(p, .transposed, d, .plain, into: head.part(2, of: dx))
      multiply(d, .plain, v, .transposed, into: ds)
      softmaxBackward(y: p.start, gradient: ds.start, rows: tokens)
      multiply(ds, .plain, k, .plain, into: head.part(0, of: dx), scale: scale)
      multiply(ds, .transposed, q, .plain, into: head.part(1, of: dx), scale: scale)
    }
  }

  private var scale: Float { Float(1 / Double(features / heads).squareRoot()) }

  private func forEachHead(_ body: (Head) -> Void) {
    for image in 0..<images {
      for index in 0..<heads { body(Head(attention: self, image: image, index: index)) }
    }
  }

  /// The matrices of one head of one image.
  private struct Head {
    let attention: Attention
    let image: Int
    let index: Int

    private var width: Int { attention.features / attention.heads }

    /// Queries (0), keys (1) or values (2) of an array laid out as x.
    func part(_ part: Int, of x: Region) -> Matrix {
      block(of: x, stride: 3 * attention.features, column: part * attention.features)
    }

    /// The head's columns of an array laid out as y.
    func output(of y: Region) -> Matrix { block(of: y, stride: attention.features, column: 0) }

    var probabilities: Matrix {
      let tokens = attention.tokens
      let size = tokens * tokens
      let start = (image * attention.heads + index) * size
      return Matrix(
        attention.probabilities.part(at: start, count: size), rows: tokens, columns: tokens)
    }

    private func block(of region: Region, stride: Int, column: Int) -> Matrix {
      let start = image * attention.tokens * stride + column + index * width
      let count = (attention.tokens - 1) * stride + width
      return Matrix(
        region.part(at: start, count: count), rows: attention.tokens, columns: width,
        stride: stride)
    }
  }
}
