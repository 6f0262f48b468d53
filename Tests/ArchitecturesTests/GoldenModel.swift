// The narrow networks of the golden files, built and run by our own code.

import Architectures
import Configuration
import Graphs
import HDF5
import Kernels
import Tensors
import TestSupport
import Testing

/// A network of a golden file, in our words.
struct GoldenModel: CustomTestStringConvertible, Sendable {
  var file: String
  /// What decides its names, and all of it where `parts` is nil.
  var model: ModelConfiguration
  /// A residual network that no configuration describes.
  var parts: ResNet?
  var testDescription: String { file }

  /// The network for the square images or clips of its file.
  func graph() throws -> Graph {
    let golden = try Goldens.open(file)
    let resolution = try golden.integer("info", "resolution")
    let classes = try golden.integer("info", "classes")
    let frames = model.family.takesClips ? [try golden.integer("info", "frames")] : []
    let images = Shape(frames + [resolution, resolution, 3])
    if let parts { return parts.graph(images: images, ends: NetworkEnds(classes: classes)) }
    return try network(model, images: images, classes: classes)
  }

  /// timm's name of one of its arrays.
  func timmName(_ name: String) -> String { Architectures.timmName(of: name, in: model) }

  /// The networks of the golden files.
  static let all = [
    GoldenModel(
      file: "model_resnet18_narrow", model: ModelConfiguration(family: .resnet),
      // The stem has 64 channels, whatever the stages have.
      parts: ResNet(
        stem: .conv7, stemChannels: 64, layout: Layout(block: .basic, blocks: [2, 2, 2, 2]),
        channels: [8, 16, 24, 40])),
    GoldenModel(
      file: "model_resnet50_narrow", model: ModelConfiguration(family: .resnet),
      parts: ResNet(
        stem: .conv7, stemChannels: 64, layout: Layout(block: .bottleneck, blocks: [1, 1, 1, 1]),
        channels: [8, 16, 24, 32])),
    resNetRS(file: "model_resnetrs_tiny", blocks: [1, 1, 1, 1], channels: [8, 16, 32, 64]),
    resNetRS(file: "model_resnetrs_1221_odd", blocks: [1, 2, 2, 1], channels: [8, 8, 16, 16]),
    GoldenModel(
      file: "model_efficientnet_b0_narrow",
      model: ModelConfiguration(family: .efficientNet, width: 0.25)),
    GoldenModel(
      file: "model_tf_efficientnet_b0_narrow",
      model: ModelConfiguration(family: .tfEfficientNet, width: 0.25)),
    // Half the width, since that halves the stem too.
    GoldenModel(
      file: "model_regnetx_narrow",
      model: regNet(
        .regNetX, depth: 7, line: WidthLine(start: 16, slope: 18, ratio: 2.2, groupWidth: 4))),
    GoldenModel(
      file: "model_regnety_narrow",
      model: regNet(
        .regNetY, depth: 8, line: WidthLine(start: 16, slope: 18, ratio: 2.2, groupWidth: 8))),
    GoldenModel(file: "model_vit_tiny_narrow", model: smallTransformer),
    clips(file: "model_r3d_narrow", .videoResNet, blocks: [1, 1, 1, 1], variant: .r3d),
    clips(file: "model_r2plus1d_narrow", .videoResNet, blocks: [1, 1, 1, 1], variant: .r2plus1d),
    clips(file: "model_resnet3drs_narrow", .resNet3DRS, blocks: [1, 2, 1, 1]),
  ]

  private static func clips(
    file: String, _ family: ModelFamily, blocks: [Int], variant: ModelVariant? = nil
  ) -> GoldenModel {
    GoldenModel(
      file: file,
      model: ModelConfiguration(
        family: family, blocksPerStage: blocks, width: 1 / 32, variant: variant))
  }

  private static func resNetRS(file: String, blocks: [Int], channels: [Int]) -> GoldenModel {
    GoldenModel(
      file: file, model: ModelConfiguration(family: .resNetRS),
      parts: ResNet(
        stem: .deepStrided, stemChannels: 16, layout: Layout(block: .bottleneck, blocks: blocks),
        channels: channels, shortcut: .pooled, squeezeRatio: 0.25, zeroLastScale: true))
  }

