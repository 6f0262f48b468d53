import Configuration
import Datasets
import Foundation
import Graphs
import HDF5
import Testing

@testable import Training

/// Runs that end on the way and go on from their checkpoint, against runs in one piece.
@Suite struct CheckpointTests {
  /// Every optimiser and average, with every kind of augmentation and regulariser among them.
  static let procedures: [[String: SettingValue]] = [
    [
      "train.optimizer": .text("sgd"), "train.nesterov": .boolean(true),
      "train.ema_decay": .number(0.9), "train.ema_rule": .text("constant"),
    ],
    [
      "train.optimizer": .text("rmsprop"), "train.centered": .boolean(true),
      "train.ema_decay": .number(0.9), "train.ema_rule": .text("tensorflow"),
      "augment.policy": .text("auto_augment"),
    ],
    [
      "train.optimizer": .text("adam"), "train.ema_decay": .number(0.9),
      "train.ema_rule": .text("copy_first"), "train.ema_every": .integer(2),
      "augment.cutmix_alpha": .number(1),
    ],
    [
      "train.optimizer": .text("adamw"), "train.ema_decay": .number(0.9),
      "train.ema_rule": .text("timm"), "train.norm_momentum": .number(0.1),
      "augment.policy": .text("three_augment"), "augment.color_jitter": .number(0.3),
    ],
    [
      "train.optimizer": .text("lamb"), "train.loss_function": .text("bce"),
      "augment.random_resized_crop": .boolean(true), "data.crop_padding": .integer(0),
      "augment.policy": .text("rand_augment"), "augment.magnitude": .number(7),
      "augment.erase_probability": .number(0.3), "augment.repeats": .integer(3),
      "augment.mixup_alpha": .number(0.2), "augment.cutmix_alpha": .number(1),
    ],
    [
      "train.optimizer": .text("lars"), "train.trust_clip": .boolean(true),
      "train.clip_gradient_norm": .number(0.5), "augment.policy": .text("tf_rand_augment"),
      "augment.magnitude": .number(15),
      "augment.mixup_alpha": .number(0.4), "regularize.label_smoothing": .number(0.1),
    ],
  ]

  static func settings(
    _ procedure: [String: SettingValue], shards: Int
  ) -> [String: SettingValue] {
    TrainerTests.settings.merging([
      "train.learning_rate": .number(0.01), "train.epochs": .integer(3),
      "train.shards": .integer(shards), "regularize.stochastic_depth": .number(0.2),
    ]) { $1 }.merging(procedure) { $1 }
  }

  @Test(arguments: procedures, [1, 4])
  func `a run that ends at any three steps and goes on leaves the bytes of a run in one piece`(
    procedure: [String: SettingValue], shards: Int
  ) throws {
    let settings = Self.settings(procedure, shards: shards)
    let whole = try RunInPieces.with(settings) { try $0.finish().bytes }
    // 18 steps in 3 epochs; other ones for each procedure, and no epoch's end alone.
    var numbers = LinearGenerator(state: UInt64(settings.count * 10 + shards))
    let stops = Array((1..<18).shuffled(using: &numbers).prefix(3)).sorted()
    try RunInPieces.with(settings) { pieces in
      var threads = 1
      for (earlier, stop) in zip([0] + stops, stops) {
        let first = try pieces.stop(after: stop, threads: threads)
        #expect(first == earlier + 1)
        threads = 3 - threads
      }
      let last = try pieces.finish(threads: threads)
      #expect(last.bytes == whole)
      #expect(last.resumedStep == stops[2] && last.seconds > 0)
    }
  }

  @Test func `the chain has a hash for each epoch, which any bit of the state changes`() throws {
    let settings = Self.settings(Self.procedures[0], shards: 1)
    try RunInPieces.with(settings) { pieces in
      _ = try pieces.stop(after: 12)
      let file = try HDF5File(opening: pieces.checkpointPath)
      let chain = try file.read("series/epoch/state_sha256", as: UInt8.self)
      #expect(chain.shape == [2, 32])
      let finished = try pieces.finish()
      let run = try HDF5File(opening: finished.path)
      let whole = try run.read("series/epoch/state_sha256", as: UInt8.self)
      #expect(whole.shape == [3, 32])
      #expect(Array(whole.elements.prefix(64)) == chain.elements)
    }
    var state = try SmallState.state()
    var digests = [try state.sha256()]
    func change(_ body: (inout TrainingState) throws -> Void) throws {
      try body(&state)
      digests.append(try state.sha256())
    }
    try change { $0.parameters.slots[1].values.change() }
    try change { $0.parameters.statistics[0].values.change() }
    try change { $0.optimizer.state[2].values.change() }
    try change { $0.average?.parameters.change() }
    try change { $0.average?.statistics.change() }
    try change { $0.series.addUpdate(gradientNorm: 1) }
    try change { $0.epoch.losses = 0.5 }
    try change { $0.epoch.hits = 1 }
    try change { $0.epoch.images = 2 }
    try change { $0.step = 1 }
    try change { $0.optimizer.stepCount = 1 }
    try change { $0.chain.hashes = ["00"] }
    #expect(Set(digests).count == 13)
  }

