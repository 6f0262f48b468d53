import Configuration
import Graphs
import HDF5
import Kernels
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite struct OptimizerTests {
  static let settings: [String: SettingValue] = [
    "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
    "data.set": .text("generated"), "train.epochs": .integer(1), "train.batch": .integer(8),
    "train.learning_rate": .number(0.1),
  ]

  static func rule(_ changes: [String: SettingValue]) throws -> UpdateConfiguration {
    try Configuration(settings: settings.merging(changes) { $1 }).training.update
  }

  static func runs() throws -> [String] {
    try Goldens.open("optim").file.children().filter { $0 != "problem" }
  }

  @Test(arguments: try runs())
  func `a run from recorded gradients follows PyTorch's and timm's`(name: String) throws {
    let golden = try Goldens.open("optim")
    let tolerance = try #require(try Goldens.tolerances("optim").ofCase(name))
    let network = try GoldenNetwork()
    let rates = try golden.doubles("\(name)/lr")
    let norms = try golden.doubles("\(name)/f32/grad_norm")
    try network.store("\(name)/f32/params", row: 0, of: golden)
    let parameters = network.plan.parameters
    var optimizer = Optimizer(parameters, try Self.rule(GoldenRun(name, golden).settings))
    var course = try parameters.slots.map { try parameters.canonicalValues($0).elements }
    for (step, rate) in rates.enumerated() {
      try network.storeGradients("\(name)/f32/grads", row: step, of: golden)
      let norm = optimizer.update(learningRate: rate)
      #expect(abs(norm - norms[step]) < 1e-5 * norms[step])
      for (index, slot) in parameters.slots.enumerated() {
        course[index] += try parameters.canonicalValues(slot).elements
      }
    }
    for (slot, found) in zip(parameters.slots, course) {
      let expected = try golden.floats("\(name)/f32/params/\(slot.parameter.name)").doubles
      expectClose(found, expected, ofLargest: tolerance, slot.parameter.name)
    }
    try expectState(optimizer, of: golden, name, tolerance)
  }

  /// The state after the last step, where PyTorch has it: it drops what a momentum of 0 does not need.
  private func expectState(
    _ optimizer: Optimizer, of golden: borrowing GoldenFile, _ name: String, _ tolerance: Double
  ) throws {
    let names = [
      "momentum_buffer": "velocity", "exp_avg": "first_moment", "exp_avg_sq": "second_moment",
      "square_avg": "mean_square", "grad_avg": "mean_gradient",
    ]
    guard try golden.file.children(of: "\(name)/f32").contains("state_final") else { return }
    for parameter in try golden.file.children(of: "\(name)/f32/state_final") {
      let path = "\(name)/f32/state_final/\(parameter)"
      for theirs in try golden.file.children(of: path) {
        let ours = try #require(names[theirs])
        let state = try #require(
          optimizer.state.first { $0.name == ours && $0.slot.parameter.name == parameter })
        let parameters = try GoldenNetwork().plan.parameters
        let found = try parameters.canonical(state.values, of: parameters.slot(parameter))
        expectClose(
          found.elements, try golden.floats("\(path)/\(theirs)").doubles, ofLargest: tolerance,
          "\(ours) of \(parameter)")
      }
    }
  }

  @Test func `the golden file holds runs of each rule`() throws {
    let golden = try Goldens.open("optim")
    let optimizers = try Self.runs().map {
      try golden.file.attribute($0, "optimizer", as: String.self)
    }
    #expect(Set(optimizers).isSuperset(of: ["SGD", "AdamW", "Lamb", "Lars", "RMSpropTF"]))
  }

  @Test func `biases can decay where parameters of norms do not`() throws {
    let network = try GoldenNetwork()
    let parameters = network.plan.parameters
    let rule = try Self.rule([
      "train.weight_decay": .number(0.5), "train.decay_norms_and_biases": .boolean(false),
      "train.decay_biases": .boolean(true), "train.momentum": .number(0),
    ])
    var optimizer = Optimizer(parameters, rule)
    for slot in parameters.slots {
      try parameters.store(
        Tensor(Array(repeating: 1, count: slot.parameter.shape.count), shape: slot.parameter.shape),
        into: slot)
      slot.gradient.fill(with: 0)
    }
    #expect(optimizer.update(learningRate: 1) == 0)
    let decayed = try parameters.slots.filter { slot in
      try parameters.canonicalValues(slot).elements.allSatisfy { $0 == 0.5 }
    }
    #expect(decayed.map(\.parameter.name) == ["conv.weight", "fc.weight", "fc.bias"])
  }

  @Test func `the norm of a clipped gradient is the limit`() throws {
    let network = try GoldenNetwork()
    let parameters = network.plan.parameters
    let rule = try Self.rule([
      "train.clip_gradient_norm": .number(0.25), "train.momentum": .number(0),
    ])
    var optimizer = Optimizer(parameters, rule)
    var count = 0
    for slot in parameters.slots {
      slot.values.fill(with: 0)
      let ones = Array(repeating: Float(1), count: slot.parameter.shape.count)
      try parameters.store(
        Tensor(ones, shape: slot.parameter.shape), into: slot.gradient, of: slot)
      count += ones.count
    }
    let norm = optimizer.update(learningRate: 1)
    #expect(norm == Double(count).squareRoot())
    let moved = parameters.allParameters.sumOfSquares.squareRoot()
    #expect(abs(moved - 0.25) < 1e-6)
  }
}

/// The settings of a golden run.
private struct GoldenRun {
  var settings: [String: SettingValue]

  init(_ name: String, _ golden: borrowing GoldenFile) throws {
    let known = Set(try golden.file.attributeNames(of: name))
    func number(_ attribute: String, _ golden: borrowing GoldenFile) throws -> Double? {
      guard known.contains(attribute) else { return nil }
      if let whole = try? golden.integer(name, attribute) { return Double(whole) }
      return try golden.file.attribute(name, attribute, as: Double.self)
    }
    let optimizer = try golden.file.attribute(name, "optimizer", as: String.self)
    let words = [
      "SGD": "sgd", "Adam": "adam", "AdamW": "adamw", "Lamb": "lamb", "Lars": "lars",
      "RMSpropTF": "rmsprop",
    ]
    settings = ["train.optimizer": .text(try #require(words[optimizer]))]
    let paths = [
      "momentum": "momentum", "eps": "epsilon", "alpha": "square_decay",
      "trust_coeff": "trust_coefficient", "weight_decay": "weight_decay",
    ]
    for (theirs, ours) in paths {
      settings["train.\(ours)"] = try number(theirs, golden).map { .number($0) }
    }
    let switches = [
      "nesterov": "nesterov", "trust_clip": "trust_clip", "always_adapt": "trust_all",
      "centered": "centered", "lr_in_momentum": "rate_in_velocity",
    ]
    for (theirs, ours) in switches {
      settings["train.\(ours)"] = try number(theirs, golden).map { .boolean($0 != 0) }
    }
    if known.contains("betas") {
      let betas = try golden.file.attribute(name, "betas", as: [Double].self)
      settings["train.beta1"] = .number(betas[0])
      settings["train.beta2"] = .number(betas[1])
    }
    let limit = try number("clip_global_norm", golden) ?? number("max_grad_norm", golden) ?? 0
    settings["train.clip_gradient_norm"] = .number(limit)
    let excludes = try number("exclude_1d_from_decay", golden) == 1
    settings["train.decay_norms_and_biases"] = .boolean(!excludes)
  }
}