  private static func regNet(
    _ family: ModelFamily, depth: Int, line: WidthLine
  ) -> ModelConfiguration {
    var model = ModelConfiguration(family: family, depth: depth, width: 0.5)
    model.line = line
    return model
  }

  private static var smallTransformer: ModelConfiguration {
    var model = ModelConfiguration(
      family: .visionTransformer, depth: 3, width: 0.25, variant: .tiny)
    model.patch = 8
    return model
  }
}

/// A plan of a golden network with the file's weights.
final class GoldenModelRun {
  let plan: Plan
  private let model: GoldenModel
  private let images: [Float]
  private let labels: [Int32]
  private let decaying: Set<String>
  private let rate: Double
  private let decay: Double
  private let momentum: Double
  private let velocities = GuardedMemory()
  private var velocity: [String: Region] = [:]

  init(_ model: GoldenModel) throws {
    let golden = try Goldens.open(model.file)
    let batch = try golden.integer("info", "batch")
    self.model = model
    let graph = try model.graph()
    let smoothing = try golden.file.attribute("info", "label_smoothing", as: Double.self)
    plan = try Plan(
      graph, batch: batch, purpose: .training(labelSmoothing: smoothing), engine: Engine())
    images = channelsLast(try golden.floats("data/x"), shape: [3 * batch, 3])
    labels = try golden.file.read("data/target", as: Int.self).elements.map(Int32.init)
    decaying = Set(try golden.file.attribute("info", "decay", as: [String].self))
    rate = try golden.file.attribute("info", "lr", as: Double.self)
    decay = try golden.file.attribute("info", "weight_decay", as: Double.self)
    momentum = try golden.file.attribute("info", "momentum", as: Double.self)
    for slot in plan.parameters.slots {
      let elements = try golden.floats("w/" + model.timmName(slot.parameter.name))
      try plan.parameters.store(Tensor(elements, shape: slot.parameter.shape), into: slot)
      velocity[slot.parameter.name] = velocities.region(
        Array(repeating: 0, count: slot.values.count))
    }
    for (statistic, _) in plan.parameters.statistics {
      let values = try golden.floats("w/" + model.timmName(statistic.name))
      plan.parameters.store(
        Tensor(values, shape: statistic.shape), intoStatistic: statistic.name)
    }
  }

  func load(step: Int) {
    let count = images.count / 3
    let batch = Array(images[step * count..<(step + 1) * count])
    plan.load(Tensor(batch, shape: Shape([plan.batch] + plan.graph.inputShape.extents)))
  }

  func trainingPass(step: Int) -> BatchResult {
    load(step: step)
    return plan.trainingPass(
      labels: Array(labels[step * plan.batch..<(step + 1) * plan.batch]), dropout: nil)
  }

  /// SGD with momentum, the decay on the names that the file lists.
  func update() {
    for slot in plan.parameters.slots {
      guard let velocity = velocity[slot.parameter.name] else { continue }
      let decays = decaying.contains(model.timmName(slot.parameter.name))
      MomentumUpdate(
        rate: Float(rate), momentum: Float(momentum), decay: decays ? Float(decay) : 0,
        nesterov: false
      ).apply(gradient: slot.gradient, velocity: velocity, weights: slot.values)
    }
  }

  func gradients() throws -> [NamedArray] {
    try plan.parameters.slots.map {
      NamedArray(
        model.timmName($0.parameter.name), try plan.parameters.canonicalGradient($0).elements)
    }
  }

  func parameters() throws -> [NamedArray] {
    try plan.parameters.slots.map {
      NamedArray(
        model.timmName($0.parameter.name), try plan.parameters.canonicalValues($0).elements)
    }
  }

  func statistics() -> [NamedArray] {
    plan.parameters.statistics.map {
      NamedArray(model.timmName($0.statistic.name), $0.values.elements)
    }
  }
}

/// An array under timm's name.
struct NamedArray {
  let name: String
  let elements: [Float]

  init(_ name: String, _ elements: [Float]) {
    self.name = name
    self.elements = elements
  }
}
