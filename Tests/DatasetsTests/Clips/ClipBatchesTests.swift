import Configuration
import Imaging
import Tensors
import Testing

@testable import Datasets

/// Batches of clips, for training and for evaluations.
@Suite struct ClipBatchesTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("video_resnet"), "model.depth": .integer(18),
    "data.set": .text("generated_clips"), "data.frames": .integer(3),
    "data.frame_stride": .integer(2), "data.resolution": .integer(6), "train.epochs": .integer(2),
    "train.batch": .integer(4), "train.learning_rate": .number(0.1), "train.shards": .integer(2),
  ]

  static func configuration(_ changes: [String: SettingValue]) throws -> Configuration {
    try Configuration(settings: settings.merging(changes) { $1 })
  }

  /// Clips of 7 to 9 frames, 10 x 8 pixels: red tells the column, green the row, blue clip and frame.
  static let clips = SampleClips(
    labels: (0..<10).map { $0 % 4 }, frameCounts: (0..<10).map { 7 + $0 % 3 }, classCount: 4,
    normalization: Normalization(mean: [0, 0, 0], deviation: [1, 1, 1])
  ) { clip, places, _ in
    places.map { frame(tone: UInt8(clip * 20 + $0)) }
  }

  private static func frame(tone: UInt8) -> PixelImage {
    var bytes: [UInt8] = []
    for y: UInt8 in 0..<8 {
      for x: UInt8 in 0..<10 { bytes += [20 * x, 20 * y, tone] }
    }
    return PixelImage(width: 10, height: 8, channels: 3, bytes: bytes)
  }

  static func batch(_ changes: [String: SettingValue], number: Int = 0) throws -> Batch {
    var source = TrainingBatches(clips, try configuration(changes))
    var batch = Batch(shape: source.shape)
    try source.fill(&batch, number: number)
    return batch
  }

  /// The bytes of the frames of a row of a batch.
  static func frames(_ batch: Batch, row: Int) -> [[UInt8]] {
    let extents = batch.images.shape.extents
    let frame = extents.suffix(3).reduce(1, *)
    return (0..<extents[1]).map { place in
      let start = (row * extents[1] + place) * frame
      return batch.images.elements[start..<start + frame].map { UInt8(($0 * 255).rounded()) }
    }
  }

  @Test func `a row is a clip, its frames at equal distances from a drawn one on`() throws {
    var starts: Set<Int> = []
    for number in 0..<40 {
      let batch = try Self.batch([:], number: number)
      #expect(batch.images.shape == Shape([4, 3, 6, 6, 3]))
      #expect(batch.labels == batch.samples.map { $0 % 4 } && batch.targets == nil)
      for row in 0..<4 {
        let tones = Self.frames(batch, row: row).map { Int($0[2]) - 20 * batch.samples[row] }
        #expect(tones[1] == tones[0] + 2 && tones[2] == tones[0] + 4)
        #expect(tones[0] >= 0 && tones[2] < Self.clips.frameCounts[batch.samples[row]])
        starts.insert(tones[0])
      }
    }
    #expect(starts == [0, 1, 2, 3, 4])
  }

  /// Every way to change a clip whose outcome does not depend on the frame's own colours.
  static let changes: [[String: SettingValue]] = [
    ["augment.random_resized_crop": .boolean(true), "augment.min_aspect": .number(0.5)],
    ["augment.scale_jitter": .integers([6, 9])],
    ["data.crop_padding": .integer(2)],
    ["data.flip": .boolean(true)],
    ["augment.random_resized_crop": .boolean(true), "augment.interpolation": .text("random")],
    ["augment.policy": .text("rand_augment"), "augment.magnitude": .number(9)],
    ["augment.erase_probability": .number(1)],
    ["augment.erase_probability": .number(1), "augment.erase_fill": .text("color")],
    ["augment.cutmix_alpha": .number(1), "augment.mix_mode": .text("element")],
    ["augment.mixup_alpha": .number(1), "augment.mix_mode": .text("element")],
  ]

  @Test(arguments: changes)
  func `all frames of a clip are changed alike, each clip and epoch otherwise`(
    changes: [String: SettingValue]
  ) throws {
    // Clips whose frames are equal, so that what differs between frames is what was done to them.
    let still = SampleClips(
      labels: Self.clips.labels, frameCounts: Self.clips.frameCounts, classCount: 4,
      normalization: Self.clips.normalization
    ) { clip, places, decoder in
      let first = try Self.clips.frames(clip, [0], &decoder)
      return places.map { _ in first[0] }
    }
    var source = TrainingBatches(still, try Self.configuration(changes))
    var plain = TrainingBatches(still, try Self.configuration([:]))
    var batch = Batch(shape: source.shape)
    var unchanged = batch
    var clips: [[Float]] = []
    var isChanged = false
    for number in 0..<8 {
      try source.fill(&batch, number: number)
      try plain.fill(&unchanged, number: number)
      #expect(batch.samples == unchanged.samples && batch.labels == unchanged.labels)
      isChanged = isChanged || batch.images.elements != unchanged.images.elements
      for row in 0..<4 {
        let clip = Array(batch.images.elements[row * 324..<(row + 1) * 324])
        #expect(clip[..<108] == clip[108..<216] && clip[..<108] == clip[216...])
        clips.append(clip)
      }
    }
    #expect(isChanged && Set(clips).count > 16)
  }

  /// Whether each of the 36 pixels has another blue.
  private static func differing(_ first: [UInt8], _ second: [UInt8]) -> [Bool] {
    (0..<36).map { pixel in first[3 * pixel + 2] != second[3 * pixel + 2] }
  }

  @Test func `a mixture of clips takes the mate's pixels in one box of all frames`() throws {
    let changes: [String: SettingValue] = ["augment.cutmix_alpha": .number(1)]
    var cut = 0
    for number in 0..<4 {
      let mixed = try Self.batch(changes, number: number)
      let plain = try Self.batch([:], number: number)
      #expect(mixed.targets?.shape == Shape([4, 4]))
      for row in 0..<4 {
        let (own, mate) = (Self.frames(plain, row: row), Self.frames(plain, row: 3 - row))
        let found = Self.frames(mixed, row: row)
        // Blue tells clip and frame, so a pixel is either its own or the mate's.
        let taken = zip(found, own).map { found, own in Self.differing(found, own) }
        #expect(taken[0] == taken[1] && taken[0] == taken[2])
        for frame in 0..<3 {
          for pixel in 0..<36 where taken[frame][pixel] {
            #expect(found[frame][3 * pixel + 2] == mate[frame][3 * pixel + 2])
          }
        }
        cut += taken[0].count { $0 }
      }
    }
    #expect(cut > 0)
  }

  static let everything: [String: SettingValue] = [
    "augment.scale_jitter": .integers([6, 9]), "data.flip": .boolean(true),
    "augment.policy": .text("rand_augment"), "augment.magnitude": .number(9),
    "augment.color_jitter": .number(0.4), "augment.erase_probability": .number(0.5),
    "augment.mixup_alpha": .number(0.2), "augment.cutmix_alpha": .number(1),
    "augment.repeats": .integer(2),
  ]

  @Test(arguments: [[:], everything])
  func `a batch of clips is a function of its number, whatever threads make it`(
    changes: [String: SettingValue]
  ) throws {
    let source = TrainingBatches(Self.clips, try Self.configuration(changes))
    let expected = try (0..<6).map { number in
      let batch = try Self.batch(changes, number: number)
      return batch.images.elements + (batch.targets?.elements ?? [])
    }
    #expect(Set(expected).count == 6)
    for threads in 1...3 {
      let loader = BatchLoader(source, numbers: 0..<6, threads: threads)
      for number in 0..<6 {
        let loaded = try #require(try loader.next())
        #expect(loaded.images.elements + (loaded.targets?.elements ?? []) == expected[number])
      }
    }
  }

  @Test func `an evaluation sees the middle frames and the middle of each, once and in order`()
    throws
  {
    let data = try Self.configuration([
      "data.test_resolution": .integer(4), "data.test_crop_ratio": .number(0.5),
    ]).data
    var source = EvaluationBatches(Self.clips, batch: 4, data)
    #expect(source.shape == Shape([4, 3, 4, 4, 3]) && source.batchCount == 3)
    #expect(source.labels == Self.clips.labels)
    var batch = Batch(shape: source.shape)
    for number in 0..<3 {
      try source.fill(&batch, number: number)
      #expect(batch.samples == Array(4 * number..<min(4 * number + 4, 10)))
      for row in 0..<batch.count {
        let sample = batch.samples[row]
        // 5 of 7, 8 and 9 frames: from the first, the first and the second on.
        let first = [1, 1, 2][sample % 3]
        for (place, frame) in Self.frames(batch, row: row).enumerated() {
          // A shorter side of 8 leaves the frames as they are; columns 3 to 6 and rows 2 to 5 are the middle.
          let tone = UInt8(sample * 20 + first + 2 * place)
          var expected: [UInt8] = []
          for y: UInt8 in 2..<6 {
            for x: UInt8 in 3..<7 { expected += [20 * x, 20 * y, tone] }
          }
          #expect(frame == expected)
        }
      }
    }
    #expect(batch.images.elements.suffix(2 * 144).allSatisfy { $0 == 0 })
  }
}
