// The first token of each image.

public import Tensors

/// The arrays of the selection of each image's first token.
public struct ClassToken: Sendable {
  private let images: Int
  private let x: Region
  private let y: Region

  /// A selection over its arrays.
  ///
  /// - Parameters:
  ///   - images: Images, N.
  ///   - tokens: Tokens of an image, T.
  ///   - features: Features of a token, F.
  ///   - x: Input, `[N, T, F]`.
  ///   - y: Output, `[N, F]`.
  /// - Precondition: Every region has the extent that its description says.
  public init(images: Int, tokens: Int, features: Int, x: Region, y: Region) {
    require(
      x.count == images * tokens * features && y.count == images * features,
      "class token of \(images) images, \(tokens) tokens, \(features) features: x \(x.count), "
        + "y \(y.count)")
    (self.images, self.x, self.y) = (images, x, y)
  }

  /// Copies the first tokens.
  public func forward() {
    for image in 0..<images { token(image, of: y).store(firstToken(image, of: x)) }
  }

  /// The gradient of x: that of y at the first tokens, 0 elsewhere.
  public func backward(dy: Region, dx: Region) {
    require(
      dy.count == y.count && dx.count == x.count,
      "class token's gradient: dy \(dy.count), dx \(dx.count)")
    dx.fill(with: 0)
    for image in 0..<images { firstToken(image, of: dx).store(token(image, of: dy)) }
  }

  private func token(_ image: Int, of y: Region) -> Region {
    let features = y.count / images
    return y.part(at: image * features, count: features)
  }

  private func firstToken(_ image: Int, of x: Region) -> Region {
    x.part(at: image * (x.count / images), count: y.count / images)
  }
}
