import Configuration
import Foundation
import References
import Studies
import Testing

/// The recipes of the repository, against the published tables.
@Suite struct RecipeFilesTests {
  private static let references = Result {
    try ReferenceLibrary(
      folder: StudyFilesTests.root.appending(path: "paper-tables/reference"))
  }

  /// The configuration of a recipe for a small residual network, with what a study says besides.
  private static func configuration(
    _ recipe: String, model: String = "{family: cifar_resnet, depth: 8}", resolution: Int? = nil,
    _ rest: String = ""
  ) throws -> Configuration {
    let side = resolution.map { ", resolution: \($0)" } ?? ""
    let text = """
      schema: 1
      study: probe
      title: A probe
      recipe: \(recipe)
      base:
        model: \(model)
        data: {set: generated\(side)}
      \(rest)
      """
    let study = try Study(
      bytes: Data(text.utf8), file: "probe.yaml", recipes: library, cost: TestStudy.cost,
      trainingMemory: TestStudy.trainingMemory)
    return try #require(study.points.first).configuration
  }

  private static let library = RecipeLibrary(
    folders: [StudyFilesTests.root.appending(path: "studies/recipes").path])

  /// The rows of a published table, by their first value.
  private static func column(_ name: String, of table: String) throws -> [String: PublishedCell] {
    let table = try references.get().table(named: table)
    let keys = try table.rows.map { try table.usable(table.columns[0].name, in: $0) }
    let values = try table.rows.map { try table.usable(name, in: $0) }
    let cells = zip(keys, values).map { (PublishedCell($0).words, PublishedCell($1)) }
    return Dictionary(uniqueKeysWithValues: cells)
  }

  @Test(arguments: library.names) func `a recipe makes a run`(name: String) throws {
    let configuration = try Self.configuration(name)
    #expect(configuration.training.epochs >= 90)
    #expect(configuration.data.flip && configuration.augmentation.randomResizedCrop)
    #expect(configuration.data.set == .generated)
  }

