import Configuration
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
}
