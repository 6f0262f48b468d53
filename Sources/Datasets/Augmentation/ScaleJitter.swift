// Crops of clips: one box and one flip for all frames.

import Imaging

/// What clips train with instead of RandAugment: crops of a random area and a random aspect, resized, and a flip.
///
/// - Source: Bello et al. 2021, arXiv 2103.07579, section 8, with the ranges of its released configuration
///   `k400_resnet3drs_50_tpu`; the draws are those of `RandomResizedCrop`, where TensorFlow's aspects are uniform.
struct ScaleJitter: Hashable, Sendable {
  /// Side of the square frames that the network sees, in pixels.
  var resolution: Int
  /// Whether half of the clips are mirrored left to right.
  var flips = true
  var crop = RandomResizedCrop(area: 0.08...1, aspect: 0.5...2)
  var filter = ResamplingFilter.bilinear

  /// The frames of one clip, all changed alike.
  ///
  /// - Precondition: They are of one size.
  func applied(to frames: [PixelImage], at address: SampleAddress) -> [PixelImage] {
    guard let first = frames.first else { return [] }
    let resizing = Resizing(
      of: crop.drawn(at: address, width: first.width, height: first.height), toWidth: resolution,
      height: resolution, filter: filter)
    let flip = Augmentation.drawn(at: address, padding: 0, flips: flips)
    return frames.map { frame in
      precondition(
        (frame.width, frame.height) == (first.width, first.height), "frames of several sizes")
      return flip.applied(to: resizing.applied(to: frame))
    }
  }
}