  @Test(arguments: Damage.allCases)
  func `a checkpoint that does not fit is told, and the run begins anew with the same result`(
    damage: Damage
  ) throws {
    let settings = Self.settings(Self.procedures[0], shards: 1)
    let whole = try RunInPieces.with(settings) { try $0.finish().bytes }
    try RunInPieces.with(settings) { pieces in
      var pieces = pieces
      _ = try pieces.stop(after: 8)
      try damage.apply(to: &pieces)
      let run = try pieces.finish()
      #expect(run.bytes == whole)
      #expect(run.resumedStep == nil)
      let told = try #require(run.told.first)
      #expect(run.told.count == 1)
      #expect(told.hasPrefix("checkpoint not used, training begins anew: \(pieces.checkpointPath)"))
      #expect(told.contains(damage.words), "\(told)")
    }
  }

  @Test func `a checkpoint of another configuration is not used`() throws {
    let settings = Self.settings(Self.procedures[0], shards: 1)
    let other = settings.merging(["train.weight_decay": .number(0.25)]) { $1 }
    let whole = try RunInPieces.with(other) { try $0.finish().bytes }
    try RunInPieces.with(settings) { pieces in
      _ = try pieces.stop(after: 8)
      let run = try RunInPieces(settings: other, folder: pieces.folder).finish()
      #expect(run.bytes == whole && run.told.first?.contains("its configuration is") == true)
    }
  }

  @Test(arguments: [false, true])
  func `the best epoch's weights are kept over an interruption, averages where there are some`(
    averaged: Bool
  ) throws {
    var settings = Self.settings([:], shards: 1)
    settings["train.epochs"] = .integer(5)
    if averaged { settings["train.ema_decay"] = .number(0.5) }
    let whole = try RunInPieces.with(settings, keepsBest: true) { pieces in
      let run = try pieces.finish()
      let file = try HDF5File(opening: run.path)
      let epoch = try file.attribute("best_weights", "epoch", as: Int.self)
      let accuracies = try file.read(
        "series/epoch/\(averaged ? "ema_" : "")validation_top1", as: Double.self
      ).elements
      let best = try #require(accuracies.max())
      #expect(epoch == (accuracies.firstIndex(of: best) ?? -1) + 1)
      #expect(try file.attribute("best_weights", "validation_top1", as: Double.self) == best)
      return run.bytes
    }
    try RunInPieces.with(settings, keepsBest: true) { pieces in
      for step in [9, 16, 24] { _ = try pieces.stop(after: step) }
      #expect(try pieces.finish().bytes == whole)
    }
    // A checkpoint without them cannot give them.
    try RunInPieces.with(settings) { pieces in
      _ = try pieces.stop(after: 9)
      let run = try RunInPieces(settings: settings, folder: pieces.folder, keepsBest: true).finish()
      #expect(run.bytes == whole && run.resumedStep == nil)
    }
  }

  @Test func `a run that diverges after it went on diverges at the same step`() throws {
    let settings = Self.settings(
      [
        "train.learning_rate": .number(1e5), "train.schedule": .text("constant"),
        "regularize.stochastic_depth": .number(0),
      ], shards: 1)
    let whole = try RunInPieces.with(settings) { try $0.finish() }
    let step = try #require(whole.divergedAtStep)
    #expect(step > 1)
    try RunInPieces.with(settings) { pieces in
      _ = try pieces.stop(after: step - 1)
      let run = try pieces.finish()
      #expect(run.divergedAtStep == step && run.bytes == whole.bytes)
    }
  }

  @Test func `a run whose last step is kept only evaluates`() throws {
    let settings = Self.settings(Self.procedures[0], shards: 1)
    let whole = try RunInPieces.with(settings) { try $0.finish().bytes }
    try RunInPieces.with(settings) { pieces in
      _ = try pieces.stop(after: 18)
      let run = try pieces.finish()
      #expect(run.bytes == whole && run.resumedStep == 18 && run.firstStep == nil)
    }
  }

  @Test func `a checkpoint is due by the clock, and at epochs' ends where that is cheap`() {
    func isDue(_ seconds: Double, every: Double, endsEpoch: Bool, lastWrite: Double = 0) -> Bool {
      CheckpointMoment(
        step: 7, endsEpoch: endsEpoch, secondsSinceLast: seconds, lastWriteSeconds: lastWrite
      ).isDue(every: every)
    }
    #expect(!isDue(599, every: 600, endsEpoch: false) && isDue(600, every: 600, endsEpoch: false))
    #expect(isDue(0, every: 0, endsEpoch: false))
    #expect(!isDue(29, every: 600, endsEpoch: true) && isDue(30, every: 600, endsEpoch: true))
    #expect(!isDue(199, every: 600, endsEpoch: true, lastWrite: 2))
    #expect(isDue(200, every: 600, endsEpoch: true, lastWrite: 2))
    #expect(isDue(600, every: 600, endsEpoch: true, lastWrite: 60))
  }

