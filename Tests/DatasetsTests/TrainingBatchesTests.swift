import Configuration
import Imaging
import Randomness
import Tensors
import Testing

@testable import Datasets

@Suite struct TrainingBatchesTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
    "data.set": .text("cifar10"), "data.resolution": .integer(12), "train.epochs": .integer(2),
    "train.batch": .integer(6), "train.learning_rate": .number(0.1), "train.shards": .integer(2),
  ]

  static func configuration(_ changes: [String: SettingValue]) throws -> Configuration {
    try Configuration(settings: settings.merging(changes) { $1 })
  }

  static let images: ImageSet = {
    var random = RandomStream(seed: Seed(root: 4), purpose: .generation)
    return ImageSet(
      pixels: (0..<20 * 12 * 12 * 3).map { _ in UInt8(random.nextInteger(below: 256)) },
      size: (12, 12), labels: (0..<20).map { $0 % 10 }, classCount: 10,
      normalization: Normalization(mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25]))
  }()

  static func batch(
    _ changes: [String: SettingValue], number: Int = 0, oneByOne: Bool = false
  ) throws -> Batch {
    let configuration = try configuration(changes)
    var source =
      oneByOne
      ? TrainingBatches(SampleImages(images), channels: 3, configuration)
      : TrainingBatches(images, configuration)
    var batch = Batch(shape: source.shape)
    try source.fill(&batch, number: number)
    return batch
  }

  static let everything: [String: SettingValue] = [
    "augment.random_resized_crop": .boolean(true), "augment.interpolation": .text("random"),
    "data.flip": .boolean(true), "augment.policy": .text("rand_augment"),
    "augment.magnitude": .number(9), "augment.magnitude_std": .number(0.5),
    "augment.color_jitter": .number(0.4), "augment.erase_probability": .number(0.5),
    "augment.mixup_alpha": .number(0.2), "augment.cutmix_alpha": .number(1),
    "augment.mix_mode": .text("element"), "augment.repeats": .integer(3),
  ]

  @Test(arguments: [0, 3, 5])
  func `padded crops and flips have the same bits, straight from the set and one by one`(
    number: Int
  ) throws {
    let changes: [String: SettingValue] = [
      "data.crop_padding": .integer(2), "data.flip": .boolean(true),
    ]
    let straight = try Self.batch(changes, number: number)
    let single = try Self.batch(changes, number: number, oneByOne: true)
    #expect(straight.images.elements == single.images.elements)
    #expect(straight.labels == single.labels && straight.targets == nil)
    #expect(straight.images.elements != (try Self.batch([:], number: number).images.elements))
  }

  @Test func `a batch is a function of its number alone`() throws {
    let configuration = try Self.configuration(Self.everything)
    var forward = TrainingBatches(Self.images, configuration)
    var backward = forward
    var batch = Batch(shape: forward.shape)
    var inOrder: [Int: [Float]] = [:]
    for number in 0..<6 {
      try forward.fill(&batch, number: number)
      inOrder[number] = batch.images.elements + (batch.targets?.elements ?? [])
    }
    #expect(Set(inOrder.values).count == 6)
    for number in (0..<6).reversed() {
      try backward.fill(&batch, number: number)
      #expect(batch.images.elements + (batch.targets?.elements ?? []) == inOrder[number])
    }
    for threads in 1...4 {
      let loader = BatchLoader(forward, numbers: 0..<6, threads: threads, depth: 2)
      for number in 0..<6 {
        let loaded = try #require(try loader.next())
        #expect(loaded.images.elements + (loaded.targets?.elements ?? []) == inOrder[number])
      }
      #expect(try loader.next() == nil)
    }
  }

  /// Settings of an augmentation that is asked for and never happens, or happens last.
  static let additions: [[String: SettingValue]] = [
    [
      "augment.policy": .text("rand_augment"), "augment.magnitude": .number(9),
      "augment.layer_probability": .number(0),
    ],
    [
      "augment.mixup_alpha": .number(1), "augment.mix_probability": .number(0),
    ],
  ]

  @Test(arguments: additions)
  func `an augmentation that does nothing leaves all others' draws where they are`(
    addition: [String: SettingValue]
  ) throws {
    let base: [String: SettingValue] = [
      "augment.random_resized_crop": .boolean(true), "data.flip": .boolean(true),
      "augment.color_jitter": .number(0.4), "augment.erase_probability": .number(0.7),
    ]
    let plain = try Self.batch(base)
    let more = try Self.batch(base.merging(addition) { $1 })
    #expect(plain.images.elements == more.images.elements)
  }

  @Test func `erasing changes what it erases and nothing else`() throws {
    let base: [String: SettingValue] = [
      "augment.random_resized_crop": .boolean(true), "data.flip": .boolean(true),
    ]
    let plain = try Self.batch(base)
    for fill in ErasingFill.allCases {
      let erased = try Self.batch(
        base.merging([
          "augment.erase_probability": .number(1), "augment.erase_fill": .text(fill.rawValue),
        ]) { $1 })
      let changed = zip(plain.images.elements, erased.images.elements).count { $0 != $1 }
      let part = Double(changed) / Double(plain.images.shape.count)
      #expect(part > 0.01 && part < 1.0 / 3, "\(fill): \(part)")
      if fill == .mean {
        #expect(
          zip(plain.images.elements, erased.images.elements).allSatisfy { $0 == $1 || $1 == 0 })
      }
    }
  }

  @Test(arguments: [
    "tf_rand_augment", "auto_augment", "three_augment", "trivial_augment", "rand_augment",
  ])
  func `a policy changes images, each epoch otherwise`(policy: String) throws {
    var changes: [String: SettingValue] = ["augment.policy": .text(policy)]
    if policy.hasSuffix("rand_augment") { changes["augment.magnitude"] = .number(10) }
    let plain = try Self.batch([:])
    let first = try Self.batch(changes)
    #expect(first.images.elements != plain.images.elements)
    #expect(first.samples == plain.samples)
    #expect(try Self.batch(changes).images.elements == first.images.elements)
  }

  @Test func `targets are soft where images are mixed`() throws {
    let mixed = try Self.batch([
      "augment.cutmix_alpha": .number(1), "regularize.label_smoothing": .number(0.1),
    ])
    let targets = try #require(mixed.targets)
    #expect(targets.shape == Shape([6, 10]))
    #expect((targets.elements.min() ?? 0) > 0.0099)
    #expect(mixed.labels == (try Self.batch([:]).labels))
    // Each image is its own outside of one box, and its mate's inside.
    let plain = try Self.batch([:]).images.elements
    let count = plain.count / 6
    for place in 0..<plain.count {
      let mate = (5 - place / count) * count + place % count
      #expect([plain[place], plain[mate]].contains(mixed.images.elements[place]))
    }
  }

  @Test func `an image that cannot be made stops its batch`() throws {
    struct Broken: Error {}
    let images = SampleImages(
      labels: Self.images.labels, classCount: 10, normalization: Self.images.normalization
    ) { index, _ in
      if index == 7 { throw Broken() }
      return Self.images.image(at: index)
    }
    var source = TrainingBatches(images, channels: 3, try Self.configuration([:]))
    var batch = Batch(shape: source.shape)
    var failures = 0
    for number in 0..<3 {
      do { try source.fill(&batch, number: number) } catch is Broken { failures += 1 }
    }
    // 18 of the 20 samples are in whole batches.
    #expect(failures == (source.samplesHold(7) ? 1 : 0))
  }

  @Test func `images of any size become squares`() throws {
    let images = SampleImages(
      labels: [0, 1, 2, 3, 4, 5], classCount: 10, normalization: Self.images.normalization
    ) { index, _ in
      PixelImage(width: 20 + 7 * index, height: 31, channels: 3, filledWith: UInt8(40 * index))
    }
    for changes in [[:], ["augment.random_resized_crop": .boolean(true)]]
      as [[String: SettingValue]]
    {
      var source = TrainingBatches(images, channels: 3, try Self.configuration(changes))
      var batch = Batch(shape: source.shape)
      try source.fill(&batch, number: 0)
      for (row, sample) in batch.samples.enumerated() {
        let expected = images.normalization.table[40 * sample]
        #expect(batch.images.elements[row * 432] == expected)
        #expect(batch.images.elements[row * 432 + 429] == expected)
      }
    }
    var evaluation = EvaluationBatches(
      images, channels: 3, batch: 4,
      try Self.configuration(["data.test_crop_ratio": .number(0.8)]).data
    )
    var batch = Batch(shape: evaluation.shape)
    try evaluation.fill(&batch, number: 1)
    #expect(
      batch.samples == [4, 5] && batch.images.elements[432] == images.normalization.table[200])
    #expect(batch.images.elements.suffix(864).allSatisfy { $0 == 0 })
  }
}

extension BatchSource {
  /// Makes a batch with a decoder for it alone.
  mutating func fill(_ batch: inout Batch, number: Int) throws {
    var decoder = JPEGDecoder()
    try fill(&batch, number: number, using: &decoder)
  }
}

extension TrainingBatches {
  /// Whether the first epoch trains on a sample.
  fileprivate func samplesHold(_ sample: Int) -> Bool {
    var copy = self
    var samples: Set<Int> = []
    for number in 0..<batchesPerEpoch {
      var batch = Batch(shape: shape)
      try? copy.fill(&batch, number: number)
      samples.formUnion(batch.samples)
    }
    return samples.contains(sample)
  }
}
