// All that happens to one training image, or to the frames of one clip, on its way into a batch.

import Configuration
import Imaging
import Randomness
import Tensors

/// What one sample goes through: crop, flip, policy, jitter, lighting, normalisation, erasing.
///
/// Everything is drawn once a sample, so that all frames of a clip are changed alike.
///
/// A value without any state, so that any thread may make any sample.
struct SampleTransform: Sendable {
  /// Side of the square that the network sees, in pixels.
  private let resolution: Int
  private let crop: RandomResizedCrop?
  private let scaleJitter: ScaleJitter?
  private let interpolation: InterpolationKind
  private let padding: Int
  private let flips: Bool
  private let policy: AugmentationPolicy?
  private let jitter: ColorJitter?
  private let lighting: LightingNoise?
  private let erasing: RandomErasing?
  private let normalization: Normalization
  /// The normalised value of each byte, `[C, 256]`.
  private let table: [Float]
  /// What fills empty places: the mean, or the policy's grey or black.
  private let fill: [UInt8]

  /// What a configuration asks for.
  init(_ configuration: Configuration, _ normalization: Normalization) {
    let settings = configuration.augmentation
    resolution = configuration.data.resolution
    crop = RandomResizedCrop(settings)
    scaleJitter = ScaleJitter(configuration)
    interpolation = settings.interpolation
    padding = configuration.data.cropPadding
    flips = configuration.data.flip
    policy = AugmentationPolicy(settings)
    jitter =
      settings.colorJitter > 0 || settings.hue > 0
      ? ColorJitter(strength: settings.colorJitter, hue: settings.hue) : nil
    lighting = settings.lighting > 0 ? LightingNoise(deviation: settings.lighting) : nil
    erasing = RandomErasing(settings)
    self.normalization = normalization
    table = normalization.table
    fill =
      switch policy {
      case .tensorFlow: normalization.mean.map { _ in TensorFlowRandAugmentation.fill }
      case .trivial: normalization.mean.map { _ in TrivialAugmentation.fill }
      case .randAugment, .autoAugment, .threeAugment, nil:
        normalization.mean.map { UInt8(min(($0 * 255).rounded(.toNearestOrEven), 255)) }
      }
  }

  /// Writes a sample, changed, to `target` from `start` on, as `[T, H, W, C]`; an image is one frame.
  ///
  /// - Precondition: The frames are of one size.
  func write(
    _ frames: [PixelImage], at address: SampleAddress, to target: inout MutableSpan<Float>,
    from start: Int
  ) {
    let table = values(at: address)
    for (place, frame) in changed(frames, at: address).enumerated() {
      let start = start + place * frame.bytes.count
      frame.write(table, to: &target, from: start)
      erasing?.apply(
        at: address, width: frame.width, height: frame.height, channels: frame.channels,
        to: &target, from: start)
    }
  }

  /// The normalised value of each byte of a sample, `[C, 256]`.
  private func values(at address: SampleAddress) -> [Float] {
    guard let lighting, normalization.mean.count == 3 else { return table }
    return normalization.table(shiftedBy: lighting.shift(at: address))
  }

  /// The frames before they are normalised.
  func changed(_ frames: [PixelImage], at address: SampleAddress) -> [PixelImage] {
    guard let first = frames.first else { return [] }
    let crop = cropping(at: address, width: first.width, height: first.height)
    let flip = Augmentation.drawn(at: address, padding: padding, flips: flips)
    let steps = steps(at: address)
    return frames.map { frame in
      steps.reduce(flip.applied(to: crop.applied(to: frame))) { frame, step in
        step.operation.applied(to: frame, filter: step.filter, fill: fill)
      }
    }
  }

  /// What the policy and the jitter do to a sample, in order.
  private func steps(at address: SampleAddress) -> [PolicyStep] {
    var steps: [PolicyStep] = []
    if let policy {
      var random = address.stream(.policy)
      steps += policy.steps(&random, width: resolution, height: resolution)
    }
    if let jitter {
      var random = address.stream(.colorJitter)
      steps += jitter.operations(&random).map { PolicyStep(operation: $0, filter: .nearest) }
    }
    return steps
  }

  private func cropping(at address: SampleAddress, width: Int, height: Int) -> Cropping {
    var random = address.stream(.cropFilter)
    let filter = interpolation.filter(isBicubic: random.nextInteger(below: 2) == 1)
    if let crop {
      let box = crop.drawn(at: address, width: width, height: height)
      return Cropping(
        Resizing(of: box, toWidth: resolution, height: resolution, filter: filter))
    }
    if let scaleJitter {
      return scaleJitter.drawn(at: address, width: width, height: height, filter: filter)
    }
    return EvaluationView(resolution: resolution, cropRatio: 1, filter: filter)
      .cropping(width: width, height: height)
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