  @Test func `a draft that a kill left does not stand in the way`() throws {
    let settings = Self.settings(Self.procedures[0], shards: 1)
    try RunInPieces.with(settings) { pieces in
      try Data("half".utf8).write(to: pieces.folder.appending(path: "draft"))
      _ = try pieces.stop(after: 4)
      #expect(try pieces.finish().resumedStep == 4)
      let names = try FileManager.default.contentsOfDirectory(atPath: pieces.folder.path())
      #expect(names.sorted() == ["checkpoints", "run.h5"])
    }
  }
}

/// What makes a checkpoint useless, and the words that tell.
enum Damage: CaseIterable {
  case isNoHDF5, isTruncated, hasFlippedBit, isOfOtherCode

  var words: String {
    switch self {
    case .isNoHDF5: "not an HDF5 file"
    case .isTruncated: "truncated or damaged"
    case .hasFlippedBit: "it is damaged"
    case .isOfOtherCode: "its code is 1; here it is 2"
    }
  }

  func apply(to pieces: inout RunInPieces) throws {
    let url = URL(filePath: pieces.checkpointPath)
    var bytes = try Data(contentsOf: url)
    switch self {
    case .isNoHDF5: bytes = Data("hello".utf8)
    case .isTruncated: bytes = bytes.prefix(bytes.count / 2)
    case .hasFlippedBit:
      // The bits of a number that is in the file once: a weight.
      let file = try HDF5File(opening: pieces.checkpointPath)
      let weight = try file.read("weights/stage2.block1.conv1.weight", as: Float.self).elements[5]
      let pattern = Data((0..<4).map { UInt8(truncatingIfNeeded: weight.bitPattern >> (8 * $0)) })
      let place = try #require(bytes.firstRange(of: pattern))
      bytes[place.lowerBound] ^= 1
    case .isOfOtherCode: pieces.code = "2"
    }
    try bytes.write(to: url)
  }
}

/// One run in a folder of its own, which is trained piece by piece.
struct RunInPieces {
  let settings: [String: SettingValue]
  let folder: URL
  var keepsBest = false
  var code = "1"

  /// What a finished run leaves.
  struct Finished {
    var path: String
    var bytes: Data
    var divergedAtStep: Int?
    var resumedStep: Int?
    var seconds: Double
    /// The first step that was reported; nil where none was left.
    var firstStep: Int?
    var told: [String]
  }

  static func with<R>(
    _ settings: [String: SettingValue], keepsBest: Bool = false,
    _ body: (RunInPieces) throws -> R
  ) throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(RunInPieces(settings: settings, folder: folder, keepsBest: keepsBest))
  }

  var checkpointPath: String { folder.appending(path: "checkpoints/a.h5").path() }

  /// Trains until a step is done and kept; gives the first step that this piece did.
  func stop(after step: Int, threads: Int = 1) throws -> Int? {
    var first: Int?
    #expect(throws: TrainingStopped(step: step)) {
      try train(threads: threads) {
        $0.step == step ? .writeAndStop : .goOn
      } tell: { _ in
      } report: {
        first = first ?? $0.step
      }
    }
    return first
  }

  /// Trains to the end, with a checkpoint after every seventh step.
  func finish(threads: Int = 1) throws -> Finished {
    let told = Told()
    var first: Int?
    let run = try train(threads: threads) {
      $0.step.isMultiple(of: 7) ? .write : .goOn
    } tell: {
      told.words.append($0)
    } report: {
      first = first ?? $0.step
    }
    let path = folder.appending(path: "run.h5").path()
    try run.write(to: path)
    return Finished(
      path: path, bytes: try Data(contentsOf: URL(filePath: path)),
      divergedAtStep: run.divergedAtStep, resumedStep: run.resumption?.step,
      seconds: run.resumption?.seconds ?? 0, firstStep: first, told: told.words)
  }

  private func train(
    threads: Int, decide: @escaping (CheckpointMoment) -> CheckpointDecision,
    tell: @escaping (String) -> Void, report: (TrainingProgress) -> Void
  ) throws -> TrainedRun {
    let trainer = try Trainer(
      Configuration(settings: settings), data: DataLocation(), threads: threads)
    let checkpoints = Checkpoints(
      file: URL(filePath: checkpointPath), draft: folder.appending(path: "draft"),
      bindings: ["code": code], decide: decide, tell: tell)
    return try trainer.train(checkpoints: checkpoints, keepsBest: keepsBest, report: report)
  }

  private final class Told { var words: [String] = [] }
}

/// Numbers of a test, the same every time (Knuth's MMIX constants).
private struct LinearGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
