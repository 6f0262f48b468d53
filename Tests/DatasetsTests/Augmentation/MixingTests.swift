import Configuration
import HDF5
import Imaging
import Randomness
import TestSupport
import Tensors
import Testing

@testable import Datasets

@Suite struct MixingTests {
  static func groups() throws -> [String] {
    try Goldens.open("mix").file.children().filter { !["input", "cutmix_box"].contains($0) }
  }

  static func mixing(
    mixup: Double = 0.2, cutmix: Double = 1, mode: MixingMode = .batch, off: Int? = nil
  ) -> Mixing {
    Mixing(
      mixupAlpha: mixup, cutmixAlpha: cutmix, probability: 1, cutmixProbability: 0.5, mode: mode,
      offEpoch: off, labelSmoothing: 0.1, classCount: 7)
  }

  @Test(arguments: try groups())
  func `mixed batches and their targets are those of timm`(in group: String) throws {
    let golden = try Goldens.open("mix")
    let (shape, x) = (try golden.file.shape(of: "input/x"), try golden.floats("input/x"))
    let labels = try golden.file.read("input/y", as: Int64.self).elements.map(Int.init)
    let count = shape[0]
    let weights = try golden.doubles("\(group)/lam_effective")
    let given = try golden.floats("\(group)/lam")
    let cuts = try golden.file.read("\(group)/use_cutmix", as: UInt8.self).elements
    let boxes = try golden.file.read("\(group)/box_y0_y1_x0_x1", as: Int64.self).elements.map(
      Int.init)
    let mode = try golden.text(group, "mode")
    let mixtures = (0..<count).map { row in
      let shared = mode == "batch" ? 0 : mode == "elem" ? row : min(row, count - 1 - row)
      let box = boxes[4 * shared..<4 * shared + 4].map(\.self)
      let isCut = cuts[shared] != 0 && given[shared] != 1
      return Mixture(
        weight: weights[shared],
        box: isCut
          ? PixelBox(x: box[2], y: box[0], width: box[3] - box[2], height: box[1] - box[0]) : nil)
    }
    var images = Tensor(
      channelsLast(x, shape: shape), shape: Shape([count, shape[2], shape[3], shape[1]]))
    Self.mixing().mix(&images, mixtures)
    expectClose(
      channelsFirst(images.elements, shape: shape),
      try golden.floats("\(group)/x").map(Double.init),
      ofLargest: 1e-6, "x")
    expectClose(
      Self.mixing().targets(labels: labels, mixtures).elements,
      try golden.floats("\(group)/target").map(Double.init), ofLargest: 1e-6, "target")
  }

  @Test func `boxes and corrected weights are those of timm`() throws {
    for row in try Goldens.open("mix").rows("cutmix_box/rows") {
      let mixture = Mixture.cut(
        weight: row[2], middle: [Int(row[4]), Int(row[3])], width: Int(row[1]), height: Int(row[0]))
      let expected = PixelBox(
        x: Int(row[9]), y: Int(row[7]), width: Int(row[10] - row[9]), height: Int(row[8] - row[7]))
      #expect(mixture.box == expected)
      #expect(abs(mixture.weight - row[11]) < 1e-12)
    }
  }

  @Test func `what shares a mixture is the batch, a pair or nothing`() {
    func drawn(_ mode: MixingMode) -> [Mixture] {
      Self.mixing(mode: mode).mixtures(
        seed: Seed(root: 1), epoch: 0, places: 40..<48, width: 32, height: 32)
    }
    #expect(Set(drawn(.batch)).count == 1)
    let pairs = drawn(.pair)
    #expect(Set(pairs).count == 4 && pairs == pairs.reversed())
    #expect(Set(drawn(.element)).count == 8)
  }

  @Test func `mixing ends with its last epoch, and labels stay`() {
    let mixing = Self.mixing(off: 3)
    func drawn(_ epoch: Int) -> [Mixture] {
      mixing.mixtures(seed: Seed(root: 1), epoch: epoch, places: 0..<4, width: 8, height: 8)
    }
    #expect(drawn(2) != drawn(3))
    #expect(drawn(3).allSatisfy { $0 == Mixture.none })
    let targets = mixing.targets(labels: [0, 1, 2, 6], drawn(3)).elements
    #expect(abs(targets[0] - (0.9 + 0.1 / 7)) < 1e-6 && abs(targets[1] - 0.1 / 7) < 1e-6)
  }

  @Test func `either kind is drawn as often as asked for`() {
    let both = (0..<2_000).map { batch in
      Self.mixing().mixtures(
        seed: Seed(root: 9), epoch: 0, places: 4 * batch..<4 * batch + 4, width: 16, height: 16)[0]
    }
    let cuts = both.count { $0.box != nil }
    // Four deviations of the binomial distribution.
    #expect(abs(cuts - 1_000) < 4 * 23)
    let mixups = both.filter { $0.box == nil }.map(\.weight)
    #expect(mixups.count { $0 < 0.01 || $0 > 0.99 } > mixups.count / 4)  // Beta(0.2, 0.2).
  }

  @Test func `targets sum to one and the middle of an odd batch keeps its label`() {
    let mixing = Self.mixing()
    let mixtures = mixing.mixtures(
      seed: Seed(root: 2), epoch: 0, places: 0..<5, width: 9, height: 9)
    let targets = mixing.targets(labels: [0, 1, 2, 3, 4], mixtures).elements
    for row in 0..<5 {
      #expect(abs(targets[7 * row..<7 * row + 7].reduce(0, +) - 1) < 1e-5)
    }
    #expect(abs(targets[14 + 2] - (0.9 + 0.1 / 7)) < 1e-6)
  }
}
