import Configuration
import Datasets
import Testing

@testable import Training

/// Runs over generated clips.
@Suite struct ClipTrainingTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("video_resnet"), "model.blocks_per_stage": .integers([1, 1, 1, 1]),
    "model.width": .number(0.0625), "data.set": .text("generated_clips"),
    "data.frames": .integer(4), "data.frame_stride": .integer(2), "data.resolution": .integer(8),
    "data.train_images": .integer(48), "data.validation_images": .integer(16),
    "data.test_images": .integer(12), "data.flip": .boolean(true), "train.epochs": .integer(3),
    "train.batch": .integer(8), "train.shards": .integer(4),
    "train.learning_rate": .number(0.02), "regularize.dropout": .number(0.1),
  ]

  static func run(_ changes: [String: SettingValue] = [:], threads: Int = 1) throws -> TrainedRun {
    let configuration = try Configuration(settings: settings.merging(changes) { $1 })
    return try Trainer(configuration, data: DataLocation(), threads: threads).train { _ in }
  }

  static let networks: [[String: SettingValue]] = [
    ["augment.scale_jitter": .integers([8, 12])],
    ["model.variant": .text("r2plus1d"), "regularize.stochastic_depth": .number(0.2)],
    [
      "model.family": .text("resnet_3d_rs"), "augment.cutmix_alpha": .number(1),
      "augment.random_resized_crop": .boolean(true), "augment.min_aspect": .number(0.5),
    ],
  ]

  @Test(arguments: networks)
  func `runs repeat themselves on any number of threads, shards are part of them`(
    network: [String: SettingValue]
  ) throws {
    let alone = try Self.run(network)
    let together = try Self.run(network, threads: 3)
    #expect(together.weights.sha256 == alone.weights.sha256)
    #expect(together.series == alone.series && together.outcome == alone.outcome)
    let whole = try Self.run(network.merging(["train.shards": .integer(1)]) { $1 })
    #expect(whole.weights.sha256 != alone.weights.sha256)
    #expect(alone.outcome?.test.logits.count == 48)
  }

  @Test(arguments: networks[..<2])
  func `a run that ends on the way and goes on leaves the bytes of a run in one piece`(
    network: [String: SettingValue]
  ) throws {
    let settings = Self.settings.merging(network) { $1 }
    let whole = try RunInPieces.with(settings) { try $0.finish().bytes }
    try RunInPieces.with(settings) { pieces in
      #expect(try pieces.stop(after: 4, threads: 3) == 1)
      #expect(try pieces.stop(after: 13) == 5)
      let last = try pieces.finish(threads: 2)
      #expect(last.bytes == whole && last.resumedStep == 13)
    }
  }

  @Test func `the motion is learnt from the order of frames, and not from one of them`() throws {
    let learning: [String: SettingValue] = [
      "model.width": .number(0.125), "data.train_images": .integer(320),
      "data.resolution": .integer(12), "train.momentum": .number(0.9),
      "data.frames": .integer(8), "data.frame_stride": .integer(1),
      "data.validation_images": .integer(0), "data.pixel_noise": .number(0.02),
      "train.epochs": .integer(10), "train.shards": .integer(1), "train.batch": .integer(20),
      "train.learning_rate": .number(0.03), "regularize.dropout": .number(0),
    ]
    let clips = try Self.run(learning).series.trainingLosses
    #expect(clips[9] < 0.5 * clips[0])
    let stills = try Self.run(learning.merging(["data.frames": .integer(1)]) { $1 }).series
      .trainingLosses
    #expect(clips[9] < 0.6 * stills[9])
  }

  @Test func `clips are tested at another resolution as images are`() throws {
    let brief: [String: SettingValue] = ["train.epochs": .integer(1)]
    let usual = try Self.run(brief)
    let larger = try Self.run(
      brief.merging([
        "data.test_resolution": .integer(12), "data.test_crop_ratio": .number(0.8),
      ]) { $1 })
    #expect(larger.weights.sha256 == usual.weights.sha256)
    #expect(larger.outcome?.test != usual.outcome?.test)
    #expect(larger.outcome?.test.logits.count == usual.outcome?.test.logits.count)
  }

  @Test func `the digest of the data tells other clips and not other views of them`() throws {
    func digest(_ changes: [String: SettingValue]) throws -> String {
      let configuration = try Configuration(settings: Self.settings.merging(changes) { $1 })
      return try Trainer(configuration, data: DataLocation()).trainingDataSHA256
    }
    let own = try digest([:])
    #expect(try digest(["data.frames": .integer(2)]) == own)
    #expect(try digest(["data.pixel_noise": .number(0.2)]) != own)
    #expect(try digest(["data.label_noise": .number(0.5)]) != own)
  }
}
