import Configuration
import Randomness
import Tensors
import Testing

@testable import Datasets

@Suite struct LightingNoiseTests {
  private func address(_ sample: Int) -> SampleAddress {
    SampleAddress(seed: Seed(root: 5), epoch: 0, sample: sample)
  }

  @Test func `a shift is the components by their weights`() {
    // By hand from the published components.
    let shift = LightingNoise.shift(weights: [0.1, -0.2, 0.05])
    for (channel, expected) in [-0.014957115, -0.012798630, -0.009986282].enumerated() {
      #expect(abs(shift[channel] - expected) < 1e-8)
    }
  }

  @Test func `shifts vary as the components do, around nothing`() {
    let noise = LightingNoise(deviation: 0.1)
    let shifts = (0..<4_000).map { noise.shift(at: address($0)) }
    let mean = shifts.reduce(SIMD3.zero, +) / 4_000
    // The deviation of a channel is 0.1 x 0.2175 x about 0.57: that of the mean 2e-4, of the variance 2 %.
    for (channel, expected) in [1.5420e-4, 1.5971e-4, 1.6285e-4].enumerated() {
      #expect(abs(mean[channel]) < 1e-3)
      let variance = shifts.map { $0[channel] * $0[channel] }.reduce(0, +) / 4_000
      #expect(abs(variance / expected - 1) < 0.1)
    }
    #expect(shifts[7] == noise.shift(at: address(7)))
  }

  @Test func `all pixels of a sample are shifted alike, in units of each channel's deviation`()
    throws
  {
    let plain = try TrainingBatchesTests.batch([:])
    let shifted = try TrainingBatchesTests.batch(["augment.lighting": .number(0.1)])
    #expect(shifted.samples == plain.samples)
    let deviation = TrainingBatchesTests.images.normalization.deviation
    for (row, sample) in plain.samples.enumerated() {
      let seed = try TrainingBatchesTests.configuration([:]).seeds.seed(for: .augmentation)
      let shift = LightingNoise(deviation: 0.1).shift(
        at: SampleAddress(seed: seed, epoch: 0, sample: sample))
      for place in row * 432..<(row + 1) * 432 {
        let difference = Double(shifted.images.elements[place] - plain.images.elements[place])
        // Both are rounded to single precision, at most about 3.
        #expect(abs(difference - shift[place % 3] / deviation[place % 3]) < 1e-6)
      }
    }
  }
}
