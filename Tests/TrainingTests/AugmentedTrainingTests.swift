import Configuration
import Datasets
import Testing

@testable import Training

/// Runs whose images go through everything that leaves labels alone.
@Suite struct AugmentedTrainingTests {
  static let augmentation: [String: SettingValue] = [
    "data.crop_padding": .integer(0), "augment.random_resized_crop": .boolean(true),
    "augment.policy": .text("rand_augment"), "augment.magnitude": .number(7),
    "augment.color_jitter": .number(0.3), "augment.erase_probability": .number(0.3),
    "augment.repeats": .integer(2), "train.shards": .integer(2), "train.epochs": .integer(1),
  ]

  @Test func `augmented runs repeat themselves, on any number of threads`() throws {
    let first = try TrainerTests.run(Self.augmentation)
    #expect(try TrainerTests.run(Self.augmentation).weights.sha256 == first.weights.sha256)
    #expect(
      try TrainerTests.run(Self.augmentation, threads: 2).weights.sha256 == first.weights.sha256)
    #expect(
      try TrainerTests.run(Self.augmentation, replicate: 1).weights.sha256 != first.weights.sha256)
  }

  @Test func `tests at another resolution see larger images and train the same network`() throws {
    let usual = try TrainerTests.run(["train.epochs": .integer(1)])
    let larger = try TrainerTests.run([
      "train.epochs": .integer(1), "data.test_resolution": .integer(16),
      "data.test_crop_ratio": .number(0.8),
    ])
    #expect(larger.weights.sha256 == usual.weights.sha256)
    #expect(
      larger.outcome?.test != usual.outcome?.test
        && larger.outcome?.validation != usual.outcome?.validation)
    #expect(larger.outcome?.test.logits.count == usual.outcome?.test.logits.count)
    // The same middle of the same images, seen through a plan of its own or through that of training.
    let middle = try TrainerTests.run([
      "train.epochs": .integer(1), "data.test_resolution": .integer(12),
    ])
    #expect(middle.outcome?.test == usual.outcome?.test)
  }

  @Test func `a vision transformer is refused tests of another size`() throws {
    let settings = TrainerTests.settings.merging([
      "model.family": .text("vit"), "model.variant": .text("tiny"), "model.patch": .integer(4),
      "model.width": .number(1), "data.test_resolution": .integer(16),
    ]) { $1 }.filter { $0.key != "model.depth" }
    let errors = try #require(
      #expect(throws: ConfigurationErrors.self) { try Configuration(settings: settings) })
    #expect(errors.description.contains("a learned position for each patch"))
  }
}
