// What a policy does to an image, with its arguments: a value, so that it can be drawn first and done later.

/// One change of an image.
public enum ImageOperation: Hashable, Sendable {
  /// Each channel stretched over all bytes.
  case autoContrast
  /// Each channel with all bytes about equally often.
  case equalize
  /// The negative.
  case invert
  /// A turn counterclockwise, in degrees.
  case rotate(Double)
  /// Only the highest bits of each byte are kept.
  case posterize(bits: Int)
  /// Bytes from a threshold on are inverted.
  case solarize(threshold: Int)
  /// Bytes below 128 are made lighter.
  case solarizeAdd(Int)
  /// Saturation, by a factor.
  case color(Double)
  /// Hue, by a part of its circle, in -0.5...0.5.
  case hue(Double)
  /// Contrast, by a factor; around one grey, where it is given, instead of the mean luma.
  case contrast(Double, around: Int? = nil)
  /// Brightness, by a factor.
  case brightness(Double)
  /// Sharpness, by a factor.
  case sharpness(Double)
  /// Rows move by this fraction of their height.
  case shearX(Double)
  /// Columns move by this fraction of their place.
  case shearY(Double)
  /// A move to the left and up, in pixels.
  case translate(x: Double, y: Double)
  /// A Gaussian blur of a deviation, in pixels.
  case blur(Double)
  /// A box takes the colour that fills empty places.
  case cutout(PixelBox)

  /// The changed image.
  ///
  /// - Parameters:
  ///   - image: What is changed.
  ///   - filter: How shears, moves and turns look up pixels.
  ///   - fill: What fills empty places, one byte a channel.
  /// - Returns: An image of the same size.
  public func applied(
    to image: PixelImage, filter: ResamplingFilter, fill: [UInt8]
  ) -> PixelImage {
    func seen(through map: AffineMap) -> PixelImage {
      image.mapped(by: map, filter: filter, fill: fill)
    }
    return switch self {
    case .autoContrast: image.withAutomaticContrast()
    case .equalize: image.equalized()
    case .invert: image.inverted()
    case .rotate(let degrees):
      seen(
        through: .rotation(degrees: degrees, width: image.width, height: image.height))
    case .posterize(let bits): image.posterized(bits: bits)
    case .solarize(let threshold): image.solarized(threshold: threshold)
    case .solarizeAdd(let lightness): image.solarized(adding: lightness)
    case .color(let factor): image.saturated(by: factor)
    case .hue(let turn): image.hueTurned(by: turn)
    case .contrast(let factor, let grey): image.contrasted(by: factor, around: grey)
    case .brightness(let factor): image.brightened(by: factor)
    case .sharpness(let factor): image.sharpened(by: factor)
    case .shearX(let factor): seen(through: .shearX(factor))
    case .shearY(let factor): seen(through: .shearY(factor))
    case .translate(let x, let y): seen(through: .translation(x: x, y: y))
    case .blur(let deviation): image.blurred(deviation: deviation)
    case .cutout(let box): image.filled(box, with: fill)
    }
  }
}
