import Configuration
import HDF5
import TestSupport
import Testing

@testable import Training

@Suite struct ScheduleTests {
  static func schedule(_ settings: [String: SettingValue], stepsPerEpoch: Int) throws -> Schedule {
    var all: [String: SettingValue] = [
      "model.family": .text("cifar_resnet"), "model.depth": .integer(8),
      "data.set": .text("generated"), "train.epochs": .integer(4), "train.batch": .integer(8),
      "train.learning_rate": .number(0.4),
    ]
    all.merge(settings) { $1 }
    return Schedule(try Configuration(settings: all).training, stepsPerEpoch: stepsPerEpoch)
  }

  @Test func `the cosine starts at the peak, halves in the middle and nears zero`() throws {
    let schedule = try Self.schedule([:], stepsPerEpoch: 5)
    #expect(schedule.stepCount == 20)
    #expect(schedule.learningRate(at: 0) == 0.4)
    #expect(abs(schedule.learningRate(at: 10) - 0.2) < 1e-15)
    // 0.2 * (1 + cos(19 pi / 20))
    #expect(abs(schedule.learningRate(at: 19) - 0.00246233188097247) < 1e-15)
  }

  @Test func `warm-up rises in equal steps to the peak and leaves the cosine the rest`() throws {
    let schedule = try Self.schedule(["train.warmup_epochs": .number(1)], stepsPerEpoch: 3)
    let rates = (0..<4).map(schedule.learningRate)
    for (rate, expected) in zip(rates, [0.1, 0.2, 0.3, 0.4]) {
      #expect(abs(rate - expected) < 1e-15)
    }
    #expect(schedule.learningRate(at: 11) < 0.02)
  }

  @Test func `a constant schedule keeps the peak`() throws {
    let schedule = try Self.schedule(["train.schedule": .text("constant")], stepsPerEpoch: 2)
    #expect((0..<8).allSatisfy { schedule.learningRate(at: $0) == 0.4 })
  }

  /// Those with restarts or another power than 1 are none of the papers'.
  static let strangers = [
    "cosine_epoch_cycles2_mul2", "cosine_epoch_cycles3_decay0.5", "cosine_epoch_kdecay1.5",
  ]

  static func courses() throws -> [String] {
    try Goldens.open("schedules").file.children().filter { !strangers.contains($0) }
  }

  @Test(arguments: try courses())
  func `agrees with timm's schedulers`(course: String) throws {
    let golden = try Goldens.open("schedules")
    let (settings, stepsPerEpoch) = try Self.settings(course, golden)
    let schedule = try Self.schedule(settings, stepsPerEpoch: stepsPerEpoch)
    let rates = try golden.doubles("\(course)/lr")
    let isPerUpdate = try golden.file.attribute(course, "unit", as: String.self) == "update"
    let steps = rates.indices.map { isPerUpdate ? $0 : $0 * stepsPerEpoch + stepsPerEpoch / 2 }
    // The README of the golden files recommends this tolerance.
    expectClose(steps.map(schedule.learningRate), rates, ofLargest: 1e-12)
  }

  /// A golden course in our settings; epochs have 12 steps.
  private static func settings(
    _ course: String, _ golden: borrowing GoldenFile
  ) throws -> (settings: [String: SettingValue], stepsPerEpoch: Int) {
    let known = Set(try golden.file.attributeNames(of: course))
    func number(_ attribute: String, _ golden: borrowing GoldenFile) throws -> Double? {
      guard known.contains(attribute) else { return nil }
      if let whole = try? golden.integer(course, attribute) { return Double(whole) }
      return try golden.file.attribute(course, attribute, as: Double.self)
    }
    let kind = try golden.file.attribute(course, "kind", as: String.self)
    let isPerUpdate = try golden.file.attribute(course, "unit", as: String.self) == "update"
    let perEpoch = isPerUpdate ? 12.0 : 1
    let warmup = (try number("warmup_t", golden) ?? 0) / perEpoch
    // timm's cosine takes no prefix where it does not say so, its other schedules do.
    let isPrefix = try number("warmup_prefix", golden).map { $0 == 1 } ?? (kind != "cosine")
    // 30 epochs are recorded; what is longer than the course is its cooldown.
    let length = try number("t_initial", golden).map { $0 / perEpoch + (isPrefix ? warmup : 0) }
    var settings: [String: SettingValue] = [
      "train.schedule": .text(kind == "multistep" ? "timm_multistep" : kind),
      "train.schedule_unit": .text(isPerUpdate ? "step" : "epoch"),
      "train.epochs": .integer(30), "train.warmup_epochs": .number(warmup),
      "train.warmup_prefix": .boolean(isPrefix),
    ]
    settings["train.cooldown_epochs"] = length.map { .number(30 - $0) }
    settings["train.learning_rate"] = try number("lr", golden).map { .number($0) }
    settings["train.minimum_learning_rate"] = try number("lr_min", golden).map { .number($0) }
    settings["train.warmup_learning_rate"] = try number("warmup_lr_init", golden).map {
      .number($0)
    }
    settings["train.decay_factor"] = try number("decay_rate", golden).map { .number($0) }
    if kind == "multistep" {
      settings["train.milestones"] = .integers(
        try golden.file.attribute(course, "decay_t", as: [Int].self))
    } else {
      settings["train.decay_epochs"] = try number("decay_t", golden).map { .number($0) }
    }
    return (settings, 12)
  }

  @Test func `milestones count from the first step, and timm's come one unit before`() throws {
    func rates(_ kind: String, _ unit: String) throws -> [Double] {
      let schedule = try Self.schedule(
        [
          "train.schedule": .text(kind), "train.schedule_unit": .text(unit),
          "train.milestones": .integers([1, 3]), "train.decay_factor": .number(0.5),
        ], stepsPerEpoch: 2)
      return (0..<8).map(schedule.learningRate)
    }
    let theirs = [0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1]
    #expect(try rates("multistep", "step") == [0.4, 0.4, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1])
    #expect(try rates("multistep", "epoch") == [0.4, 0.4, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1])
    #expect(try rates("timm_multistep", "step") == [0.4, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1])
    #expect(try rates("timm_multistep", "epoch") == theirs)
  }

  @Test func `an exponential decay has the factor's roots between its steps`() throws {
    let schedule = try Self.schedule(
      [
        "train.schedule": .text("exponential"), "train.decay_epochs": .number(2),
        "train.decay_factor": .number(0.25),
      ], stepsPerEpoch: 2)
    let rates = (0..<5).map(schedule.learningRate)
    for (rate, expected) in zip(
      rates, [0.4, 0.4 * 0.5.squareRoot(), 0.2, 0.2 * 0.5.squareRoot(), 0.1])
    {
      #expect(abs(rate - expected) < 1e-15)
    }
  }

  @Test func `without the prefix the course is joined where it would be`() throws {
    let schedule = try Self.schedule(
      ["train.warmup_epochs": .number(2), "train.warmup_prefix": .boolean(false)],
      stepsPerEpoch: 5)
    #expect(abs(schedule.learningRate(at: 10) - 0.2) < 1e-15)
    #expect(schedule.learningRate(at: 9) == 0.4 * 10 / 11)
  }
}
