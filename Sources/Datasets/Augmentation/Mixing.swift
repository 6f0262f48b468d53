// Mixup and CutMix: each image with its mate, the one at the mirrored place of the batch, and soft targets.

import Configuration
import Imaging
import Randomness
import Tensors

/// How two images become one.
struct Mixture: Hashable, Sendable {
  /// The weight of the image itself, in 0...1; of its targets always.
  var weight: Double
  /// What comes from the mate: a box, or a part of every pixel.
  var box: PixelBox?

  /// An image by itself.
  static let none = Mixture(weight: 1, box: nil)

  /// A mixture in which a box, as far as it lies in the image, comes from the mate.
  ///
  /// - Parameters:
  ///   - weight: Of the image, before the box is clipped.
  ///   - middle: Of the box, in pixels.
  ///   - width: Of the image.
  ///   - height: Of the image.
  /// - Returns: The mixture, with the weight that the clipped box leaves.
  /// - Source: Yun et al. 2019, arXiv 1905.04899, section 3.1; odd sides and the corrected weight as in timm 1.0.31.
  static func cut(weight: Double, middle: SIMD2<Int>, width: Int, height: Int) -> Mixture {
    let side = (1 - weight).squareRoot()
    func range(_ middle: Int, _ extent: Int) -> Range<Int> {
      let cut = Int(Double(extent) * side)
      return min(max(middle - cut / 2, 0), extent)..<min(max(middle + (cut + 1) / 2, 0), extent)
    }
    let (columns, rows) = (range(middle.x, width), range(middle.y, height))
    let part = Double(columns.count * rows.count) / Double(width * height)
    return Mixture(
      weight: 1 - part,
      box: PixelBox(
        x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count))
  }
}

/// Mixtures of the images of batches.
///
/// - Source: Zhang et al. 2017, arXiv 1710.09412; Yun et al. 2019, arXiv 1905.04899; both together as timm 1.0.31.
struct Mixing: Hashable, Sendable {
  /// Parameter of the beta distribution of mixup's weights; 0 for no mixup.
  var mixupAlpha: Double
  /// The same of CutMix.
  var cutmixAlpha: Double
  /// How often images are mixed at all.
  var probability: Double
  /// How often by CutMix where both are on.
  var cutmixProbability: Double
  /// What shares a mixture.
  var mode: MixingMode
  /// From this epoch on nothing is mixed; nil for never.
  var offEpoch: Int?
  /// Weight of the uniform distribution in the targets.
  var labelSmoothing: Double
  /// The number of classes.
  var classCount: Int

  /// The mixture of each image of a batch.
  ///
  /// - Parameters:
  ///   - seed: Of augmentation.
  ///   - epoch: From 0.
  ///   - places: Each image's place in the epoch.
  ///   - width: Of the images.
  ///   - height: Of the images.
  /// - Returns: One mixture an image.
  func mixtures(
    seed: Seed, epoch: Int, places: Range<Int>, width: Int, height: Int
  ) -> [Mixture] {
    if let offEpoch, epoch >= offEpoch { return Array(repeating: .none, count: places.count) }
    return (0..<places.count).map { row in
      let shared =
        switch mode {
        case .batch: 0
        case .pair: min(row, places.count - 1 - row)
        case .element: row
        }
      let address = SampleAddress(seed: seed, epoch: epoch, sample: places.lowerBound + shared)
      return mixture(at: address, width: width, height: height)
    }
  }

  private func mixture(at address: SampleAddress, width: Int, height: Int) -> Mixture {
    var random = address.stream(.mixing)
    let (mixUnit, cutUnit) = (random.nextUnit(), random.nextUnit())
    guard mixUnit < probability else { return .none }
    let cuts = cutmixAlpha > 0 && (mixupAlpha == 0 || cutUnit < cutmixProbability)
    let weight = random.nextBeta(cuts ? cutmixAlpha : mixupAlpha)
    guard cuts else { return Mixture(weight: weight) }
    var place = address.stream(.mixingBox)
    let middle = SIMD2(place.nextInteger(below: width), place.nextInteger(below: height))
    return .cut(weight: weight, middle: middle, width: width, height: height)
  }

  /// Mixes a batch `[N, H, W, C]` or, of clips, `[N, T, H, W, C]` in place.
  func mix(_ images: inout Tensor, _ mixtures: [Mixture]) {
    let extents = images.shape.extents
    let count = extents.dropFirst().reduce(1, *)
    var first = [Float](repeating: 0, count: count)
    var second = first
    images.withMutableSpan { span in
      for image in 0..<(mixtures.count + 1) / 2 {
        let mate = mixtures.count - 1 - image
        guard mixtures[image] != .none || mixtures[mate] != .none else { continue }
        for place in 0..<count {
          first[place] = span[image * count + place]
          second[place] = span[mate * count + place]
        }
        mixtures[image].write(first, second, extents, to: &span, from: image * count)
        mixtures[mate].write(second, first, extents, to: &span, from: mate * count)
      }
    }
  }

  /// The targets `[N, classes]` of images with labels; smoothing included.
  func targets(labels: [Int], _ mixtures: [Mixture]) -> Tensor {
    let off = Float(labelSmoothing / Double(classCount))
    let on = Float(1 - labelSmoothing + labelSmoothing / Double(classCount))
    var elements: [Float] = []
    elements.reserveCapacity(labels.count * classCount)
    for (place, label) in labels.enumerated() {
      let (mate, weight) = (labels[labels.count - 1 - place], mixtures[place].weight)
      elements += (0..<classCount).map { name in
        (name == label ? on : off) * Float(weight) + (name == mate ? on : off) * Float(1 - weight)
      }
    }
    return Tensor(elements, shape: Shape([labels.count, classCount]))
  }
}

extension Mixing {
  /// The mixing that a configuration asks for, if any.
  init?(_ configuration: Configuration, classCount: Int) {
    let settings = configuration.augmentation
    guard settings.mixes else { return nil }
    self.init(
      mixupAlpha: settings.mixupAlpha, cutmixAlpha: settings.cutmixAlpha,
      probability: settings.mixProbability, cutmixProbability: settings.switchProbability,
      mode: settings.mixMode, offEpoch: settings.mixOffEpoch,
      labelSmoothing: configuration.regularization.labelSmoothing, classCount: classCount)
  }
}

extension Mixture {
  /// Writes a sample of a batch `[N, ..., H, W, C]`, mixed with its mate, to its place; all frames of a clip alike.
  fileprivate func write(
    _ own: [Float], _ mate: [Float], _ extents: [Int], to target: inout MutableSpan<Float>,
    from start: Int
  ) {
    guard let box else {
      let (share, rest) = (Float(weight), Float(1 - weight))
      for place in own.indices { target[start + place] = own[place] * share + mate[place] * rest }
      return
    }
    let channels = extents[extents.count - 1]
    let row = extents[extents.count - 2] * channels
    let frame = extents[extents.count - 3] * row
    for first in stride(from: 0, to: own.count, by: frame) {
      for line in box.y..<box.y + box.height {
        let left = first + line * row + box.x * channels
        for place in left..<left + box.width * channels { target[start + place] = mate[place] }
      }
    }
  }
}
