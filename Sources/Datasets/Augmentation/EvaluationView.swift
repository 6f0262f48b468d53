// What a network is shown of an image when it is evaluated.

import Configuration
import Imaging

/// The middle of an image, resized first so that its shorter side is a little longer than what is shown.
///
/// - Source: timm 1.0.31, `transforms_imagenet_eval`, and its rounding.
struct EvaluationView: Hashable, Sendable {
  /// Side of the square that is shown, in pixels.
  var resolution: Int
  /// That side over the shorter side of the resized image, in 0...1.
  var cropRatio: Double
  var filter: ResamplingFilter

  /// The shorter side of the resized image.
  var shorterSide: Int { Int(Double(resolution) / cropRatio) }

  /// The size of the resized image.
  func resizedSize(width: Int, height: Int) -> (width: Int, height: Int) {
    let side = shorterSide
    return width <= height
      ? (side, Int(Double(side * height) / Double(width)))
      : (Int(Double(side * width) / Double(height)), side)
  }

  /// What becomes of images of a size.
  func cropping(width: Int, height: Int) -> Cropping {
    let size = resizedSize(width: width, height: height)
    return Cropping(
      Resizing(
        of: PixelBox(x: 0, y: 0, width: width, height: height), toWidth: size.width,
        height: size.height, filter: filter),
      then: .middle(resolution))
  }

  /// What is shown of an image.
  func applied(to image: PixelImage) -> PixelImage { applied(to: [image])[0] }

  /// What is shown of each frame of a clip.
  ///
  /// - Precondition: They are of one size.
  func applied(to frames: [PixelImage]) -> [PixelImage] {
    guard let first = frames.first else { return [] }
    let cropping = cropping(width: first.width, height: first.height)
    return frames.map(cropping.applied)
  }
}

extension EvaluationView {
  /// The view that a configuration asks for.
  init(_ data: DataConfiguration) {
    resolution = data.testResolution ?? data.resolution
    cropRatio = data.testCropRatio
    filter = data.testInterpolation.filter(isBicubic: false)
  }
}
