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
  var block: BlockKind
  var blocks: [Int]
  var channels: [Int]
  var testDescription: String { file }

  /// The stem has 64 channels, whatever the stages have.
  static let all = [
    GoldenModel(
      file: "model_resnet18_narrow", block: .basic, blocks: [2, 2, 2, 2],
      channels: [8, 16, 24, 40]),
    GoldenModel(
      file: "model_resnet50_narrow", block: .bottleneck, blocks: [1, 1, 1, 1],
      channels: [8, 16, 24, 32]),
  ]

  /// The network for square images.
  func graph(resolution: Int, classes: Int) -> Graph {
    resNet(
      ResidualStages(block: block, blocks: blocks, channels: channels), stemChannels: 64,
      images: [resolution, resolution, 3], head: ClassifierHead(classes: classes, dropout: 0))
  }
}

/// A plan of a golden network with the file's weights.
final class GoldenModelRun {
  let plan: Plan
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
    let resolution = try golden.integer("info", "resolution")
    let graph = model.graph(
      resolution: resolution, classes: try golden.integer("info", "classes"))
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
      let elements = try golden.floats("w/" + torchName(slot.parameter.name))
      try plan.parameters.store(Tensor(elements, shape: slot.parameter.shape), into: slot)
      velocity[slot.parameter.name] = velocities.region(
        Array(repeating: 0, count: slot.values.count))
    }
    for (statistic, values) in plan.parameters.statistics {
      values.store(try golden.floats("w/" + torchName(statistic.name)))
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
      let decays = decaying.contains(torchName(slot.parameter.name))
      MomentumUpdate(
        rate: Float(rate), momentum: Float(momentum), decay: decays ? Float(decay) : 0,
        nesterov: false
      ).apply(gradient: slot.gradient, velocity: velocity, weights: slot.values)
    }
  }

  func gradients() throws -> [NamedArray] {
    try plan.parameters.slots.map {
      NamedArray($0.parameter.name, try plan.parameters.canonicalGradient($0).elements)
    }
  }

  func parameters() throws -> [NamedArray] {
    try plan.parameters.slots.map {
      NamedArray($0.parameter.name, try plan.parameters.canonicalValues($0).elements)
    }
  }

  func statistics() -> [NamedArray] {
    plan.parameters.statistics.map { NamedArray($0.statistic.name, $0.values.elements) }
  }
}

/// An array under its PyTorch name.
struct NamedArray {
  let name: String
  let elements: [Float]

  /// From our name of it.
  init(_ name: String, _ elements: [Float]) {
    self.name = torchName(name)
    self.elements = elements
  }
}

/// `stage2.block1.shortcut.norm.weight` becomes `layer2.0.downsample.1.weight`.
func torchName(_ name: String) -> String {
  let words = [
    ("stem.conv", "conv1"), ("stem.norm", "bn1"), ("head.linear", "fc"), ("stage", "layer"),
    ("shortcut.conv", "downsample.0"), ("shortcut.norm", "downsample.1"), ("norm", "bn"),
  ]
  var result = name
  for (ours, theirs) in words { result = result.replacing(ours, with: theirs) }
  return result.replacing(#/block(\d+)/#) { String((Int($0.1) ?? 0) - 1) }
}
