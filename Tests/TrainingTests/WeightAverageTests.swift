import Configuration
import Graphs
import HDF5
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite struct WeightAverageTests {
  static func averaging(_ changes: [String: SettingValue]) throws -> AveragingConfiguration {
    let settings = OptimizerTests.settings.merging(changes) { $1 }
    return try #require(try Configuration(settings: settings).training.averaging)
  }

  static func runs() throws -> [String] {
    try Goldens.open("ema").file.children().filter { $0 != "model" }
  }

  @Test(arguments: try runs())
  func `follows timm's averages`(name: String) throws {
    let golden = try Goldens.open("ema")
    let known = Set(try golden.file.attributeNames(of: name))
    let hasWarmup = known.contains("use_warmup")
    var settings: [String: SettingValue] = [
      "train.ema_decay": .number(try golden.file.attribute(name, "decay", as: Double.self)),
      "train.ema_rule": .text(
        hasWarmup ? "timm" : name.hasPrefix("v2") ? "constant" : "copy_first"),
    ]
    if known.contains("warmup_power") {
      settings["train.ema_warmup_power"] = .number(
        try golden.file.attribute(name, "warmup_power", as: Double.self))
    }
    if known.contains("exclude_buffers") {
      settings["train.ema_copies_statistics"] = .boolean(true)
    }
    // timm counts steps, we count epochs: those of one step here.
    if known.contains("update_after_step") {
      settings["train.ema_start_epochs"] = .number(
        Double(try golden.integer(name, "update_after_step")))
    }
    let network = try GoldenNetwork()
    try network.store("model", row: 0, of: golden)
    let average = WeightAverage(
      network.plan.parameters, try Self.averaging(settings), stepsPerEpoch: 1)
    let decays = try golden.doubles("\(name)/decay")
    var course: [String: [Float]] = [:]
    for (index, decay) in decays.enumerated() {
      #expect(abs(average.decay(atStep: index + 1) - decay) < 1e-15)
      try network.store("model", row: index + 1, of: golden)
      average.update(afterStep: index + 1)
      try average.whileInForce {
        for entry in try NamedArrays(network.plan.parameters).entries {
          course[entry.name, default: []] += entry.tensor.elements
        }
      }
    }
    let tolerance = try #require(try Goldens.tolerances("ema").ofCase(name))
    #expect(course.count == 7)
    for (array, found) in course.sorted(by: { $0.key < $1.key }) {
      let expected = try golden.floats("\(name)/f32/\(array)").doubles
      expectClose(found, expected, ofLargest: tolerance, array)
    }
  }

  @Test func `TensorFlow's rule rises with the number of steps to the decay`() throws {
    let average = WeightAverage(
      try GoldenNetwork().plan.parameters, try Self.averaging(["train.ema_decay": .number(0.9)]),
      stepsPerEpoch: 1)
    #expect([1, 2, 80, 81, 1_000].map(average.decay) == [2 / 11, 3 / 12, 0.9, 0.9, 0.9])
    #expect(average.decay(atStep: 79) == 80.0 / 89)
  }

  @Test func `updates come every so many steps, the first after the copies`() throws {
    let parameters = try GoldenNetwork().plan.parameters
    let average = WeightAverage(
      parameters,
      try Self.averaging([
        "train.ema_decay": .number(0.5), "train.ema_rule": .text("copy_first"),
        "train.ema_every": .integer(2), "train.ema_start_epochs": .number(1),
      ]), stepsPerEpoch: 4)
    let firsts = (1...10).map { step in
      parameters.slots[0].values.fill(with: Float(step))
      average.update(afterStep: step)
      return average.whileInForce { parameters.slots[0].values.elements[0] }
    }
    // Copies after steps 2, 4 and 6, then means of what is there and steps 8 and 10.
    #expect(firsts[1...] == [2, 2, 4, 4, 6, 6, 7, 7, 8.5])
  }

  @Test func `the weights come back bit for bit`() throws {
    let golden = try Goldens.open("ema")
    let network = try GoldenNetwork()
    try network.store("model", row: 3, of: golden)
    let before = try NamedArrays(network.plan.parameters).sha256
    let average = WeightAverage(
      network.plan.parameters, try Self.averaging(["train.ema_decay": .number(0.5)]),
      stepsPerEpoch: 1)
    try network.store("model", row: 4, of: golden)
    average.update(afterStep: 1)
    let after = try NamedArrays(network.plan.parameters).sha256
    let averaged = try average.whileInForce { try NamedArrays(network.plan.parameters).sha256 }
    #expect(Set([before, after, averaged]).count == 3)
    #expect(try NamedArrays(network.plan.parameters).sha256 == after)
  }
}