  @Test func `all procedures are there`() {
    #expect(
      Self.library.names == [
        "bag-of-tricks", "deit", "efficientnet", "fixres", "resnet-3d-rs", "resnet-baseline",
        "resnet-rs", "resnet-rs-released", "rsb-a1", "rsb-a2", "rsb-a3", "torchvision-baseline",
        "torchvision-new",
      ])
  }

  @Test(arguments: ["resnet-rs", "resnet-rs-released"])
  func `ResNet-RS has the dropout, magnitude and stochastic depth of all eleven rows`(
    recipe: String
  ) throws {
    let table = try Self.references.get().table(named: "resnet-rs/table8_hyperparameters")
    #expect(table.rows.count == 11)
    for row in table.rows {
      func number(_ column: String) throws -> Double {
        try #require(PublishedCell(table.usable(column, in: row)).number)
      }
      let (depth, resolution) = (Int(try number("depth")), Int(try number("resolution")))
      let base = try Self.configuration(
        recipe, model: "{family: resnet_rs, depth: \(depth)}", resolution: resolution)
      let scaled = try Self.configuration(
        recipe, model: "{family: resnet_rs, depth: 50}", resolution: 160,
        "  scaling: {rule: slow_resolution, step: \(depth)@\(resolution)}")
      for configuration in [base, scaled] {
        #expect(configuration.model.depth == depth && configuration.data.resolution == resolution)
        #expect(configuration.regularization.dropout == (try number("dropout")))
        #expect(configuration.augmentation.magnitude == (try number("randaugment_magnitude")))
        #expect(
          configuration.regularization.stochasticDepth == (try number("stochastic_depth")),
          "\(depth) at \(resolution)")
      }
    }
  }

  @Test func `ResNet-RS has the common values of its table`() throws {
    let facts = try Self.references.get().table(named: "resnet-rs/table8_hyperparameters").facts
    func fact(_ name: String) throws -> Double {
      try #require(facts.first { $0.name == name }.flatMap { PublishedCell($0.value).number })
    }
    let configuration = try Self.configuration("resnet-rs")
    let training = configuration.training
    #expect(configuration.regularization.labelSmoothing == (try fact("label_smoothing")))
    #expect(training.averaging?.decay == (try fact("ema_decay")))
    #expect(training.update.weightDecay == (try fact("weight_decay")))
    #expect(training.update.momentum == (try fact("momentum")))
    #expect(Double(training.batch) == (try fact("batch")))
    #expect(training.schedule.peak == (try fact("base_lr")) * Double(training.batch) / 256)
    #expect(Double(training.epochs) == (try fact("epochs")))
    #expect(training.schedule.warmupEpochs == (try fact("warmup_epochs")))
    #expect(Double(configuration.augmentation.layers) == (try fact("randaugment_layers")))
    #expect(training.schedule.kind == .cosine && !training.update.nesterov)
  }

  @Test func `3D ResNet-RS has the values of its released configuration`() throws {
    let published = try Self.column("3D ResNet-RS-50", of: "video/k400_configs")
    let text = """
      schema: 1
      study: probe
      title: A probe
      recipe: resnet-3d-rs
      base:
        model: {family: resnet_3d_rs, depth: 50}
        data: {set: packed, file: k400.h5}
      """
    let study = try Study(
      bytes: Data(text.utf8), file: "probe.yaml", recipes: Self.library, cost: TestStudy.cost,
      trainingMemory: TestStudy.trainingMemory)
    let configuration = try #require(study.points.first).configuration
    let (data, training) = (configuration.data, configuration.training)
    #expect(published["frames x stride"]?.words == "\(data.frames ?? 0) x \(data.frameStride)")
    #expect(
      published["train / eval size"]?.words
        == "\(data.resolution) / \(data.testResolution ?? 0)")
    #expect(configuration.regularization.dropout == published["dropout"]?.number)
    #expect(configuration.regularization.labelSmoothing == published["label smoothing"]?.number)
    #expect(configuration.regularization.stochasticDepth == published["stochastic depth"]?.number)
    #expect(training.schedule.peak == published["learning rate"]?.number)
    #expect(Double(training.batch) == published["batch"]?.number)
    #expect(training.update.weightDecay == published["weight decay"]?.number)
    #expect(training.averaging?.decay == published["EMA"]?.number)
    let steps = try #require(published["train clips"]?.number) / Double(training.batch)
    #expect((steps * Double(training.epochs)).rounded(.up) == published["train steps"]?.number)
    // 1,050 steps are 5 epochs of 210 whole batches.
    let warmup = steps.rounded(.down) * training.schedule.warmupEpochs
    #expect(warmup == published["warmup steps"]?.number)
  }

  @Test func `the released code parts from the paper where its facts say so`() throws {
    let released = try Self.configuration("resnet-rs-released")
    #expect(released.training.update.nesterov && released.training.update.decaysBiases)
    #expect(released.training.schedule.kind == .multistep)
    #expect(released.training.schedule.milestones == [116, 233, 311])
    #expect(released.training.schedule.warmupEpochs == 19)
    #expect(released.regularization.stochasticDepthRule == .stage)
    #expect(released.training.averaging?.rule == .tensorFlow)
    #expect(try Self.configuration("resnet-rs").regularization.stochasticDepthRule == .block)
  }

  @Test(arguments: zip(["rsb-a1", "rsb-a2", "rsb-a3"], ["A1", "A2", "A3"]))
  func `the procedures A1 to A3 have the values of their columns`(
    recipe: String, column: String
  ) throws {
    let configuration = try Self.configuration(recipe)
    let (data, augmentation) = (configuration.data, configuration.augmentation)
    let (training, regularization) = (configuration.training, configuration.regularization)
    let schedule = training.schedule
    let numbers: [String: Double] = [
      "train resolution": Double(data.resolution),
      "test resolution": Double(data.testResolution ?? data.resolution),
      "epochs": Double(training.epochs), "batch size": Double(training.batch),
      "learning rate": schedule.peak, "min LR": schedule.minimum,
      "weight decay": training.update.weightDecay, "warmup epochs": schedule.warmupEpochs,
      "warmup start LR": schedule.warmupStart ?? -1,
      "BCE target threshold": training.loss.binaryThreshold ?? -1,
      "label smoothing": regularization.labelSmoothing, "dropout rate": regularization.dropout,
      "stochastic depth rate": regularization.stochasticDepth,
      "horizontal flip probability": data.flip ? 0.5 : 0,
      "RandAugment n": Double(augmentation.layers), "RandAugment m": augmentation.magnitude ?? -1,
      "RandAugment mstd": augmentation.magnitudeDeviation,
      "mixup alpha": augmentation.mixupAlpha, "cutmix alpha": augmentation.cutmixAlpha,
      "random erasing probability": augmentation.eraseProbability,
      "colour jitter": augmentation.colorJitter, "test crop ratio": data.testCropRatio,
    ]
    let words: [String: String] = [
      "optimizer": training.update.optimizer.rawValue.uppercased(),
      "LR schedule": schedule.kind.rawValue, "loss": training.loss.kind.rawValue.uppercased(),
      "weight decay on bias/norm": "\(training.update.decaysNormsAndBiases)",
      "repeated augmentation": "\(augmentation.repeats == 3)",
      "random resized crop": "\(augmentation.randomResizedCrop)",
      "RandAugment op set": augmentation.isIncreasing ? "increasing (inc1)" : "",
      "AutoAugment": "\(augmentation.policy == .autoAugment)",
      "EMA": "\(training.averaging != nil)", "interpolation": augmentation.interpolation.rawValue,
    ]
    // LAMB's own limit of the norm of all gradients is part of the optimiser.
    let unsaid: Set = ["gradient clip", "mixed precision"]
    for (ingredient, published) in try Self.column(column, of: "rsb/table2_ingredients") {
      if let number = numbers[ingredient] {
        #expect(abs(number - (published.number ?? -1)) <= 1e-12, "\(ingredient)")
      } else if let words = words[ingredient] {
        #expect(words == published.words, "\(ingredient)")
      } else {
        #expect(unsaid.contains(ingredient), "\(ingredient)")
      }
    }
    #expect(training.update.epsilon == 1e-6 && data.testInterpolation == .bicubic)
    #expect(schedule.unit == .epoch && !schedule.beginsAfterWarmup)
  }

  @Test(arguments: zip(["torchvision-baseline", "torchvision-new"], ["baseline", "final"]))
  func `TorchVision's recipes have the values of its post`(recipe: String, column: String) throws {
    let published = try Self.column(column, of: "torchvision/hyperparameters")
    let configuration = try Self.configuration(recipe)
    let (data, augmentation) = (configuration.data, configuration.augmentation)
    let training = configuration.training
    let (averages, update) = (training.averaging, training.update)
    let side = data.testResolution ?? data.resolution
    let numbers: [String: Double] = [
      "epochs": Double(training.epochs), "learning rate": training.schedule.peak,
      "weight decay": update.weightDecay,
      "norm weight decay": update.decaysNormsAndBiases ? update.weightDecay : 0,
      "label smoothing": configuration.regularization.labelSmoothing,
      "mixup alpha": augmentation.mixupAlpha, "cutmix alpha": augmentation.cutmixAlpha,
      "random erasing": augmentation.eraseProbability,
      "repeated augmentation": Double(augmentation.repeats),
      "train crop": Double(data.resolution), "val crop": Double(side),
      "val resize": (Double(side) / data.testCropRatio).rounded(.down),
    ]
    for (item, number) in numbers { #expect(number == published[item]?.number, "\(item)") }
    #expect(published["GPUs x batch"]?.words == "8 x \(training.batch / 8)")
    #expect(published["interpolation"]?.words == augmentation.interpolation.rawValue)
    #expect((published["auto augment"]?.words == "none") == (augmentation.policy == .none))
    #expect((published["EMA"]?.words == "none") == (averages == nil))
    if let averages {
      #expect(averages.every == 32)
      // 0.99998, made of which the code keeps 1 - 2e-5 x 1,024 x 32 / 600.
      #expect(abs(averages.decay - 0.998_907_733) < 1e-9)
      #expect(training.schedule.warmupStart == 0.005 && training.schedule.warmupEpochs == 5)
    } else {
      #expect(training.schedule.decayEpochs == 30 && training.schedule.decayFactor == 0.1)
    }
  }

  /// The table `deit/deit_hparams`, arXiv 2012.12877.
  @Test func `DeiT has the values of its code`() throws {
    let configuration = try Self.configuration("deit", model: "{family: vit, variant: tiny}")
    let published = try Self.column("value", of: "deit/deit_hparams")
    let training = configuration.training
    #expect(published["learning rate"]?.words == "5e-4 x batch / 512")
    #expect(training.schedule.peak == 1e-3 && training.batch == 1_024)
    #expect(Double(training.epochs) == published["epochs"]?.number)
    #expect(training.update.optimizer == .adamW && training.update.epsilon == 1e-8)
    #expect(training.update.weightDecay == published["weight decay"]?.number)
    #expect(training.schedule.minimum == 1e-5 && training.schedule.warmupStart == 1e-6)
    #expect(configuration.regularization.dropout == published["dropout"]?.number)
    #expect(configuration.regularization.stochasticDepth == published["drop path"]?.number)
    #expect(configuration.regularization.labelSmoothing == published["label smoothing"]?.number)
    #expect(configuration.augmentation.mixupAlpha == published["mixup alpha"]?.number)
    #expect(configuration.augmentation.cutmixAlpha == published["cutmix alpha"]?.number)
    #expect(configuration.augmentation.eraseProbability == 0.25)
    #expect(configuration.augmentation.repeats == 3)
    #expect(training.averaging?.decay == 0.99996)
    #expect(configuration.data.testCropRatio == published["eval crop ratio"]?.number)
  }

  @Test func `EfficientNet has the dropout of each variant and the rate of its batch`() throws {
    for (name, dropout) in try Self.column("dropout", of: "efficientnet/coefficients") {
      let variant = name.lowercased()
      let configuration = try Self.configuration(
        "efficientnet", model: "{family: efficientnet, variant: \(variant)}")
      #expect(configuration.regularization.dropout == dropout.number, "\(variant)")
    }
    let training = try Self.configuration(
      "efficientnet", model: "{family: efficientnet}", "  train: {batch: 4096}"
    ).training
    #expect(training.schedule.peak == 0.256)
    #expect(training.update.optimizer == .rmsprop && training.update.epsilon == 1e-3)
    #expect(training.update.squareDecay == 0.9 && training.update.momentum == 0.9)
    #expect(training.update.weightDecay == 1e-5 && training.averaging?.decay == 0.9999)
    #expect(training.schedule.decayEpochs == 2.4 && training.schedule.decayFactor == 0.97)
  }

  /// `bag-of-tricks/gluoncv_reproduction`: rate 0.4 for 1,024 images; `rsb/previous_procedures`, column FixRes.
  @Test func `the rates of Bag of Tricks, FixRes and the baseline follow the batch`() throws {
    let tricks = try Self.configuration("bag-of-tricks").training
    #expect(abs(tricks.schedule.peak - 0.4) < 1e-12 && tricks.update.nesterov)
    let colors = try Self.configuration("bag-of-tricks").augmentation
    let noise = try Self.column("value", of: "bag-of-tricks/baseline_procedure")["PCA noise"]
    #expect(noise?.words == "N(0, \(colors.lighting))")
    let fixres = try Self.configuration("fixres")
    let published = try Self.column("FixRes", of: "rsb/previous_procedures")
    #expect(fixres.training.schedule.peak == published["learning rate"]?.number)
    #expect(Double(fixres.training.epochs) == published["epochs"]?.number)
    #expect(Double(fixres.training.batch) == published["batch size"]?.number)
    #expect(fixres.training.update.weightDecay == published["weight decay"]?.number)
    let half = try Self.configuration("resnet-baseline", "  train: {batch: 128}").training
    #expect(half.schedule.peak == 0.05 && half.epochs == 90)
  }
}

/// What stands in a cell of a published table.
private struct PublishedCell {
  /// The number, if it is one.
  let number: Double?
  let words: String

  init(_ value: ReferenceValue) {
    switch value.content {
    case .number(let printed): (number, words) = (printed.value, printed.digits)
    case .text(let text): (number, words) = (nil, text)
    case .list(let list): (number, words) = (nil, list.joined(separator: ", "))
    case .missing: (number, words) = (nil, "")
    }
  }
}
