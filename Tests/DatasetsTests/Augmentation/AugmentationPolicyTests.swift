import Configuration
import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct AugmentationPolicyTests {
  static func steps(_ policy: AugmentationPolicy, count: Int = 4_000) -> [[PolicyStep]] {
    (0..<count).map { sample in
      var random = SampleAddress(seed: Seed(root: 6), epoch: 0, sample: sample).stream(.policy)
      return policy.steps(&random, width: 64, height: 48)
    }
  }

  static func randAugment(
    magnitude: Double = 9, deviation: Double = 0, maximum: Double = 10, probability: Double = 0.5,
    interpolation: InterpolationKind = .bicubic
  ) -> AugmentationPolicy {
    .randAugment(
      RandAugmentation(
        layers: 2, magnitude: magnitude, deviation: deviation, maximum: maximum,
        probability: probability, names: LeveledOperation.randAugmentIncreasing,
        interpolation: interpolation))
  }

  /// What tells one operation from another, without its argument.
  static func name(_ operation: ImageOperation) -> String {
    String("\(operation)".prefix { $0 != "(" })
  }

  @Test func `layers apply as often as they are to, all operations alike`() {
    let steps = Self.steps(Self.randAugment()).flatMap(\.self)
    // 8,000 layers, half of them: five deviations of the binomial distribution.
    #expect(abs(steps.count - 4_000) < 5 * 45)
    var counts: [String: Int] = [:]
    for step in steps { counts[Self.name(step.operation), default: 0] += 1 }
    let expected = Double(steps.count) / 15
    for (name, count) in counts where name != "translate" {
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "\(name): \(count)")
    }
    #expect(counts.count == 14)  // Moves along both axes have one name.
  }

  @Test func `a fixed magnitude gives two rotations, a drawn one many within its bounds`() {
    func angles(_ policy: AugmentationPolicy) -> [Double] {
      Self.steps(policy).flatMap(\.self).compactMap {
        if case .rotate(let degrees) = $0.operation { degrees } else { nil }
      }
    }
    #expect(Set(angles(Self.randAugment())) == [27, -27])
    let drawn = angles(Self.randAugment(deviation: 0.5))
    #expect(Set(drawn).count > 50 && drawn.allSatisfy { abs($0) <= 30 })
    #expect(drawn.contains { abs($0) == 30 })
    let beyond = angles(Self.randAugment(magnitude: 15, maximum: 30))
    #expect(Set(beyond) == [45, -45])
    #expect(Set(angles(Self.randAugment(magnitude: 15))) == [30, -30])
  }

  @Test func `random interpolation is one of both and moves no other draw`() {
    let fixed = Self.steps(Self.randAugment())
    let random = Self.steps(Self.randAugment(interpolation: .random))
    #expect(fixed.map { $0.map(\.operation) } == random.map { $0.map(\.operation) })
    #expect(Set(random.flatMap(\.self).map(\.filter)) == [.bilinear, .bicubic])
    let noisy = Self.steps(Self.randAugment(deviation: 0.5))
    #expect(fixed.map(\.count) == noisy.map(\.count))
  }

  @Test func `the set of ResNet-RS has sixteen operations on a scale of its own`() {
    let policy = TensorFlowRandAugmentation(layers: 2, magnitude: 15)
    let steps = Self.steps(.tensorFlow(policy))
    #expect(steps.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.filter == .nearest } })
    #expect(Set(steps.flatMap(\.self).map { Self.name($0.operation) }).count == 15)
    func operation(_ name: TensorFlowRandAugmentation.Name) -> ImageOperation {
      policy.operation(name, sign: -1, middle: [10, 20], pixels: 160 * 160)
    }
    #expect(operation(.rotate) == .rotate(-45))
    #expect(operation(.posterize) == .posterize(bits: 6))
    #expect(operation(.solarize) == .solarize(threshold: 384))
    #expect(operation(.solarizeAdd) == .solarizeAdd(165))
    #expect(operation(.color) == .color(1.5 * 1.8 + 0.1))
    #expect(operation(.contrast) == .contrast(1.5 * 1.8 + 0.1, around: 100))
    #expect(operation(.shearX) == .shearX(-1.5 * 0.3))
    #expect(operation(.translateY) == .translate(x: 0, y: -150))
    #expect(
      operation(.cutout) == .cutout(PixelBox(x: -50, y: -40, width: 120, height: 120)))
  }

  @Test func `the policy for ImageNet has 25 pairs and draws all of them`() {
    #expect(AutoAugmentation.imageNet.count == 25)
    #expect(AutoAugmentation.imageNet.allSatisfy { $0.count == 2 })
    let pairs = Self.steps(.autoAugment(.bilinear))
    let rotations = pairs.flatMap(\.self).compactMap {
      if case .rotate(let degrees) = $0.operation { abs(degrees) } else { nil }
    }
    #expect(Set(rotations) == [0, 6, 15, 21, 24, 27])
    // The probabilities of all entries, over 25 pairs.
    let expected = AutoAugmentation.imageNet.flatMap(\.self).map(\.probability).reduce(0, +) / 25
    let mean = Double(pairs.map(\.count).reduce(0, +)) / Double(pairs.count)
    #expect(abs(mean - expected) < 0.05)
  }

  @Test func `one of three: solarized, grey, blurred`() {
    let steps = Self.steps(.threeAugment)
    #expect(steps.allSatisfy { $0.count == 1 })
    let blurs = steps.flatMap(\.self).compactMap {
      if case .blur(let deviation) = $0.operation { deviation } else { nil }
    }
    #expect(blurs.allSatisfy { (0.1...2).contains($0) } && Set(blurs).count > 1_000)
    #expect(Set(steps.map { Self.name($0[0].operation) }) == ["solarize", "color", "blur"])
  }

  @Test func `jitter draws three factors and their order`() {
    let drawn = (0..<600).map { sample in
      var random = SampleAddress(seed: Seed(root: 6), epoch: 0, sample: sample)
        .stream(.colorJitter)
      return ColorJitter(strength: 0.4).operations(&random)
    }
    #expect(Set(drawn.map { $0.map(Self.name) }).count == 6)
    for operations in drawn {
      for operation in operations {
        switch operation {
        case .brightness(let factor), .color(let factor), .contrast(let factor, _):
          #expect((0.6...1.4).contains(factor))
        default: Issue.record("\(operation)")
        }
      }
    }
  }
}
