// Crops out of an image whose size is drawn.

import Configuration
import Imaging
import Randomness

/// A random crop of the network's size out of the image, resized so that its shorter side has a drawn length.
///
/// - Source: Simonyan & Zisserman 2014, arXiv 1409.1556, section 3.1, "scale jittering"; He et al. 2015, arXiv
///   1512.03385, section 3.4. Networks over clips are trained so too: Feichtenhofer et al. 2018, arXiv 1812.03982,
///   section 4, with 256 to 320 pixels and crops of 224. What Bello et al. 2021, arXiv 2103.07579, section 8, call by
///   this name is `RandomResizedCrop`.
struct ScaleJitter: Hashable, Sendable {
  /// The shorter side, in pixels, each of these equally likely.
  var sides: ClosedRange<Int>
  /// Side of the square that is cropped, in pixels.
  var resolution: Int

  /// What becomes of a sample's images of a size.
  ///
  /// - Precondition: No side is less than the resolution.
  func drawn(
    at address: SampleAddress, width: Int, height: Int, filter: ResamplingFilter
  ) -> Cropping {
    var random = address.stream(.scaleJitter)
    let side = sides.lowerBound + random.nextInteger(below: sides.count)
    let size = EvaluationView(resolution: side, cropRatio: 1, filter: filter)
      .resizedSize(width: width, height: height)
    let y = random.nextInteger(below: size.height - resolution + 1)
    let x = random.nextInteger(below: size.width - resolution + 1)
    return Cropping(
      Resizing(
        of: PixelBox(x: 0, y: 0, width: width, height: height), toWidth: size.width,
        height: size.height, filter: filter),
      then: .box(PixelBox(x: x, y: y, width: resolution, height: resolution)))
  }
}

extension ScaleJitter {
  /// The crops that a configuration asks for, if any.
  init?(_ configuration: Configuration) {
    guard let sides = configuration.augmentation.scaleJitter else { return nil }
    self.init(sides: sides, resolution: configuration.data.resolution)
  }
}
