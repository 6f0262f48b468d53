// All that happens to one training image on its way into a batch.

import Configuration
import Imaging
import Randomness
import Tensors

/// What one image goes through: crop, flip, policy, jitter, normalisation, erasing.
///
/// A value without any state, so that any thread may make any sample.
struct SampleTransform: Sendable {
  /// Side of the square that the network sees, in pixels.
  private let resolution: Int
  private let crop: RandomResizedCrop?
  private let interpolation: InterpolationKind
  private let padding: Int
  private let flips: Bool
  private let policy: AugmentationPolicy?
  private let jitter: ColorJitter?
  private let erasing: RandomErasing?
  /// The normalised value of each byte, `[C, 256]`.
  private let table: [Float]
  /// What fills empty places: the mean, or the policy's grey or black.
  private let fill: [UInt8]

  /// What a configuration asks for.
  init(_ configuration: Configuration, _ normalization: Normalization) {
    let settings = configuration.augmentation
    resolution = configuration.data.resolution
    crop = RandomResizedCrop(settings)
    interpolation = settings.interpolation
    padding = configuration.data.cropPadding
    flips = configuration.data.flip
    policy = AugmentationPolicy(settings)
    jitter = settings.colorJitter > 0 ? ColorJitter(strength: settings.colorJitter) : nil
    erasing = RandomErasing(settings)
    table = normalization.table
    fill =
      switch policy {
      case .tensorFlow: normalization.mean.map { _ in TensorFlowRandAugmentation.fill }
      case .trivial: normalization.mean.map { _ in TrivialAugmentation.fill }
      case .randAugment, .autoAugment, .threeAugment, nil:
        normalization.mean.map { UInt8(min(($0 * 255).rounded(.toNearestOrEven), 255)) }
      }
  }

  /// Writes an image, changed, to `target` from `start` on, as `[H, W, C]`.
  func write(
    _ image: PixelImage, at address: SampleAddress, to target: inout MutableSpan<Float>,
    from start: Int
  ) {
    let result = changed(image, at: address)
    result.write(table, to: &target, from: start)
    erasing?.apply(
      at: address, width: result.width, height: result.height, channels: result.channels,
      to: &target, from: start)
  }

  /// The image before it is normalised.
  func changed(_ image: PixelImage, at address: SampleAddress) -> PixelImage {
    var result = cropped(image, at: address)
    result = Augmentation.drawn(at: address, padding: padding, flips: flips).applied(to: result)
    if let policy {
      var random = address.stream(.policy)
      for step in policy.steps(&random, width: result.width, height: result.height) {
        result = step.operation.applied(to: result, filter: step.filter, fill: fill)
      }
    }
    if let jitter {
      var random = address.stream(.colorJitter)
      for operation in jitter.operations(&random) {
        result = operation.applied(to: result, filter: .nearest, fill: fill)
      }
    }
    return result
  }

  private func cropped(_ image: PixelImage, at address: SampleAddress) -> PixelImage {
    var random = address.stream(.cropFilter)
    let filter = interpolation.filter(isBicubic: random.nextInteger(below: 2) == 1)
    if let crop {
      return image.resized(
        crop.drawn(at: address, width: image.width, height: image.height),
        toWidth: resolution, height: resolution, filter: filter)
    }
    return EvaluationView(resolution: resolution, cropRatio: 1, filter: filter).applied(to: image)
  }
}

extension RandomResizedCrop {
  fileprivate init?(_ settings: AugmentationConfiguration) {
    guard settings.randomResizedCrop else { return nil }
    area = settings.minimumArea...1
    aspect = settings.minimumAspect...1 / settings.minimumAspect
  }
}

extension RandomErasing {
  fileprivate init?(_ settings: AugmentationConfiguration) {
    guard settings.eraseProbability > 0 else { return nil }
    self.init(
      probability: settings.eraseProbability, fill: settings.eraseFill, count: settings.eraseCount)
  }
}
