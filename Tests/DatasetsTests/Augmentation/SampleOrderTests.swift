import Randomness
import Testing

@testable import Datasets

@Suite struct SampleOrderTests {
  static let seed = Seed(root: 8)

  @Test func `without repeats each sample comes once`() {
    let order = SampleOrder(count: 50, batch: 8, shards: 2).samples(seed: Self.seed, epoch: 1)
    #expect(Set(order.map(\.sample)).count == 50)
    #expect(order.allSatisfy { $0.repetition == 0 })
  }

  @Test func `an epoch with repeats is as long, of fewer samples, each as often`() {
    let order = SampleOrder(count: 100, repeats: 3, batch: 12, shards: 3)
      .samples(seed: Self.seed, epoch: 1)
    #expect(order.count == 96)
    var copies: [Int: Set<Int>] = [:]
    for entry in order { copies[entry.sample, default: []].insert(entry.repetition) }
    #expect(copies.count == 32 && copies.values.allSatisfy { $0 == [0, 1, 2] })
    #expect(
      order
        != SampleOrder(count: 100, repeats: 3, batch: 12, shards: 3)
        .samples(seed: Self.seed, epoch: 2))
  }

  @Test func `copies of a sample share a batch and lie in different shards`() {
    let order = SampleOrder(count: 96, repeats: 3, batch: 12, shards: 3)
      .samples(seed: Self.seed, epoch: 0)
    for batch in 0..<8 {
      let places = batch * 12..<(batch + 1) * 12
      let samples = Set(order[places].map(\.sample))
      #expect(samples.count == 4)
      for shard in 0..<3 {
        let part = order[batch * 12 + 4 * shard..<batch * 12 + 4 * (shard + 1)]
        #expect(Set(part.map(\.sample)) == samples)
      }
    }
  }

  @Test func `the first samples are those without repeats`() {
    let plain = SampleOrder(count: 40, batch: 4, shards: 1).samples(seed: Self.seed, epoch: 5)
    let repeated = SampleOrder(count: 40, repeats: 2, batch: 4, shards: 1)
      .samples(seed: Self.seed, epoch: 5)
    #expect(repeated.enumerated().allSatisfy { $1.sample == plain[$0 / 2].sample })
  }

  @Test func `copies are changed differently`() {
    let first = SampleAddress(seed: Self.seed, epoch: 0, sample: 3)
    let second = SampleAddress(seed: Self.seed, epoch: 0, sample: 3, repetition: 1)
    for lane in AugmentationLane.allCases {
      var (a, b) = (first.stream(lane), second.stream(lane))
      #expect(a.nextWord() != b.nextWord())
    }
  }
}
