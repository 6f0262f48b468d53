import Configuration
import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct TrivialAugmentationTests {
  private static func operation(
    _ name: TrivialAugmentation.Name, _ magnitude: Int, isNegated: Bool = false
  ) -> ImageOperation? {
    TrivialAugmentation.operation(name, magnitude: magnitude, isNegated: isNegated)
  }

  @Test func `an image goes through one of fourteen operations, all alike`() {
    let policy = TrivialAugmentation(interpolation: .bilinear)
    var counts: [String: Int] = [:]
    for steps in AugmentationPolicyTests.steps(.trivial(policy), count: 14_000) {
      #expect(steps.count <= 1 && steps.allSatisfy { $0.filter == .bilinear })
      let name = steps.first.map { AugmentationPolicyTests.name($0.operation) }
      counts[name ?? "nothing", default: 0] += 1
    }
    #expect(counts.count == 13)  // Moves along both axes have one name.
    for (name, count) in counts {
      let expected = name == "translate" ? 2_000.0 : 1_000
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "\(name): \(count)")
    }
  }

  /// Bits and thresholds as torchvision 0.28 computes them for its 31 bins.
  @Test func `magnitudes are the bins of torchvision`() {
    let bits = [8, 8, 8, 7, 7, 7, 7, 7, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3]
    for (magnitude, bits) in (bits + [2, 2, 2]).enumerated() {
      #expect(Self.operation(.posterize, magnitude) == .posterize(bits: bits))
    }
    let thresholds = [
      255, 247, 238, 230, 221, 213, 204, 196, 187, 179, 170, 162, 153, 145, 136, 128, 119, 111, 102,
      94, 85, 77, 68, 60, 51, 43, 34, 26, 17, 9, 0,
    ]
    for (magnitude, threshold) in thresholds.enumerated() {
      #expect(Self.operation(.solarize, magnitude) == .solarize(threshold: threshold))
    }
  }

  @Test func `the ranges are the wide ones, in both directions`() {
    #expect(Self.operation(.identity, 30) == nil)
    #expect(Self.operation(.shearX, 30) == .shearX(0.99))
    #expect(Self.operation(.shearY, 30, isNegated: true) == .shearY(-0.99))
    #expect(Self.operation(.translateX, 29) == .translate(x: 30, y: 0))
    #expect(Self.operation(.translateY, 29, isNegated: true) == .translate(x: 0, y: -30))
    #expect(Self.operation(.rotate, 10, isNegated: true) == .rotate(-45))
    #expect(Self.operation(.brightness, 30, isNegated: true) == .brightness(1 - 0.99))
    #expect(Self.operation(.color, 30) == .color(1 + 0.99))
    #expect(Self.operation(.contrast, 0) == .contrast(1))
    #expect(Self.operation(.sharpness, 15) == .sharpness(1 + 0.99 * 0.5))
  }

  @Test func `directions and magnitudes are all drawn`() {
    let policy = TrivialAugmentation(interpolation: .random)
    let steps = AugmentationPolicyTests.steps(.trivial(policy), count: 14_000).flatMap(\.self)
    let angles = steps.compactMap {
      if case .rotate(let degrees) = $0.operation { degrees } else { nil }
    }
    #expect(Set(angles).count == 61)
    #expect(Set(steps.map(\.filter)) == [.bilinear, .bicubic])
  }
}
