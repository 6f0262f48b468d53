import Configuration
import Datasets
import Foundation
import HDF5
import Testing

@testable import Training

@Suite struct TrainerTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(8), "model.width": .number(0.5),
    "data.set": .text("generated"), "data.resolution": .integer(12),
    "data.train_images": .integer(96), "data.validation_images": .integer(32),
    "data.test_images": .integer(40), "data.flip": .boolean(true),
    "data.crop_padding": .integer(1), "train.epochs": .integer(2), "train.batch": .integer(16),
    "train.learning_rate": .number(0.05), "regularize.dropout": .number(0.1),
  ]

  static func run(
    _ changes: [String: SettingValue] = [:], replicate: Int = 0, threads: Int = 1
  ) throws -> TrainedRun {
    let configuration = try Configuration(
      settings: settings.merging(changes) { $1 }, replicate: replicate)
    return try Trainer(configuration, data: DataLocation(), threads: threads).train { _ in }
  }

  @Test func `equal configurations give equal bits, another replicate gives others`() throws {
    let first = try Self.run()
    #expect(try Self.run().weights.sha256 == first.weights.sha256)
    #expect(try Self.run(replicate: 1).weights.sha256 != first.weights.sha256)
  }

  @Test(arguments: [1, 2, 4, 8])
  func `threads change no bit of a run, shards do`(shards: Int) throws {
    let changes: [String: SettingValue] = [
      "train.shards": .integer(shards), "regularize.stochastic_depth": .number(0.2),
    ]
    let alone = try Self.run(changes)
    for threads in [2, 3] {
      let together = try Self.run(changes, threads: threads)
      #expect(together.weights.sha256 == alone.weights.sha256)
      #expect(together.series == alone.series && together.outcome == alone.outcome)
    }
    let whole = try Self.run(["regularize.stochastic_depth": .number(0.2)])
    #expect((alone.weights.sha256 == whole.weights.sha256) == (shards == 1))
  }

  /// Every optimiser, loss and average, with what it has of its own.
  static let procedures: [[String: SettingValue]] = [
    ["train.optimizer": .text("lamb"), "train.loss_function": .text("bce")],
    [
      "train.optimizer": .text("lars"), "train.trust_clip": .boolean(true),
      "train.loss_function": .text("bce"), "train.bce_sum": .boolean(true),
    ],
    [
      "train.optimizer": .text("rmsprop"), "train.centered": .boolean(true),
      "train.clip_gradient_norm": .number(0.5), "train.ema_decay": .number(0.9),
    ],
    [
      "train.optimizer": .text("adamw"), "train.weight_decay": .number(0.05),
      "train.decay_norms_and_biases": .boolean(false), "train.norm_momentum": .number(1),
      "train.ema_decay": .number(0.9), "train.ema_every": .integer(2),
    ],
    ["train.optimizer": .text("adam"), "regularize.label_smoothing": .number(0.1)],
  ]

  @Test(arguments: procedures)
  func `every procedure learns, and threads change no bit of it`(
    procedure: [String: SettingValue]
  ) throws {
    let rate = procedure["train.optimizer"] == .text("lars") ? 0.05 : 0.01
    let changes = procedure.merging([
      "train.shards": .integer(4), "train.learning_rate": .number(rate),
      "train.epochs": .integer(8),
    ]) { $1 }
    let run = try Self.run(changes)
    let losses = run.series.trainingLosses
    #expect(losses[7] < losses[0])
    #expect(run.series.gradientNorms.count == 48)
    #expect(run.series.gradientNorms.allSatisfy { $0 > 0 && $0.isFinite })
    let together = try Self.run(changes, threads: 2)
    #expect(together.weights.sha256 == run.weights.sha256)
    #expect(together.averagedWeights?.sha256 == run.averagedWeights?.sha256)
    #expect(together.metrics == run.metrics)
  }

  @Test func `averages are evaluated beside the weights, which they do not touch`() throws {
    let plain = try Self.run()
    let run = try Self.run(["train.ema_decay": .number(0.5), "train.ema_rule": .text("constant")])
    #expect(run.weights.sha256 == plain.weights.sha256)
    let averages = try #require(run.averagedWeights)
    #expect(averages.sha256 != run.weights.sha256)
    #expect(plain.averagedWeights == nil && plain.averagedOutcome == nil)
    #expect(
      Set(run.metrics.keys).subtracting(plain.metrics.keys) == [
        "ema.validation.loss", "ema.validation.top1", "ema.test.loss", "ema.test.top1",
      ])
    #expect(run.metrics["validation.loss"] == plain.metrics["validation.loss"])
    #expect(run.metrics["ema.validation.loss"] != run.metrics["validation.loss"])
    #expect(run.series.averagedValidationLosses.count == 2)
    #expect(run.series.averagedValidationLosses.last == run.metrics["ema.validation.loss"])
    // Averages that only copy are the weights.
    let copies = try Self.run(["train.ema_decay": .number(0), "train.ema_rule": .text("constant")])
    #expect(copies.averagedWeights?.sha256 == plain.weights.sha256)
    #expect(copies.metrics["ema.test.loss"] == plain.metrics["test.loss"])
  }

  @Test func `no metric has the name of a setting, since both are columns of one table`() throws {
    let run = try Self.run(["train.ema_decay": .number(0.5)])
    #expect(run.metrics.count == 10)
    #expect(Set(run.metrics.keys).isDisjoint(with: Schema.settings.map(\.path)))
  }

  @Test func `only the sources of chance that vary differ between replicates`() throws {
    let fixed: [String: SettingValue] = ["seeds.vary": .texts(["split"])]
    #expect(
      try Self.run(["seeds.vary": .texts(["dropout"])]).weights.sha256
        == Self.run(fixed).weights.sha256)
    #expect(try Self.run(fixed, replicate: 1).weights.sha256 != Self.run(fixed).weights.sha256)
  }

  @Test func `a network that overfits reaches a training loss near zero`() throws {
    let run = try Self.run([
      "train.epochs": .integer(60), "data.train_images": .integer(32),
      "data.crop_padding": .integer(0), "data.flip": .boolean(false),
      "regularize.dropout": .number(0), "data.validation_images": .integer(0),
    ])
    let loss = try #require(run.metrics["train.loss"])
    #expect(loss < 0.1)
    #expect(run.metrics["train.top1"] == 1)
  }

  @Test func `divergence is an outcome with its step, without metrics`() throws {
    let run = try Self.run([
      "train.learning_rate": .number(1e38), "train.schedule": .text("constant"),
    ])
    let divergedAt = run.divergedAtStep
    let step = try #require(divergedAt)
    #expect(step > 0 && run.series.stepLosses.count == step + 1)
    #expect(run.metrics.isEmpty && run.outcome == nil)
  }

  @Test func `progress counts steps, images and epochs to the end`() throws {
    let configuration = try Configuration(settings: Self.settings)
    var reports: [TrainingProgress] = []
    _ = try Trainer(configuration, data: DataLocation()).train { reports.append($0) }
    #expect(reports.map(\.step) == Array(1...12))
    let last = try #require(reports.last)
    #expect(last.epoch == 2 && last.imageCount == 192 && last.stepCount == 12)
    #expect(last.top1Accuracy != nil)
  }

  @Test func `the run file holds series, predictions and weights, with equal bytes for equal runs`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Self.run()
    let paths = ["a.h5", "b.h5"].map { folder.appending(path: $0).path() }
    for path in paths { try run.write(to: path) }
    let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
    #expect(files[0] == files[1])
    let file = try HDF5File(opening: paths[0])
    #expect(try file.shape(of: "predictions/test/logits") == [40, 8])
    #expect(try file.read("series/step/loss", as: Double.self).elements == run.series.stepLosses)
    #expect(
      try file.read("series/step/gradient_norm", as: Double.self).elements
        == run.series.gradientNorms)
    #expect(try file.shape(of: "weights/stage2.block1.conv1.weight") == [16, 8, 3, 3])
    #expect(try file.attribute("", "weights_sha256", as: String.self) == run.weights.sha256)
  }

  @Test func `the digest of the data tells other images and other labels`() throws {
    let digests = try [
      [:], ["data.label_noise": SettingValue.number(0.5)], ["data.pixel_noise": .number(0.2)],
      ["train.epochs": .integer(3)],
    ].map { changes in
      let configuration = try Configuration(settings: Self.settings.merging(changes) { $1 })
      return try Trainer(configuration, data: DataLocation()).trainingDataSHA256
    }
    #expect(Set(digests).count == 3 && digests[0] == digests[3])
  }

  @Test func `the numerics fingerprint repeats itself`() throws {
    #expect(try NumericsFingerprint.compute() == NumericsFingerprint.compute())
  }
}
