// Tokens of an image and the class token among them.

public import Tensors

/// The arrays of one token embedding: a class token before the pixels, a position embedding added to each.
///
/// - Source: Dosovitskiy et al. 2020, arXiv 2010.11929, equation 1.
public struct Tokens: Sendable {
  private let images: Int
  private let features: Int
  private let x: Region
  private let y: Region
  private let classToken: Region
  private let position: Region

  /// A token embedding over its arrays.
  ///
  /// - Parameters:
  ///   - images: Images, N.
  ///   - pixels: Pixels of an image, P.
  ///   - features: Features of a pixel, F.
  ///   - x: Input, `[N, P, F]`.
  ///   - y: Output, `[N, 1 + P, F]`.
  ///   - classToken: `[F]`.
  ///   - position: `[1 + P, F]`.
  /// - Precondition: Every region has the extent that its description says.
  public init(
    images: Int, pixels: Int, features: Int, x: Region, y: Region, classToken: Region,
    position: Region
  ) {
    let tokens = 1 + pixels
    require(
      x.count == images * pixels * features && y.count == images * tokens * features
        && classToken.count == features && position.count == tokens * features,
      "tokens of \(images) images, \(pixels) pixels, \(features) features: x \(x.count), "
        + "y \(y.count), class token \(classToken.count), position \(position.count)")
    (self.images, self.features) = (images, features)
    (self.x, self.y, self.classToken, self.position) = (x, y, classToken, position)
  }

  /// Computes y.
  public func forward() {
    for image in 0..<images {
      let tokens = tokens(of: image, in: y)
      add(classToken, classTokenPart(position), into: classTokenPart(tokens))
      add(pixels(of: image, in: x), pixelPart(position), into: pixelPart(tokens))
    }
  }

  /// The gradients; sums over images run in their order.
  ///
  /// - Parameters:
  ///   - dy: Gradient of y.
  ///   - dx: Where the gradient of x goes.
  ///   - dClassToken: Gradient of the class token, `[F]`.
  ///   - dPosition: Gradient of the position embeddings, `[1 + P, F]`.
  /// - Precondition: Nothing overlaps.
  public func backward(dy: Region, dx: Region, dClassToken: Region, dPosition: Region) {
    require(
      dy.count == y.count && dx.count == x.count,
      "tokens' gradient: dy \(dy.count), dx \(dx.count)")
    dPosition.store(tokens(of: 0, in: dy))
    for image in 0..<images {
      let tokens = tokens(of: image, in: dy)
      pixels(of: image, in: dx).store(pixelPart(tokens))
      if image > 0 { accumulate(tokens, into: dPosition) }
    }
    dClassToken.store(classTokenPart(dPosition))
  }

  private func tokens(of image: Int, in y: Region) -> Region {
    y.part(at: image * position.count, count: position.count)
  }

  private func pixels(of image: Int, in x: Region) -> Region {
    let count = position.count - features
    return x.part(at: image * count, count: count)
  }

  private func classTokenPart(_ tokens: Region) -> Region { tokens.part(at: 0, count: features) }

  private func pixelPart(_ tokens: Region) -> Region {
    tokens.part(at: features, count: tokens.count - features)
  }
}
