import Randomness
import Testing

@Suite struct RandomStreamTests {
  static let seed = Seed(root: 0x0123_4567_89AB_CDEF)

  static func words(
    _ purpose: RandomPurpose = .order, epoch: Int = 0, index: Int = 0, lane: Int = 0,
    seed: Seed = seed
  ) -> [UInt32] {
    var stream = RandomStream(
      seed: seed, purpose: purpose, epoch: epoch, index: index, lane: lane)
    return (0..<8).map { _ in stream.nextWord() }
  }

  @Test func `a copy of a stream repeats it`() {
    var stream = RandomStream(seed: Self.seed, purpose: .order)
    _ = stream.nextWord()
    var copy = stream
    #expect(stream.nextWord() == copy.nextWord())
  }

  @Test func `every part of the address gives another stream`() {
    let streams = [
      Self.words(), Self.words(.augmentation), Self.words(epoch: 1), Self.words(index: 1),
      Self.words(lane: 1), Self.words(seed: Seed(root: 1)),
      Self.words(seed: Seed(root: 0x0123_4567_89AB_CDEF, replicate: 1)),
    ]
    #expect(Set(streams).count == streams.count)
  }

  @Test func `purposes keep their numbers, since they are part of every address`() {
    #expect(RandomPurpose.allCases.map(\.rawValue) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21])
  }

  @Test func `units lie in the half-open interval with mean one half`() {
    var stream = RandomStream(seed: Self.seed, purpose: .generation)
    let units = (0..<10_000).map { _ in stream.nextUnit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    // Standard error of the mean: sqrt(1 / 12 / 10,000) = 0.0029; four of them.
    #expect(abs(units.reduce(0, +) / 10_000 - 0.5) < 0.0116)
  }

  @Test(arguments: [1, 3, 7, 10])
  func `integers below a bound are equally likely`(bound: Int) {
    var stream = RandomStream(seed: Self.seed, purpose: .split, index: bound)
    var counts = Array(repeating: 0, count: bound)
    let draws = 9_000
    for _ in 0..<draws { counts[stream.nextInteger(below: bound)] += 1 }
    let expected = Double(draws) / Double(bound)
    // Five standard deviations of a count, at most sqrt(expected).
    #expect(counts.allSatisfy { abs(Double($0) - expected) <= 5 * expected.squareRoot() })
  }

  @Test func `normal numbers have mean zero and deviation one`() {
    var stream = RandomStream(seed: Self.seed, purpose: .initialization)
    let numbers = (0..<10_000).map { _ in stream.nextNormal() }
    let mean = numbers.reduce(0, +) / 10_000
    let variance = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 9_999
    #expect(abs(mean) < 0.04)  // Four standard errors of 0.01.
    #expect(abs(variance - 1) < 0.06)  // Four standard errors of sqrt(2 / 10,000).
  }

  @Test func `a permutation holds every number once and depends on its address`() {
    var first = RandomStream(seed: Self.seed, purpose: .order, epoch: 0)
    var second = RandomStream(seed: Self.seed, purpose: .order, epoch: 1)
    let (one, other) = (first.nextPermutation(of: 100), second.nextPermutation(of: 100))
    #expect(one.sorted() == Array(0..<100))
    #expect(one != other)
  }
}
